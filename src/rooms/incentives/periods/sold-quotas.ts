import type { CivilDate } from '#kernel/civil-date.ts';

export interface StoredQuota {
  readonly personId: string;
  readonly metric: string;
  readonly from: CivilDate;
  readonly until: CivilDate;
}

/**
 * Which quotas a plan on what is sold goes by: those of the metric that it prefers, and of the other metrics for days on which
 * the same person has none of a preferred one. What was won and what was invoiced never add up.
 */
export function soldQuotas<Row extends StoredQuota>(rows: readonly Row[], preferred: readonly string[]): Row[] {
  const chosen: Row[] = [];
  for (const metric of preferred) {
    const before = Map.groupBy(chosen, ({ personId }) => personId);
    const free = ({ personId, from, until }: Row): boolean =>
      !(before.get(personId) ?? []).some((other) => other.from < until && other.until > from);
    chosen.push(...rows.filter((row) => row.metric === metric && free(row)));
  }
  return chosen;
}
