import { dayNumber } from '#kernel/civil-date.ts';
import { dateColumn, numberColumn, textColumn } from '#platform/tabular/columns.ts';

/** Header names under which purchases are usually kept, in English and Chinese. */
export const customerNames = [
  'customer_id',
  'client',
  'client_id',
  'account',
  'account_id',
  'user',
  'user_id',
  'cust',
  'cust_id',
  '客户',
  '客户ID',
  '客户编号',
  '客户名称',
  '会员',
  '会员ID',
  '用户ID',
  'id',
] as const;
export const dateNames = [
  'order_date',
  'purchase_date',
  'invoice_date',
  'transaction_date',
  'day',
  '日期',
  '订单日期',
  '下单日期',
  '购买日期',
  '交易日期',
] as const;
export const amountNames = [
  'sales_amount',
  'sales',
  'revenue',
  'value',
  'total',
  'spend',
  'dollar_value',
  '金额',
  '销售额',
  '成交金额',
  '实付金额',
] as const;
export const itemNames = [
  'product',
  'product_id',
  'product_key',
  'sku',
  'article',
  'stock_code',
  '产品',
  '产品ID',
  '产品名称',
  '商品',
  '商品ID',
  '商品名称',
] as const;
export const quantityNames = ['qty', 'units', 'order_quantity', '数量', '销量'] as const;

export const customerColumn = textColumn({ also: customerNames, blank: 'skip' });
export const purchaseDateColumn = dateColumn({ also: dateNames, blank: 'skip' });
export const amountColumn = numberColumn({ also: amountNames, blank: 'skip' });
export const optionalAmountColumn = numberColumn({ also: amountNames, optional: true, blank: 'skip' });
export const optionalOrderColumn = textColumn({ optional: true });

/** Day numbers of ISO days; each distinct day is worked out once. */
export function dayNumbers(dates: readonly string[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(dates, (date) => {
    let day = known.get(date);
    if (day === undefined) {
      day = dayNumber(date);
      known.set(date, day);
    }
    return day;
  });
}

export function lastOf(days: Int32Array): number {
  return days.reduce((last, day) => Math.max(last, day), Number.NEGATIVE_INFINITY);
}
