import { sql } from 'kysely';
import { text } from '#kernel/local-text.ts';
import { facts } from './facts.ts';
import { type MetricDefinition, all, count } from './metric-definition.ts';

/** Who has bought and who has left, and how complete what is known is. */
export const customerMetrics: readonly MetricDefinition[] = [
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
