import type { Period } from '../period.ts';
import type { MetricEntry } from './use-metrics.ts';

/** Which numbers stand together, in the order of reading. What the catalogue adds later joins the last group. */
export const groupNames = ['pipeline', 'results', 'efficiency', 'customers', 'activity'] as const;
export type GroupName = (typeof groupNames)[number];

const members: Readonly<Record<GroupName, readonly string[]>> = {
  pipeline: [
    'openAmount',
    'weightedAmount',
    'openCount',
    'openAgeDays',
    'overdueCount',
    'slippedShare',
    'completeness',
  ],
  results: ['wonAmount', 'wonCount', 'lostCount', 'revenue', 'margin', 'orderCount'],
  efficiency: ['winRate', 'averageWonAmount', 'wonCycleDays', 'lostCycleDays', 'marginRate', 'discountRate'],
  customers: ['orderingCustomers', 'newCustomers', 'returnCount', 'concentration', 'customers', 'lapsedCustomers'],
  activity: ['createdCount', 'activityCount', 'visitCount', 'leadCount', 'leadResponseHours', 'leadConversion'],
};

/** The open metrics by group; groups without one are left out. */
export function groupMetrics(
  metrics: readonly MetricEntry[],
): { readonly group: GroupName; readonly metrics: readonly MetricEntry[] }[] {
  const placed = new Set(Object.values(members).flat());
  const left = metrics.filter(({ name }) => !placed.has(name));
  return groupNames
    .map((group) => ({
      group,
      metrics: [
        ...members[group].flatMap((name) => metrics.find((metric) => metric.name === name) ?? []),
        ...(group === 'activity' ? left : []),
      ],
    }))
    .filter(({ metrics: own }) => own.length > 0);
}

/** Whether a number tells how things stand today rather than what happened in a period. */
export function isState({ rows }: Pick<MetricEntry, 'rows'>): boolean {
  return rows.dateField === null || rows.filter.includes('status:eq:open');
}

/** The filter of the list of the rows behind a number, as the address of the list takes it. */
export function rowsFilter({ rows }: MetricEntry, period: Period | undefined): string[] {
  const days =
    period === undefined || rows.dateField === null
      ? []
      : [`${rows.dateField}:gte:${period.from}`, `${rows.dateField}:lt:${period.until}`];
  return [...rows.filter, ...days];
}
