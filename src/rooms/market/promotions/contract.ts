import { choices, currencyField, field, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** A planned, dated change of offer. */
export const promotionKind: RecordKind = {
  kind: 'promotion',
  room: 'market',
  path: 'promotions',
  table: 'promotion',
  label: text('Promotion', '促销', '促銷'),
  plural: text('Promotions', '促销', '促銷'),
  icon: 'discount',
  title: 'name',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'fromOn', descending: true },
  fields: [
    field('name', 'text', ['Name', '名称', '名稱'], { required: true, listed: true, matches: true }),
    field('type', 'choice', ['Type', '类型', '類型'], {
      listed: true,
      choices: choices(
        ['discount', 'Discount', '折扣', '折扣'],
        ['threshold', 'Threshold', '满减', '滿減'],
        ['bundle', 'Bundle', '组合', '組合'],
        ['gift', 'Gift', '赠品', '贈品'],
        ['coupon', 'Coupon', '优惠券', '優惠券'],
      ),
    }),
    field('discount', 'percent', ['Discount', '折扣率', '折扣率'], { listed: true, min: 0, max: 1 }),
    field('fromOn', 'date', ['From', '开始日期', '開始日期'], { required: true, listed: true, sortable: true }),
    field('untilOn', 'date', ['Until (not included)', '结束日期（不含）', '結束日期（不含）'], {
      required: true,
      listed: true,
    }),
    reference('productId', 'product', ['Product', '产品', '產品'], { listed: true }),
    field('atLeast', 'money', ['From order value', '满额', '滿額']),
    field('off', 'money', ['Amount off', '立减金额', '立減金額']),
    field('code', 'text', ['Coupon code', '优惠码', '優惠碼'], { maxLength: 60 }),
    field('segment', 'text', ['Segment', '客户细分', '客戶區隔']),
    field('exclusive', 'boolean', ['Stands alone', '不与其他优惠同享', '不與其他優惠同享']),
    field('budget', 'money', ['Budget', '预算', '預算'], { listed: true }),
    currencyField,
  ],
};
