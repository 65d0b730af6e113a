import type { SkillHolding, SkillNeed } from './skill-coverage.ts';

export interface Additions {
  readonly chosen: readonly {
    readonly person: string;
    /** Skills of the needs still open when this one joins, in the order of the list. */
    readonly covers: readonly string[];
    /** What it adds to the coverage. */
    readonly gain: number;
  }[];
  readonly coverageBefore: number;
  readonly coverageAfter: number;
  /** Whether no other choice of as many people covers more. */
  readonly optimal: boolean;
  /** No choice can exceed this. */
  readonly bound: number;
  /** The next best single people, when one joins. */
  readonly alternatives: readonly { readonly person: string; readonly gain: number }[];
}

/** Nodes of the search tree after which the best found is returned with its bound. */
const nodeLimit = 300_000;

/**
 * Which `count` candidates add most to the coverage of a team: weighted maximum coverage. Greedy first (within 1 − 1/e of the
 * best, Nemhauser, Wolsey & Fisher 1978), then branch and bound: since gains only shrink as people join, the sum of the
 * largest present gains bounds what the rest of a branch can add. Exact when the tree is finished, which it is for some
 * dozens of candidates; otherwise `bound` says how much could be missed.
 */
export function chooseAdditions(
  holdings: readonly SkillHolding[],
  needs: readonly SkillNeed[],
  candidates: readonly SkillHolding[],
  count: number,
): Additions {
  const names = [...new Set(candidates.map(({ person }) => person))].sort();
  const adds = names.map((person) =>
    needs.flatMap((need, n) =>
      candidates.some((one) => one.person === person && one.skill === need.skill && one.level >= need.level) ? [n] : [],
    ),
  );
  const total = needs.reduce((sum, { people, weight }) => sum + people * weight, 0);
  const open = needs.map(
    ({ skill, level, people }) => people - holdings.filter((one) => one.skill === skill && one.level >= level).length,
  );
  const coveredBefore = needs.reduce(
    (sum, { people, weight }, n) => sum + weight * Math.min(people, people - open[n]),
    0,
  );
  const gainOf = (person: number, left: readonly number[]): number =>
    adds[person].reduce((sum, n) => sum + (left[n] > 0 ? needs[n].weight : 0), 0);
  const after = (person: number, left: readonly number[]): number[] => {
    const next = left.slice();
    for (const n of adds[person]) next[n] -= 1;
    return next;
  };

  let best: number[] = [];
  let bestGain = 0;
  for (let left = open.slice(), gain = 0; best.length < Math.min(count, names.length); bestGain = gain) {
    const free = names.map((_, i) => i).filter((i) => !best.includes(i));
    const next = free.reduce((top, i) => (gainOf(i, left) > gainOf(top, left) ? i : top), free[0]);
    if (gainOf(next, left) === 0) break;
    gain += gainOf(next, left);
    left = after(next, left);
    best = [...best, next];
  }
  let nodes = 0;
  let bound = bestGain;
  const visit = (chosen: readonly number[], left: readonly number[], gain: number, free: readonly number[]): void => {
    if (gain > bestGain + 1e-12) {
      bestGain = gain;
      best = [...chosen];
    }
    const places = count - chosen.length;
    if (places === 0) return;
    const ranked = free
      .map((i) => ({ i, gain: gainOf(i, left) }))
      .filter((one) => one.gain > 0)
      .sort((a, b) => b.gain - a.gain || a.i - b.i);
    for (let k = 0; k < ranked.length; k++) {
      const limit = gain + ranked.slice(k, k + places).reduce((sum, one) => sum + one.gain, 0);
      if (limit <= bestGain + 1e-12) return;
      nodes += 1;
      if (nodes > nodeLimit) {
        bound = Math.max(bound, limit);
        return;
      }
      const { i } = ranked[k];
      visit(
        [...chosen, i],
        after(i, left),
        gain + ranked[k].gain,
        ranked.slice(k + 1).map((one) => one.i),
      );
    }
  };
  visit(
    [],
    open,
    0,
    names.map((_, i) => i),
  );

  let left = open;
  const chosen = best.map((i) => {
    const covers = adds[i].filter((n) => left[n] > 0).map((n) => needs[n].skill);
    const gain = gainOf(i, left) / total;
    left = after(i, left);
    return { person: names[i], covers, gain };
  });
  return {
    chosen,
    coverageBefore: coveredBefore / total,
    coverageAfter: (coveredBefore + bestGain) / total,
    optimal: nodes <= nodeLimit,
    bound: (coveredBefore + Math.max(bound, bestGain)) / total,
    alternatives: names
      .map((person, i) => ({ person, gain: gainOf(i, open) / total }))
      .filter(({ person, gain }) => gain > 0 && person !== chosen[0]?.person)
      .sort((a, b) => b.gain - a.gain || (a.person < b.person ? -1 : 1))
      .slice(0, 5),
  };
}
