import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { type Rule, associationRules } from './association-rules.ts';
import { basketsFromLists, gatherBaskets } from './baskets.ts';
import { eclat } from './eclat.ts';
import { logFactorials, meetingChance } from './hypergeometric-tail.ts';

const item = fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e', 'f', 'g');
const lists = fc.array(fc.array(item, { maxLength: 7 }), { minLength: 1, maxLength: 25 });

/** Every rule by looking at every subset of the items. */
function bruteForce(baskets: readonly (readonly string[])[], minCount: number, minConfidence: number, most: number) {
  const items = [...new Set(baskets.flat())].sort();
  const sets = baskets.map((basket) => new Set(basket));
  const count = (wanted: readonly string[]) => sets.filter((set) => wanted.every((one) => set.has(one))).length;
  const rules: string[] = [];
  for (let mask = 1; mask < 1 << items.length; mask++) {
    const all = items.filter((_, i) => (mask >> i) & 1);
    if (all.length < 2 || all.length > most || count(all) < minCount) continue;
    for (const rhs of all) {
      const lhs = all.filter((one) => one !== rhs);
      if (count(all) >= minConfidence * count(lhs) - 1e-9) rules.push(text({ lhs, rhs: [rhs], count: count(all) }));
    }
  }
  return rules.sort();
}

const text = ({ lhs, rhs, count }: Pick<Rule, 'lhs' | 'rhs' | 'count'>) => `${lhs.join('+')} > ${rhs[0]}: ${count}`;

describe('associationRules', () => {
  it('finds what brute force finds', () => {
    fc.assert(
      fc.property(
        lists,
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(0, 0.3, 0.5, 2 / 3, 1),
        fc.constantFrom(2, 3, 10),
        (baskets, minCount, minConfidence, maxLength) => {
          if (baskets.every((basket) => basket.length === 0)) return;
          const found = associationRules(basketsFromLists(baskets), {
            minSupport: Math.min(1, minCount / baskets.length),
            minConfidence,
            maxLength,
          });
          const least = Math.min(minCount, baskets.length);
          expect(found.rules.map(text).sort()).toEqual(bruteForce(baskets, least, minConfidence, maxLength));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives figures that belong together', () => {
    fc.assert(
      fc.property(lists, (baskets) => {
        if (baskets.every((basket) => basket.length === 0)) return;
        const n = baskets.length;
        for (const rule of associationRules(basketsFromLists(baskets), { minSupport: 1 / n, minConfidence: 0 }).rules) {
          const holds = (wanted: readonly string[]) =>
            baskets.filter((one) => wanted.every((w) => one.includes(w))).length;
          expect(rule.support).toBeCloseTo(rule.count / n, 12);
          expect(rule.confidence).toBeCloseTo(rule.count / holds(rule.lhs), 12);
          expect(rule.lift).toBeCloseTo((rule.confidence * n) / holds(rule.rhs), 9);
          const general = rule.lhs.map((out) => {
            const rest = rule.lhs.filter((one) => one !== out);
            return holds([...rest, ...rule.rhs]) / (rest.length === 0 ? n : holds(rest));
          });
          expect(rule.gain).toBeCloseTo(rule.confidence - Math.max(...general, holds(rule.rhs) / n), 9);
          expect(rule.low).toBeLessThanOrEqual(rule.confidence + 1e-12);
          expect(rule.p).toBeGreaterThanOrEqual(0);
          expect(rule.p).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('compares supports in whole baskets: 3 of 1,000 is .003', () => {
    const baskets = Array.from({ length: 1000 }, (_, i) => (i < 3 ? ['a', 'b'] : ['c']));
    expect(associationRules(basketsFromLists(baskets), { minSupport: 0.003, minConfidence: 1 }).rules).toHaveLength(2);
    expect(associationRules(basketsFromLists(baskets), { minSupport: 0.0031, minConfidence: 1 }).rules).toHaveLength(0);
  });

  it('does not depend on the order of rows, and counts an item once per basket', () => {
    fc.assert(
      fc.property(lists, fc.nat(1000), (baskets, shift) => {
        const rows = baskets.flatMap((basket, b) => basket.map((one) => [`b${b}`, one] as const));
        if (rows.length === 0) return;
        const turned = rows.map((_, i) => rows[(i + shift) % rows.length]);
        const rulesOf = (from: readonly (readonly [string, string])[]) =>
          associationRules(
            gatherBaskets(
              from.map(([b]) => b),
              from.map(([, i]) => i),
            ),
            { minSupport: 0.1, minConfidence: 0.2 },
          ).rules;
        expect(rulesOf([...turned, ...turned])).toEqual(rulesOf(rows));
      }),
      { numRuns: 60 },
    );
  });

  it('says when longer rules were cut off', () => {
    const baskets = basketsFromLists([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    expect(associationRules(baskets, { minSupport: 1, minConfidence: 1, maxLength: 2 }).cut).toBe(true);
    expect(associationRules(baskets, { minSupport: 1, minConfidence: 1, maxLength: 3 }).cut).toBe(false);
  });

  it('refuses limits and data that cannot be', () => {
    const baskets = basketsFromLists([['a', 'b']]);
    expect(() => associationRules(baskets, { minSupport: 0, minConfidence: 0.5 })).toThrow(/invalid minSupport: 0/);
    expect(() => associationRules(baskets, { minSupport: 0.1, minConfidence: 1.5 })).toThrow(
      /invalid minConfidence: 1.5/,
    );
    expect(() => associationRules(baskets, { minSupport: 0.1, minConfidence: 0.5, minLength: 1 })).toThrow(
      /invalid minLength: 1/,
    );
    expect(() => associationRules(basketsFromLists([]), { minSupport: 0.1, minConfidence: 0.5 })).toThrow(
      /at least one basket/,
    );
    expect(() => eclat(baskets, { minCount: 0, maxLength: 3 })).toThrow(/invalid minCount/);
  });
});

describe('meetingChance', () => {
  it('is the tail of the hypergeometric distribution (R: phyper(3, 10, 40, 12, lower.tail = FALSE))', () => {
    expect(meetingChance(4, 12, 10, 50, logFactorials(50))).toBeCloseTo(0.179056477205971, 12);
    expect(meetingChance(0, 12, 10, 50, logFactorials(50))).toBe(1);
  });
});

const groceries = referenceData('arules/groceries.basket.csv');
describe.skipIf(groceries === undefined)('Groceries, as R arules counts them', () => {
  const baskets = () =>
    basketsFromLists(
      readFileSync(groceries!, 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(',')),
    );
  it('support .001, confidence .5', () => {
    const { byLength, rules } = associationRules(baskets(), { minSupport: 0.001, minConfidence: 0.5 });
    expect(byLength).toEqual({ 2: 11, 3: 1461, 4: 3211, 5: 939, 6: 46 });
    expect(rules).toHaveLength(5668);
  });
  it('support .006, confidence .25', () => {
    const { byLength } = associationRules(baskets(), { minSupport: 0.006, minConfidence: 0.25 });
    expect(byLength).toEqual({ 2: 150, 3: 297, 4: 16 });
  });
});
