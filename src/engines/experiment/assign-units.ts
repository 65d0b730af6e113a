import { seededRandom } from '#kernel/random.ts';

export interface PilotUnit {
  readonly id: string;
  /** Units of one stratum are shared out evenly. */
  readonly stratum?: string;
  /** Units of one cluster stay together. */
  readonly cluster?: string;
  /** Numbers by which arms should be alike; the same length for every unit. */
  readonly covariates: readonly number[];
}

export interface AssignOptions {
  readonly arms: readonly string[];
  readonly seed?: number;
  /** 'matched': groups of as many alike units as there are arms, one for each arm. 'stepped': arms are the periods in which a cluster starts. */
  readonly method: 'complete' | 'stratified' | 'matched' | 'stepped';
}

export interface Assignment {
  readonly arm: readonly string[];
  /** Number of the pair (or group) of each unit, for 'matched'. */
  readonly pair?: readonly number[];
  readonly arms: readonly { readonly arm: string; readonly n: number; readonly means: readonly number[] }[];
  /** Largest standardised difference of means between arms, for each covariate; above .25 is worth a look (Rubin 2001). */
  readonly balance: readonly number[];
}

/**
 * Assigns units to arms by lot, the same seed the same lot: complete (numbers differ by at most one), inside strata, in
 * matched groups (nearest neighbours in standardised covariates: Greevy et al. 2004, greedily), or whole clusters to starting steps.
 * Throws RangeError for fewer units (or clusters) than arms.
 */
export function assignUnits(units: readonly PilotUnit[], { arms, seed = 1, method }: AssignOptions): Assignment {
  if (new Set(arms).size !== arms.length || arms.length < 2)
    throw new RangeError('invalid arms: at least two different names are expected');
  const random = seededRandom(`assign/${seed}`);
  // whole clusters are drawn: each stands for its units
  const clusters = new Map<string, number[]>();
  units.forEach(({ id, cluster }, i) => {
    const key = cluster === undefined ? `\u0000${id}\u0000${i}` : cluster;
    const own = clusters.get(key);
    if (own === undefined) clusters.set(key, [i]);
    else own.push(i);
  });
  const lots = [...clusters.values()];
  if (lots.length < arms.length)
    throw new RangeError(`invalid units: ${lots.length} to share out (at least ${arms.length} are expected)`);
  const arm = units.map(() => '');
  const pair = units.map(() => 0);
  const give = (lot: readonly number[], name: string): void => {
    for (const i of lot) arm[i] = name;
  };
  const share = (group: readonly (readonly number[])[], offset: number): number => {
    random.shuffle([...group]).forEach((lot, k) => give(lot, order[(k + offset) % arms.length]));
    return (offset + group.length) % arms.length;
  };
  const order = random.shuffle([...arms]);
  if (method === 'complete' || method === 'stepped') share(lots, 0);
  else if (method === 'stratified') {
    const strata = new Map<string, (readonly number[])[]>();
    for (const lot of lots) {
      const key = units[lot[0]].stratum ?? '';
      const own = strata.get(key);
      if (own === undefined) strata.set(key, [lot]);
      else own.push(lot);
    }
    let offset = 0;
    for (const group of strata.values()) offset = share(group, offset);
  } else {
    matchedGroups(units, lots, arms.length).forEach((group, g) => {
      const names = random.shuffle([...arms]);
      group.forEach((lot, k) => {
        give(lot, names[k]);
        for (const i of lot) pair[i] = g + 1;
      });
    });
  }
  return {
    arm,
    ...(method === 'matched' ? { pair } : {}),
    ...describe(units, arm, arms),
  };
}

/** Greedy groups of the nearest lots, inside strata: the lot farthest from all first. */
function matchedGroups(
  units: readonly PilotUnit[],
  lots: readonly (readonly number[])[],
  size: number,
): (readonly number[])[][] {
  const width = units[0]?.covariates.length ?? 0;
  const means = lots.map((lot) =>
    Array.from({ length: width }, (_, j) => lot.reduce((sum, i) => sum + units[i].covariates[j], 0) / lot.length),
  );
  const scale = Array.from({ length: width }, (_, j) => {
    const centre = means.reduce((sum, row) => sum + row[j], 0) / means.length;
    return Math.sqrt(means.reduce((sum, row) => sum + (row[j] - centre) ** 2, 0) / means.length) || 1;
  });
  const apart = (a: number, b: number): number =>
    means[a].reduce((sum, value, j) => sum + ((value - means[b][j]) / scale[j]) ** 2, 0) +
    (units[lots[a][0]].stratum === units[lots[b][0]].stratum ? 0 : 1e9);
  const centre = Array.from({ length: width }, (_, j) => means.reduce((sum, row) => sum + row[j], 0) / means.length);
  const far = lots.map((_, l) => means[l].reduce((sum, value, j) => sum + ((value - centre[j]) / scale[j]) ** 2, 0));
  const open = new Set(lots.map((_, l) => l).sort((a, b) => far[b] - far[a] || a - b));
  const groups: (readonly number[])[][] = [];
  for (const first of open) {
    if (!open.has(first)) continue;
    open.delete(first);
    const near = [...open].sort((a, b) => apart(first, a) - apart(first, b) || a - b).slice(0, size - 1);
    for (const l of near) open.delete(l);
    groups.push([first, ...near].map((l) => lots[l]));
  }
  return groups;
}

function describe(
  units: readonly PilotUnit[],
  arm: readonly string[],
  arms: readonly string[],
): Pick<Assignment, 'arms' | 'balance'> {
  const width = units[0]?.covariates.length ?? 0;
  const groups = arms.map((name) => units.filter((_, i) => arm[i] === name));
  const mean = (group: readonly PilotUnit[], j: number): number =>
    group.reduce((sum, one) => sum + one.covariates[j], 0) / group.length;
  const summary = arms.map((name, a) => ({
    arm: name,
    n: groups[a].length,
    means: Array.from({ length: width }, (_, j) => mean(groups[a], j)),
  }));
  const balance = Array.from({ length: width }, (_, j) => {
    const variance = groups.reduce((sum, group) => {
      const centre = mean(group, j);
      return (
        sum + group.reduce((total, one) => total + (one.covariates[j] - centre) ** 2, 0) / Math.max(1, group.length - 1)
      );
    }, 0);
    const spread = Math.sqrt(variance / groups.length);
    const values = summary.map(({ means }) => means[j]);
    return spread === 0 ? 0 : (Math.max(...values) - Math.min(...values)) / spread;
  });
  return { arms: summary, balance };
}
