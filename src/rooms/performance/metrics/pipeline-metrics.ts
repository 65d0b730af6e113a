import { sql } from 'kysely';
import { text } from '#kernel/local-text.ts';
import { facts } from './facts.ts';
import { type MetricDefinition, amount, cellAmount, cellCount, count } from './metric-definition.ts';

const open = {
  fact: facts.open,
  date: sql`f.expected_close_on`,
  where: sql`f.status = 'open'`,
  drill: { filter: ['status:eq:open'], dateField: 'expectedCloseOn' },
  owner: 'selling',
};

/** What stands open, how old it is and how it slips; and what was added. */
export const pipelineMetrics: readonly MetricDefinition[] = [
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
];
