import { type RawBuilder, sql } from 'kysely';
import { type LocalText, text } from '#kernel/local-text.ts';
import type { FieldAccess } from '#kernel/record-kind.ts';
import { type Fact, facts } from './facts.ts';

export type MetricUnit = 'count' | 'money' | 'percent' | 'days' | 'hours';

/** A number with one definition. Every page, alert, goal and export takes it from here. */
export interface MetricDefinition {
  readonly name: string;
  readonly label: LocalText;
  /** The formula in words. */
  readonly formula: LocalText;
  readonly unit: MetricUnit;
  /** Which way is better. */
  readonly direction: 'up' | 'down' | 'none';
  readonly fact: Fact;
  /** The day (or instant) that places a row in a period. */
  readonly date: RawBuilder<unknown>;
  /** Which rows count. */
  readonly where: RawBuilder<unknown>;
  /** The aggregate over the rows. */
  readonly value: RawBuilder<unknown>;
  /** The same over the cells of the roll-up of opportunities, when they hold enough. */
  readonly cells?: RawBuilder<unknown>;
  /** Fields the number is made of that not everybody may see. */
  readonly access?: FieldAccess;
  /** How the rows behind the number are found in the list of the fact's kind: fixed filter clauses, and the field of the period. */
  readonly drill: {
    /** The kind whose rows are listed, when it is not the fact's own. */
    readonly kind?: string;
    /** `@today` stands for the day it is in the company. */
    readonly filter: readonly string[];
    readonly dateField?: string;
  };
  readonly owner: string;
}

const all = sql`true`;
const open = {
  fact: facts.open,
  date: sql`f.expected_close_on`,
  where: sql`f.status = 'open'`,
  drill: { filter: ['status:eq:open'], dateField: 'expectedCloseOn' },
  owner: 'selling',
};
const closed = (status?: 'won' | 'lost') => ({
  fact: facts.closed,
  date: sql`f.closed_on`,
  where: status === undefined ? sql`f.status in ('won', 'lost')` : sql`f.status = ${status}`,
  drill: { filter: [status === undefined ? 'status:in:won,lost' : `status:eq:${status}`], dateField: 'closedOn' },
  owner: 'selling',
});
const lines = {
  fact: facts.orderLines,
  date: sql`f.ordered_on`,
  where: all,
  drill: { filter: [], dateField: 'orderedOn' },
  owner: 'finance',
};
const leads = {
  fact: facts.leads,
  date: sql`f.received_at`,
  where: all,
  drill: { filter: [], dateField: 'receivedAt' },
  owner: 'marketing',
};
const activities = {
  fact: facts.activities,
  date: sql`f.occurred_at`,
  drill: { filter: [], dateField: 'occurredAt' },
  owner: 'selling',
};

const count = sql`count(*)`;
const cellCount = sql`sum(f.opportunities)`;
/** Nothing is no number; amounts that are not known count as nothing. */
const amount = sql`case when count(*) > 0 then coalesce(sum(f.base_minor), 0) end`;
const cellAmount = sql`case when sum(f.opportunities) > 0 then sum(f.base_minor) end`;
const cycle = sql`avg(f.closed_on - f.created_on)`;

export const metricCatalogue: readonly MetricDefinition[] = [
  {
    ...open,
    name: 'openCount',
    unit: 'count',
    direction: 'up',
    value: count,
    cells: cellCount,
    label: text('Open opportunities', '进行中商机数', '進行中商機數'),
    formula: text(
      'Number of opportunities whose stage is open',
      '处于进行中阶段的商机数量',
      '處於進行中階段的商機數量',
    ),
  },
  {
    ...open,
    name: 'openAmount',
    unit: 'money',
    direction: 'up',
    value: amount,
    cells: cellAmount,
    label: text('Pipeline', '管道金额', '管道金額'),
    formula: text('Sum of the amounts of open opportunities', '进行中商机金额之和', '進行中商機金額之和'),
  },
  {
    ...open,
    name: 'weightedAmount',
    unit: 'money',
    direction: 'up',
    value: sql`case when count(*) > 0 then coalesce(sum(trunc(f.base_minor * round(f.probability * 10000) / 10000)), 0) end`,
    cells: sql`case when sum(f.opportunities) > 0 then sum(f.weighted_minor) end`,
    label: text('Weighted pipeline', '加权管道金额', '加權管道金額'),
    formula: text(
      'Sum of amount × win chance of open opportunities',
      '进行中商机金额 × 赢率之和',
      '進行中商機金額 × 贏率之和',
    ),
  },
  {
    ...open,
    name: 'openAgeDays',
    unit: 'days',
    direction: 'down',
    value: sql`avg(qd.today() - f.created_on)`,
    label: text('Age of open deals', '商机平均账龄', '商機平均帳齡'),
    formula: text(
      'Average days from creation until today of open opportunities',
      '进行中商机自创建至今的平均天数',
      '進行中商機自建立至今的平均天數',
    ),
  },
  {
    ...open,
    name: 'overdueCount',
    unit: 'count',
    direction: 'down',
    where: sql`f.status = 'open' and f.expected_close_on < qd.today()`,
    drill: { ...open.drill, filter: ['status:eq:open', 'expectedCloseOn:lt:@today'] },
    value: count,
    label: text('Past their close date', '逾期商机数', '逾期商機數'),
    formula: text(
      'Open opportunities whose expected close date has passed',
      '预计成交日已过的进行中商机',
      '預計成交日已過的進行中商機',
    ),
  },
  {
    ...open,
    name: 'slippedShare',
    unit: 'percent',
    direction: 'down',
    value: sql`avg((f.slip_count > 0)::int)`,
    label: text('Postponed deals', '推迟商机占比', '推遲商機占比'),
    formula: text(
      'Share of open opportunities whose close date was moved later at least once',
      '预计成交日至少推迟过一次的进行中商机占比',
      '預計成交日至少推遲過一次的進行中商機占比',
    ),
  },
  {
    fact: facts.created,
    date: sql`f.created_on`,
    where: sql`f.created_on is not null`,
    drill: { filter: ['createdOn:filled'], dateField: 'createdOn' },
    owner: 'selling',
    name: 'createdCount',
    unit: 'count',
    direction: 'up',
    value: count,
    label: text('Created', '新增商机数', '新增商機數'),
    formula: text('Number of opportunities created', '新创建的商机数量', '新建立的商機數量'),
  },
  {
    ...closed('won'),
    name: 'wonCount',
    unit: 'count',
    direction: 'up',
    value: count,
    cells: cellCount,
    label: text('Won', '赢单数', '贏單數'),
    formula: text('Number of opportunities won', '赢单的商机数量', '贏單的商機數量'),
  },
  {
    ...closed('won'),
    name: 'wonAmount',
    unit: 'money',
    direction: 'up',
    value: amount,
    cells: cellAmount,
    label: text('Won amount', '赢单金额', '贏單金額'),
    formula: text('Sum of the amounts of opportunities won', '赢单商机金额之和', '贏單商機金額之和'),
  },
  {
    ...closed('lost'),
    name: 'lostCount',
    unit: 'count',
    direction: 'down',
    value: count,
    cells: cellCount,
    label: text('Lost', '输单数', '輸單數'),
    formula: text('Number of opportunities lost', '输单的商机数量', '輸單的商機數量'),
  },
  {
    ...closed(),
    name: 'winRate',
    unit: 'percent',
    direction: 'up',
    value: sql`avg((f.status = 'won')::int)`,
    cells: sql`coalesce(sum(f.opportunities) filter (where f.status = 'won'), 0)::numeric / nullif(sum(f.opportunities), 0)`,
    label: text('Win rate', '赢单率', '贏單率'),
    formula: text('Won ÷ (won + lost)', '赢单 ÷（赢单 + 输单）', '贏單 ÷（贏單 + 輸單）'),
  },
  {
    ...closed('won'),
    name: 'averageWonAmount',
    unit: 'money',
    direction: 'up',
    value: sql`avg(f.base_minor)`,
    label: text('Average won deal', '平均单值', '平均單值'),
    formula: text('Won amount ÷ won', '赢单金额 ÷ 赢单数', '贏單金額 ÷ 贏單數'),
  },
  {
    ...closed('won'),
    name: 'wonCycleDays',
    unit: 'days',
    direction: 'down',
    value: cycle,
    label: text('Cycle of won deals', '赢单周期', '贏單週期'),
    formula: text('Average days from creation to winning', '从创建到赢单的平均天数', '從建立到贏單的平均天數'),
  },
  {
    ...closed('lost'),
    name: 'lostCycleDays',
    unit: 'days',
    direction: 'down',
    value: cycle,
    label: text('Cycle of lost deals', '输单周期', '輸單週期'),
    formula: text('Average days from creation to losing', '从创建到输单的平均天数', '從建立到輸單的平均天數'),
  },
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
  {
    ...activities,
    name: 'activityCount',
    where: all,
    unit: 'count',
    direction: 'up',
    value: count,
    label: text('Activities', '销售活动数', '銷售活動數'),
    formula: text('Number of activities', '销售活动数量', '銷售活動數量'),
  },
  {
    ...activities,
    name: 'visitCount',
    where: sql`f.type = 'visit'`,
    drill: { filter: ['type:eq:visit'], dateField: 'occurredAt' },
    unit: 'count',
    direction: 'up',
    value: count,
    label: text('Visits', '拜访数', '拜訪數'),
    formula: text('Number of visits', '拜访数量', '拜訪數量'),
  },
  {
    ...leads,
    name: 'leadCount',
    unit: 'count',
    direction: 'up',
    value: count,
    label: text('Leads', '线索数', '線索數'),
    formula: text('Number of leads received', '收到的线索数量', '收到的線索數量'),
  },
  {
    ...leads,
    name: 'leadResponseHours',
    unit: 'hours',
    direction: 'down',
    where: sql`f.first_response_at is not null`,
    value: sql`percentile_cont(0.5) within group (order by extract(epoch from f.first_response_at - f.received_at) / 3600)`,
    label: text('Lead response', '线索响应时间', '線索回應時間'),
    formula: text(
      'Median hours from receipt of a lead to the first answer',
      '从收到线索到首次响应的中位小时数',
      '從收到線索到首次回應的中位小時數',
    ),
  },
  {
    ...leads,
    name: 'leadConversion',
    unit: 'percent',
    direction: 'up',
    value: sql`avg((f.status in ('qualified', 'converted'))::int)`,
    label: text('Lead conversion', '线索转化率', '線索轉化率'),
    formula: text('Qualified or converted leads ÷ leads', '已确认或已转化线索 ÷ 线索', '已確認或已轉化線索 ÷ 線索'),
  },
  {
    fact: facts.accounts,
    date: sql`f.created_at`,
    where: sql`f.first_order_on is not null or exists (select 1 from qd.opportunity w where w.company_id = f.company_id and w.account_id = f.id and w.status = 'won' and w.deleted_at is null)`,
    drill: { filter: [] },
    owner: 'customers',
    name: 'customers',
    unit: 'count',
    direction: 'up',
    value: count,
    label: text('Customers', '客户数', '客戶數'),
    formula: text(
      'Customers that have bought: an order or a won opportunity',
      '已购买的客户：有订单或赢单',
      '已購買的客戶：有訂單或贏單',
    ),
  },
  {
    fact: facts.accounts,
    date: sql`f.created_at`,
    where: sql`f.last_order_on is not null`,
    drill: { filter: ['lastOrderOn:filled'] },
    owner: 'customers',
    name: 'lapsedCustomers',
    unit: 'percent',
    direction: 'down',
    value: sql`avg((f.last_order_on < qd.today() - 365)::int)`,
    label: text('Lapsed customers', '流失客户占比', '流失客戶占比'),
    formula: text(
      'Share of buying customers without an order in the last 365 days',
      '近 365 天未下单的已购客户占比',
      '近 365 天未下單的已購客戶占比',
    ),
  },
  {
    fact: facts.created,
    date: sql`f.created_on`,
    where: all,
    drill: { filter: [] },
    owner: 'data',
    name: 'completeness',
    unit: 'percent',
    direction: 'up',
    value: sql`avg(((f.account_id is not null)::int + (f.owner_id is not null)::int + (f.created_on is not null)::int + (f.status = 'open' or f.closed_on is not null)::int + (f.status = 'lost' or f.base_minor is not null)::int) / 5.0)`,
    label: text('Data completeness', '数据完整度', '資料完整度'),
    formula: text(
      'Average share of customer, owner, creation day, closing day and amount that is filled on an opportunity',
      '商机的客户、负责人、创建日、关闭日与金额的平均填写率',
      '商機的客戶、負責人、建立日、關閉日與金額的平均填寫率',
    ),
  },
];

export function metricNamed(name: string): MetricDefinition | undefined {
  return metricCatalogue.find((metric) => metric.name.toLowerCase() === name.toLowerCase());
}
