import { fieldOf } from '#kernel/record-kind.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { type ColumnFinder, readableAs, squash } from './find-columns.ts';
import type { FieldMapping, RecordMapping } from './mapping.ts';
import type { Suggestion } from './suggest-mapping.ts';

/**
 * What the columns of a table of order lines are called, in 简体中文, 繁體中文 and English, as shops and accounting programs write
 * them. The first name that the table has counts.
 */
const columnNames = {
  line: ['行 ID', '行號', '行号', 'row id', 'line id', 'order line id'],
  number: [
    '订单 ID',
    '订单号',
    '订单编号',
    '訂單編號',
    '訂單號碼',
    '单据编号',
    'order id',
    'order no',
    'order number',
    'so number',
  ],
  orderedOn: ['订单日期', '下单日期', '訂單日期', '下單日期', '单据日期', '日期', 'order date', 'ordered on', 'date'],
  deliveredOn: [
    '发货日期',
    '交货日期',
    '出貨日期',
    '交貨日期',
    'ship date',
    'shipping date',
    'delivery date',
    'delivered on',
  ],
  channel: ['渠道', '销售渠道', '通路', '銷售通路', 'channel', 'sales channel'],
  orderRegion: ['地区', '大区', '区域', '地區', '大區', '區域', 'region', 'territory'],
  owner: [
    '业务员',
    '销售人员',
    '销售员',
    '負責人',
    '负责人',
    '業務員',
    '銷售人員',
    'salesperson',
    'sales person',
    'sales rep',
    'owner',
  ],
  currency: ['币种', '货币', '幣別', '幣種', 'currency'],
  customerId: [
    '客户 ID',
    '客户编号',
    '客户代码',
    '客戶編號',
    '客戶代碼',
    'customer id',
    'customer no',
    'customer number',
    'customer code',
  ],
  customer: [
    '客户名称',
    '客户',
    '公司名称',
    '客戶名稱',
    '客戶',
    '公司名稱',
    'customer name',
    'customer',
    'client',
    'company',
  ],
  segment: ['细分', '客户类型', '客戶類型', 'segment', 'customer segment', 'customer type'],
  city: ['城市', 'city'],
  province: ['省/自治区', '省份', '省', '縣市', 'state', 'province', 'state/province'],
  country: ['国家', '国家/地区', '國家', 'country', 'country/region'],
  productId: [
    '产品 ID',
    '产品编码',
    '产品编号',
    '商品编码',
    '货号',
    '產品編號',
    '商品編號',
    '貨號',
    'product id',
    'product code',
    'sku',
    'item no',
  ],
  product: [
    '产品名称',
    '产品',
    '商品名称',
    '商品',
    '品名',
    '產品名稱',
    '產品',
    '商品名稱',
    'product name',
    'product',
    'item',
    'item name',
  ],
  category: ['类别', '产品类别', '類別', '產品類別', 'category', 'product category'],
  family: ['子类别', '产品系列', '子類別', '產品系列', 'sub-category', 'subcategory', 'product family'],
  quantity: ['数量', '數量', 'quantity', 'qty', 'units'],
  unitPrice: ['单价', '單價', 'unit price', 'price'],
  discount: ['折扣', 'discount'],
  amount: [
    '订单金额',
    '訂單金額',
    'order amount',
    'order total',
    '销售额',
    '销售金额',
    '金额',
    '銷售額',
    '銷售金額',
    '金額',
    'sales',
    'amount',
    'revenue',
    'sales amount',
    'line total',
  ],
  cost: ['成本', 'cost', 'total cost'],
  profit: ['利润', '利潤', 'profit'],
} as const;

type Column = keyof typeof columnNames;

/**
 * A table whose rows are lines of orders, each with its order, customer and product, becomes all four: what nearly every shop and
 * accounting program writes. So does one of whole orders, each with one line that holds its amount. Undefined for any other table.
 */
export function suggestOrders(
  fileName: string,
  find: ColumnFinder,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Suggestion | undefined {
  const has = Object.fromEntries(
    Object.entries(columnNames).map(([name, names]) => [name, find(...names)]),
  ) as Readonly<Record<Column, string | undefined>>;
  const { number, orderedOn, amount, quantity } = has;
  if (number === undefined || orderedOn === undefined || amount === undefined) return undefined;
  const [customer, product] = [has.customer ?? has.customerId, has.product ?? has.productId];
  const isLine = quantity !== undefined && (customer ?? product) !== undefined;
  // Without products and quantities each row is a whole order; a plain date might as well be that of a payment.
  const isOrder = quantity === undefined && product === undefined && customer !== undefined && !isPlainDate(orderedOn);
  if (!isLine && !isOrder) return undefined;
  const line = recordDefinition('orderLine').kind;
  const fits = (name: string, column: string): boolean =>
    readableAs(fieldOf(line, name)!, rows, header.indexOf(column));
  if (!fits('orderedOn', orderedOn) || !fits('amount', amount)) return undefined;
  if (quantity !== undefined && !fits('quantity', quantity)) return undefined;
  const records = [customers(has), products(has), orders(has, number), lines(isLine ? has : wholeOrder(has))].filter(
    (record) => record !== undefined,
  );
  const used = new Set(Object.values(has));
  return {
    mapping: { file: fileName, records },
    confidence: 1,
    unused: header.filter((name) => !used.has(name) && squash(name) !== ''),
  };
}

const isPlainDate = (column: string): boolean => ['日期', 'date'].includes(squash(column));

type Has = Readonly<Record<Column, string | undefined>>;

function customers(has: Has): RecordMapping | undefined {
  return made('account', has.customerId, has.customer, {
    segment: has.segment,
    city: has.city,
    region: has.province,
    country: has.country,
  });
}

function products(has: Has): RecordMapping | undefined {
  return made('product', has.productId, has.product, { category: has.category, family: has.family });
}

/** A record that the lines only mention: known by its identifier, else by its name. */
function made(
  kind: string,
  id: string | undefined,
  name: string | undefined,
  more: Readonly<Record<string, string | undefined>>,
): RecordMapping | undefined {
  const called = name ?? id;
  if (called === undefined) return undefined;
  return {
    kind,
    match: id === undefined ? 'name' : 'externalId',
    onMatch: 'update',
    fields: filled({ externalId: id, name: called, ...more }),
  };
}

function orders(has: Has, number: string): RecordMapping {
  return {
    kind: 'order',
    match: 'number',
    onMatch: 'update',
    fields: filled({
      number,
      accountId: has.customerId ?? has.customer,
      ownerId: has.owner,
      orderedOn: has.orderedOn,
      deliveredOn: has.deliveredOn,
      region: has.orderRegion,
      channel: has.channel,
      currency: has.currency,
    }),
  };
}

/** The one line of an order whose file has no lines: known by the order's number. */
function wholeOrder(has: Has): Has {
  return { ...has, line: has.number, quantity: undefined };
}

function lines(has: Has): RecordMapping {
  const cost: FieldMapping | undefined =
    has.cost ??
    (has.profit === undefined || has.amount === undefined ? undefined : { minus: [has.amount, has.profit] });
  return {
    kind: 'orderLine',
    match: has.line === undefined ? undefined : 'externalId',
    onMatch: 'update',
    fields: filled({
      externalId: has.line,
      orderId: has.number,
      accountId: has.customerId ?? has.customer,
      orderedOn: has.orderedOn,
      productId: has.productId ?? has.product,
      quantity: has.quantity ?? { value: '1' },
      unitPrice: has.unitPrice,
      discount: has.discount,
      amount: has.amount,
      currency: has.currency,
      cost,
    }),
  };
}

function filled(fields: Readonly<Record<string, FieldMapping | undefined>>): Record<string, FieldMapping> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, FieldMapping] => entry[1] !== undefined),
  );
}
