import { sql } from 'kysely';
import { text } from '#kernel/local-text.ts';
import { facts } from './facts.ts';
import { type MetricDefinition, all, count } from './metric-definition.ts';

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

/** What is done: activities, and how leads are answered. */
export const activityMetrics: readonly MetricDefinition[] = [
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
];
