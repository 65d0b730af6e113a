import { sql } from 'kysely';
import { text } from '#kernel/local-text.ts';
import { facts } from './facts.ts';
import { type MetricDefinition, all, count } from './metric-definition.ts';

const lines = {
  fact: facts.orderLines,
  date: sql`f.ordered_on`,
  where: all,
  drill: { filter: [], dateField: 'orderedOn' },
  owner: 'finance',
};

/** What was sold and delivered: revenue, margin, discount, who buys, what comes back. */
export const orderMetrics: readonly MetricDefinition[] = [
  {
    ...lines,
    name: 'revenue',
    unit: 'money',
    direction: 'up',
    value: sql`sum(f.base_minor)`,
    label: text('Revenue', '收入', '營收'),
    formula: text('Sum of order lines after discount', '订单明细折后金额之和', '訂單明細折後金額之和'),
  },
  {
    ...lines,
    name: 'margin',
    unit: 'money',
    direction: 'up',
    access: 'cost',
    value: sql`sum(f.base_minor - f.base_cost_minor)`,
    label: text('Margin', '毛利', '毛利'),
    formula: text(
      'Revenue − cost of the lines with a known cost',
      '收入 − 成本（成本已知的明细）',
      '營收 − 成本（成本已知的明細）',
    ),
  },
  {
    ...lines,
    name: 'marginRate',
    unit: 'percent',
    direction: 'up',
    access: 'cost',
    where: sql`f.base_cost_minor is not null`,
    value: sql`sum(f.base_minor - f.base_cost_minor)::numeric / nullif(sum(f.base_minor), 0)`,
    label: text('Margin rate', '毛利率', '毛利率'),
    formula: text(
      'Margin ÷ revenue of the lines with a known cost',
      '毛利 ÷ 收入（成本已知的明细）',
      '毛利 ÷ 營收（成本已知的明細）',
    ),
  },
  {
    ...lines,
    name: 'discountRate',
    unit: 'percent',
    direction: 'down',
    where: sql`f.base_list_minor > 0`,
    value: sql`1 - sum(f.base_minor)::numeric / nullif(sum(f.base_list_minor), 0)`,
    label: text('Discount', '折扣率', '折扣率'),
    formula: text('1 − revenue ÷ value at list price', '1 − 收入 ÷ 目录价金额', '1 − 營收 ÷ 定價金額'),
  },
  {
    ...lines,
    name: 'orderCount',
    unit: 'count',
    direction: 'up',
    value: sql`count(distinct f.order_id)`,
    label: text('Orders', '订单数', '訂單數'),
    formula: text('Number of orders', '订单数量', '訂單數量'),
  },
  {
    ...lines,
    name: 'orderingCustomers',
    unit: 'count',
    direction: 'up',
    value: sql`count(distinct f.account_id)`,
    label: text('Ordering customers', '下单客户数', '下單客戶數'),
    formula: text(
      'Customers with at least one order in the period',
      '期间内至少下过一次单的客户数',
      '期間內至少下過一次單的客戶數',
    ),
  },
  {
    ...lines,
    name: 'newCustomers',
    unit: 'count',
    direction: 'up',
    where: sql`ac.first_order_on = f.ordered_on`,
    drill: { kind: 'account', filter: [], dateField: 'firstOrderOn' },
    value: sql`count(distinct f.account_id)`,
    label: text('New customers', '新客户数', '新客戶數'),
    formula: text(
      'Customers whose first order falls in the period',
      '首次下单在期间内的客户数',
      '首次下單在期間內的客戶數',
    ),
  },
  {
    ...lines,
    name: 'concentration',
    unit: 'percent',
    direction: 'down',
    value: sql`(select sum(power(s, 2)) from (select sum(v) / nullif(sum(sum(v)) over (), 0) as s from unnest(array_agg(f.account_id), array_agg(f.base_minor::numeric)) as t(a, v) group by a) shares)`,
    label: text('Customer concentration (HHI)', '客户集中度（HHI）', '客戶集中度（HHI）'),
    formula: text('Sum of squared revenue shares of customers', '各客户收入份额平方和', '各客戶營收份額平方和'),
  },
  {
    fact: facts.returns,
    date: sql`coalesce(f.returned_on, o.ordered_on)`,
    where: all,
    drill: { filter: [], dateField: 'returnedOn' },
    owner: 'service',
    name: 'returnCount',
    unit: 'count',
    direction: 'down',
    value: count,
    label: text('Returns', '退货数', '退貨數'),
    formula: text('Number of returns', '退货数量', '退貨數量'),
  },
];
