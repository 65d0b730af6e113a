import { divideExactly } from './largest-remainder.ts';

export interface QuotaRow {
  readonly id: string;
  /** Measures of what can be sold, each in its own unit; undefined when not known. */
  readonly potential: number | undefined;
  readonly history: number | undefined;
  /** Most that this person can sell, in quota units. */
  readonly capacity: number | undefined;
  /** Share of full strength while learning, from 0 to 1. */
  readonly ramp: number;
  /** What the person itself expects to sell (bottom-up). */
  readonly expected: number | undefined;
}

export interface QuotaRules {
  /** Whole units to divide. */
  readonly total: number;
  readonly potentialWeight: number;
  readonly historyWeight: number;
  /** A quota changes by at most this share from history, as far as the total allows; undefined for no limit. */
  readonly mostChange: number | undefined;
}

export interface Quota {
  readonly id: string;
  readonly quota: number;
  /** Share of the total that potential, history and ramp call for, before limits. */
  readonly share: number;
  readonly because: readonly string[];
  /** Quota over what is expected: above 1 asks for more than the person sees. */
  readonly stretch: number | undefined;
}

export interface QuotaAllocation {
  readonly quotas: readonly Quota[];
  readonly total: number;
  readonly fairness: {
    /** Gini coefficient of quota over potential (with ramp): 0 when all carry alike. */
    readonly giniToPotential: number | undefined;
    /** Largest over smallest quota per potential. */
    readonly loadRatio: number | undefined;
    /** Share of people whose quota is not above what they expect (or sold before, when they were not asked). */
    readonly attainable: number | undefined;
  };
  /** Sum of what people expect against the total; undefined when someone was not asked. */
  readonly bottomUp: { readonly total: number; readonly gap: number } | undefined;
  /** Whether the limit on change had to be given up to reach the total. */
  readonly changeLimitGivenUp: boolean;
}

/**
 * Divides a total among people by potential and history, weighted, times ramp; within capacity and within a limit of change
 * from history. Parts add up to the total to the last unit. Undefined when capacities cannot carry the total.
 */
export function allocateQuota(rows: readonly QuotaRow[], rules: QuotaRules): QuotaAllocation | undefined {
  const shares = sharesOf(rows, rules);
  const capacity = rows.map(({ capacity: most }) => (most === undefined ? rules.total : Math.floor(most)));
  const { mostChange } = rules;
  const low = rows.map(({ history, ramp }, i) =>
    mostChange === undefined || history === undefined || ramp < 1
      ? 0
      : Math.min(capacity[i], Math.ceil(history * (1 - mostChange))),
  );
  const high = rows.map(({ history, ramp }, i) =>
    mostChange === undefined || history === undefined || ramp < 1
      ? capacity[i]
      : Math.max(low[i], Math.min(capacity[i], Math.floor(history * (1 + mostChange)))),
  );
  const within = divideExactly(rules.total, shares, low, high);
  const parts =
    within ??
    divideExactly(
      rules.total,
      shares,
      rows.map(() => 0),
      capacity,
    );
  if (parts === undefined) return undefined;
  const quotas = rows.map(
    (row, i): Quota => ({
      id: row.id,
      quota: parts[i],
      share: shares[i],
      because: reasons(
        row,
        rules,
        shares[i],
        parts[i],
        capacity[i],
        within === undefined ? undefined : [low[i], high[i]],
      ),
      stretch: row.expected === undefined || row.expected <= 0 ? undefined : parts[i] / row.expected,
    }),
  );
  const expected = rows.map((row) => row.expected ?? row.history);
  const known = expected.filter((value) => value !== undefined).length;
  const loads = rows.flatMap(({ potential, ramp }, i) =>
    potential !== undefined && potential * ramp > 0 ? [parts[i] / (potential * ramp)] : [],
  );
  const asked = rows.every((row) => row.expected !== undefined);
  const bottomUp = rows.reduce((sum, row) => sum + (row.expected ?? 0), 0);
  return {
    quotas,
    total: parts.reduce((sum, part) => sum + part, 0),
    fairness: {
      giniToPotential: loads.length < 2 ? undefined : gini(loads),
      loadRatio: loads.length < 2 || Math.min(...loads) <= 0 ? undefined : Math.max(...loads) / Math.min(...loads),
      attainable:
        known === 0
          ? undefined
          : expected.filter((value, i) => value !== undefined && parts[i] <= value + 1e-9).length / known,
    },
    bottomUp: asked ? { total: bottomUp, gap: rules.total - bottomUp } : undefined,
    changeLimitGivenUp: within === undefined && mostChange !== undefined,
  };
}

/** Shares of the total: each known measure counts by its weight; whoever lacks one is judged by the other. */
function sharesOf(rows: readonly QuotaRow[], { potentialWeight, historyWeight }: QuotaRules): number[] {
  const total = (of: (row: QuotaRow) => number | undefined): number =>
    rows.reduce((sum, row) => sum + (of(row) ?? 0), 0);
  const [potentials, histories] = [total((row) => row.potential), total((row) => row.history)];
  const raw = rows.map((row) => {
    const parts = [
      { value: row.potential, of: potentials, weight: potentialWeight },
      { value: row.history, of: histories, weight: historyWeight },
    ].filter(({ value, of, weight }) => value !== undefined && of > 0 && weight > 0);
    const weight = parts.reduce((sum, part) => sum + part.weight, 0);
    const share =
      weight === 0
        ? 1 / rows.length
        : parts.reduce((sum, part) => sum + (part.weight * (part.value ?? 0)) / part.of, 0) / weight;
    return share * row.ramp;
  });
  const sum = raw.reduce((all, value) => all + value, 0);
  return raw.map((value) => (sum > 0 ? value / sum : 1 / rows.length));
}

function reasons(
  row: QuotaRow,
  rules: QuotaRules,
  share: number,
  quota: number,
  capacity: number,
  bounds: readonly [number, number] | undefined,
): string[] {
  const found = [`potential and history call for ${(100 * share).toFixed(1)}% of the total`];
  if (row.ramp < 1) found.push(`still learning: counted at ${(100 * row.ramp).toFixed(0)}%`);
  if (row.capacity !== undefined && quota >= capacity) found.push('held at the capacity');
  if (bounds !== undefined && rules.mostChange !== undefined && row.history !== undefined && row.ramp >= 1) {
    const limit = `${(100 * rules.mostChange).toFixed(0)}%`;
    if (quota <= bounds[0]) found.push(`at most ${limit} below what it was before`);
    else if (quota >= bounds[1]) found.push(`at most ${limit} above what it was before`);
  }
  return found;
}

/** Gini (1912): mean absolute difference over twice the mean. */
function gini(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const sum = sorted.reduce((all, value) => all + value, 0);
  const weighted = sorted.reduce((all, value, i) => all + (2 * (i + 1) - sorted.length - 1) * value, 0);
  return sum === 0 ? 0 : weighted / (sorted.length * sum);
}
