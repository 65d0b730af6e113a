import { benjaminiHochberg } from '#engines/numerics/benjamini-hochberg.ts';
import { chiSquaredUpper } from '#engines/numerics/chi-squared.ts';
import { wilsonInterval } from '#engines/numerics/wilson-interval.ts';

export interface AttritionRate {
  readonly column: string;
  readonly value: string;
  readonly people: number;
  readonly left: number;
  readonly rate: number;
  /** 95 % interval of the rate. */
  readonly low: number;
  readonly high: number;
  /** Rate here ÷ rate of all others. */
  readonly ratio: number;
  /** Chance of a difference this large if the value made none, corrected over all values looked at. */
  readonly p: number;
}

/** Groups smaller than this are not shown: a rate of theirs would tell about persons, not about a group. */
export const leastGroup = 10;

/**
 * How often people left, by each value of each column, most telling first: Wilson intervals, Pearson's χ² with one degree of
 * freedom against all others, corrected over everything looked at (Benjamini & Hochberg 1995).
 */
export function attritionRates(
  columns: readonly { readonly name: string; readonly values: readonly (string | undefined)[] }[],
  left: ArrayLike<number>,
): {
  readonly people: number;
  readonly left: number;
  readonly rate: number;
  readonly groups: readonly AttritionRate[];
  readonly hidden: number;
} {
  const total = left.length;
  let gone = 0;
  for (let i = 0; i < total; i++) gone += left[i];
  let hidden = 0;
  const groups = columns.flatMap(({ name, values }) => {
    const counts = new Map<string, { people: number; left: number }>();
    for (const [i, value] of values.entries()) {
      if (value === undefined) continue;
      const count = counts.get(value) ?? { people: 0, left: 0 };
      count.people += 1;
      count.left += left[i];
      counts.set(value, count);
    }
    return [...counts].flatMap(([value, count]) => {
      const rest = total - count.people;
      if (count.people < leastGroup || rest < leastGroup) {
        hidden += 1;
        return [];
      }
      const others = (gone - count.left) / rest;
      const rate = count.left / count.people;
      return [
        {
          column: name,
          value,
          ...count,
          rate,
          ...wilsonInterval(count.left, count.people),
          ratio: others === 0 ? Number.MAX_VALUE : rate / others,
          p: pearson(count, gone, total),
        },
      ];
    });
  });
  const corrected = benjaminiHochberg(groups.map(({ p }) => p));
  return {
    people: total,
    left: gone,
    rate: gone / total,
    groups: groups.map((group, i) => ({ ...group, p: corrected[i] })).sort((a, b) => a.p - b.p || b.people - a.people),
    hidden,
  };
}

function pearson({ people, left }: { people: number; left: number }, gone: number, total: number): number {
  const expected = gone / total;
  if (expected === 0 || expected === 1) return 1;
  const difference = left - people * expected;
  const variance = people * expected * (1 - expected) * (1 - people / total);
  return variance === 0 ? 1 : chiSquaredUpper((difference * difference) / variance, 1);
}
