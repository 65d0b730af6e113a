import { sql } from 'kysely';
import { text } from '#kernel/local-text.ts';
import { facts } from './facts.ts';
import { type MetricDefinition, amount, cellAmount, cellCount, count } from './metric-definition.ts';

const closed = (status?: 'won' | 'lost') => ({
  fact: facts.closed,
  date: sql`f.closed_on`,
  where: status === undefined ? sql`f.status in ('won', 'lost')` : sql`f.status = ${status}`,
  drill: { filter: [status === undefined ? 'status:in:won,lost' : `status:eq:${status}`], dateField: 'closedOn' },
  owner: 'selling',
});

const cycle = sql`avg(f.closed_on - f.created_on)`;

/** What was won and lost, how often, how much and how fast. */
export const closedMetrics: readonly MetricDefinition[] = [
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
];
