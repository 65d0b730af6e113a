import { baseAmountField, choices, currencyField, field, ownerField, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** What a customer ordered. Its amounts are the sums of its lines. */
export const orderKind: RecordKind = {
  kind: 'order',
  room: 'selling',
  path: 'orders',
  table: 'sales_order',
  label: text('Order', '订单', '訂單'),
  plural: text('Orders', '订单', '訂單'),
  icon: 'receipt',
  title: 'number',
  ownership: { by: 'owner' },
  searched: ['number'],
  defaultSort: { field: 'orderedOn', descending: true },
  customFields: true,
  headline: ['amount', 'status', 'orderedOn', 'paidAmount'],
  related: [
    { kind: 'orderLine', by: 'orderId' },
    { kind: 'payment', by: 'orderId' },
    { kind: 'return', by: 'orderId' },
  ],
  fields: [
    field('number', 'text', ['Order number', '订单号', '訂單編號'], {
      required: true,
      listed: true,
      matches: true,
      also: ['order id', 'orderNumber', 'salesOrderNumber', '订单 ID', '订单编号'],
    }),
    reference('accountId', 'account', ['Customer', '客户', '客戶'], {
      listed: true,
      also: ['account', 'customer', '客户名称'],
    }),
    ownerField,
    reference('opportunityId', 'opportunity', ['Opportunity', '商机', '商機']),
    field('orderedOn', 'date', ['Ordered on', '订单日期', '訂單日期'], {
      required: true,
      listed: true,
      sortable: true,
      also: ['order date', 'orderDate', '下单日期'],
    }),
    field('deliveredOn', 'date', ['Delivered on', '发货日期', '出貨日期'], { also: ['ship date', 'shipDate'] }),
    field('status', 'choice', ['Status', '状态', '狀態'], {
      listed: true,
      choices: choices(
        ['confirmed', 'Confirmed', '已确认', '已確認'],
        ['delivered', 'Delivered', '已发货', '已出貨', 'accent'],
        ['paid', 'Paid', '已付清', '已付清', 'good'],
        ['cancelled', 'Cancelled', '已取消', '已取消', 'bad'],
      ),
    }),
    field('amount', 'money', ['Amount', '金额', '金額'], { listed: true, computed: true }),
    currencyField,
    baseAmountField,
    field('cost', 'money', ['Cost', '成本', '成本'], { access: 'cost', computed: true }),
    field('paidAmount', 'money', ['Paid', '已回款', '已收款'], { computed: true, column: 'paid_minor' }),
    field('channel', 'text', ['Channel', '渠道', '通路'], { listed: true, also: ['销售渠道'] }),
    field('region', 'text', ['Region', '地区', '地區'], { also: ['地区', '大区'] }),
  ],
};

/** One product of an order: a big fact, kept in monthly partitions by the day of the order. */
export const orderLineKind: RecordKind = {
  kind: 'orderLine',
  room: 'selling',
  path: 'order-lines',
  table: 'order_line',
  label: text('Order line', '订单明细', '訂單明細'),
  plural: text('Order lines', '订单明细', '訂單明細'),
  icon: 'list',
  title: 'lineNo',
  ownership: { by: 'owner' },
  searched: [],
  defaultSort: { field: 'orderedOn', descending: true },
  fields: [
    reference('orderId', 'order', ['Order', '订单', '訂單'], {
      required: true,
      listed: true,
      createOnly: true,
      also: ['order id', 'orderNumber', 'salesOrderNumber', '订单号', '订单 ID'],
    }),
    field('lineNo', 'whole', ['Line', '行号', '行號'], {
      listed: true,
      createOnly: true,
      also: ['salesOrderLineNumber', '行 ID'],
    }),
    reference('productId', 'product', ['Product', '产品', '產品'], {
      listed: true,
      also: ['product', 'product id', 'productKey', '产品名称', '产品 ID'],
    }),
    field('quantity', 'decimal', ['Quantity', '数量', '數量'], {
      required: true,
      listed: true,
      also: ['qty', 'orderQuantity'],
    }),
    field('unitPrice', 'money', ['Unit price', '单价', '單價'], { listed: true }),
    field('listPrice', 'money', ['List price', '目录价', '定價'], { listed: true }),
    field('discount', 'percent', ['Discount', '折扣', '折扣'], {
      listed: true,
      min: 0,
      max: 1,
      also: ['unitPriceDiscountPct'],
    }),
    field('amount', 'money', ['Amount', '金额', '金額'], {
      required: true,
      listed: true,
      also: ['sales', 'salesAmount', '销售额'],
    }),
    currencyField,
    field('cost', 'money', ['Cost', '成本', '成本'], { access: 'cost', also: ['totalProductCost'] }),
    baseAmountField,
    field('baseCost', 'money', ['Cost (company currency)', '成本（本位币）', '成本（本位幣）'], {
      access: 'cost',
      computed: true,
      inBase: true,
    }),
    field('baseList', 'money', ['At list price (company currency)', '目录价金额（本位币）', '定價金額（本位幣）'], {
      computed: true,
      inBase: true,
    }),
    field('orderedOn', 'date', ['Ordered on', '订单日期', '訂單日期'], {
      sortable: true,
      listed: true,
      createOnly: true,
    }),
    reference('accountId', 'account', ['Customer', '客户', '客戶'], { createOnly: true }),
    reference('ownerId', 'person', ['Owner', '负责人', '負責人'], { computed: true }),
    reference('promotionId', 'promotion', ['Promotion', '促销', '促銷']),
    field('channel', 'text', ['Channel', '渠道', '通路'], { computed: true }),
    field('region', 'text', ['Region', '地区', '地區'], { computed: true }),
  ],
};

/** Money received for an order. */
export const paymentKind: RecordKind = {
  kind: 'payment',
  room: 'selling',
  path: 'payments',
  table: 'payment',
  label: text('Payment', '回款', '收款'),
  plural: text('Payments', '回款', '收款'),
  icon: 'cash',
  title: 'paidOn',
  ownership: { by: 'parent', kind: 'order', column: 'order_id' },
  searched: [],
  defaultSort: { field: 'paidOn', descending: true },
  fields: [
    reference('orderId', 'order', ['Order', '订单', '訂單'], {
      required: true,
      listed: true,
      createOnly: true,
      also: ['order', '订单号'],
    }),
    field('paidOn', 'date', ['Paid on', '回款日期', '收款日期'], { required: true, listed: true, sortable: true }),
    field('amount', 'money', ['Amount', '金额', '金額'], { required: true, listed: true }),
    { ...currencyField, required: true },
    baseAmountField,
    field('method', 'text', ['Method', '方式', '方式'], { listed: true }),
    field('reference', 'text', ['Reference', '流水号', '流水號'], { listed: true }),
  ],
};

/** Goods that came back; takes its amount out of revenue on the day of the return. */
export const returnKind: RecordKind = {
  kind: 'return',
  room: 'selling',
  path: 'returns',
  table: 'sales_return',
  label: text('Return', '退货', '退貨'),
  plural: text('Returns', '退货', '退貨'),
  icon: 'arrow-back-up',
  title: 'returnedOn',
  ownership: { by: 'parent', kind: 'order', column: 'order_id' },
  searched: [],
  defaultSort: { field: 'returnedOn', descending: true },
  fields: [
    reference('orderId', 'order', ['Order', '订单', '訂單'], {
      required: true,
      listed: true,
      createOnly: true,
      also: ['order', '订单号', '订单 ID'],
    }),
    reference('productId', 'product', ['Product', '产品', '產品'], { listed: true, also: ['product'] }),
    field('returnedOn', 'date', ['Returned on', '退货日期', '退貨日期'], { listed: true, sortable: true }),
    field('quantity', 'decimal', ['Quantity', '数量', '數量'], { listed: true, min: 0 }),
    field('amount', 'money', ['Amount', '金额', '金額'], { listed: true }),
    currencyField,
    baseAmountField,
    field('reason', 'text', ['Reason', '原因', '原因'], {
      listed: true,
      also: ['return reason', 'returned', '退货原因', '退回', '退貨原因'],
    }),
  ],
};
