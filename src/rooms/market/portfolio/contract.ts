import { choices, currencyField, field } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** Something that is sold. */
export const productKind: RecordKind = {
  kind: 'product',
  room: 'market',
  path: 'products',
  table: 'product',
  label: text('Product', '产品', '產品'),
  plural: text('Products', '产品', '產品'),
  icon: 'package',
  title: 'name',
  ownership: { by: 'company' },
  searched: ['name', 'code'],
  defaultSort: { field: 'name', descending: false },
  customFields: true,
  headline: ['listPrice', 'status', 'family'],
  related: [{ kind: 'price', by: 'productId' }],
  fields: [
    field('name', 'text', ['Name', '产品名称', '產品名稱'], {
      required: true,
      listed: true,
      sortable: true,
      matches: true,
      also: ['product', 'englishProductName', '产品名称', '商品', '品名'],
    }),
    field('code', 'text', ['Code', '产品编码', '產品編碼'], {
      listed: true,
      matches: true,
      also: ['product id', 'sku', 'productKey', 'productNumber', '产品 ID', '货号'],
    }),
    field('family', 'text', ['Family', '产品系列', '產品系列'], {
      listed: true,
      also: ['series', 'subcategory', '子类别'],
    }),
    field('category', 'text', ['Category', '类别', '類別'], { listed: true, also: ['category', '类别'] }),
    field('unit', 'text', ['Unit', '单位', '單位']),
    field('status', 'choice', ['Status', '状态', '狀態'], {
      listed: true,
      choices: choices(['active', 'Active', '在售', '在售', 'good'], ['retired', 'Retired', '停售', '停售']),
    }),
    field('listPrice', 'money', ['List price', '目录价', '定價'], {
      listed: true,
      also: ['sales_price', 'price', '单价'],
    }),
    field('floorPrice', 'money', ['Floor price', '底价', '底價'], { access: 'cost' }),
    field('cost', 'money', ['Unit cost', '单位成本', '單位成本'], {
      access: 'cost',
      column: 'cost_minor',
      also: ['standardCost'],
    }),
    currencyField,
    field('launchedOn', 'date', ['Launched on', '上市日期', '上市日期']),
    field('retiredOn', 'date', ['Retired on', '停售日期', '停售日期']),
  ],
};
