import { currencyField, field, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

const fromOn = field('fromOn', 'date', ['From', '生效日期', '生效日期'], { listed: true, sortable: true });
const untilOn = field('untilOn', 'date', ['Until (not included)', '失效日期（不含）', '失效日期（不含）'], {
  listed: true,
});

/** A named set of prices for a segment and time. */
export const priceListKind: RecordKind = {
  kind: 'priceList',
  room: 'market',
  path: 'price-lists',
  table: 'price_list',
  label: text('Price list', '价目表', '價目表'),
  plural: text('Price lists', '价目表', '價目表'),
  icon: 'tags',
  title: 'name',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'name', descending: false },
  related: [{ kind: 'price', by: 'priceListId' }],
  fields: [
    field('name', 'text', ['Name', '名称', '名稱'], { required: true, listed: true, sortable: true, matches: true }),
    { ...currencyField, required: true, listed: true },
    field('segment', 'text', ['Segment', '客户细分', '客戶區隔'], { listed: true }),
    fromOn,
    untilOn,
  ],
};

/** The price of one product, from–until. */
export const priceKind: RecordKind = {
  kind: 'price',
  room: 'market',
  path: 'prices',
  table: 'price',
  label: text('Price', '价格', '價格'),
  plural: text('Prices', '价格', '價格'),
  icon: 'tag',
  title: 'fromOn',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'fromOn', descending: true },
  fields: [
    reference('productId', 'product', ['Product', '产品', '產品'], { required: true, listed: true, createOnly: true }),
    reference('priceListId', 'priceList', ['Price list', '价目表', '價目表'], { listed: true }),
    field('amount', 'money', ['Price', '价格', '價格'], { required: true, listed: true }),
    { ...currencyField, required: true },
    { ...fromOn, required: true },
    untilOn,
  ],
};
