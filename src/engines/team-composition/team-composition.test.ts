import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { attritionRates } from './attrition-rates.ts';
import { chooseAdditions } from './choose-additions.ts';
import { type Tie, collaborationNetwork } from './collaboration-network.ts';
import { rampCurve } from './ramp-curve.ts';
import { type SkillHolding, type SkillNeed, skillCoverage } from './skill-coverage.ts';
import { structureHealth } from './structure-health.ts';

const skills = ['a', 'b', 'c', 'd', 'e'];
const holdingsOf = (prefix: string) =>
  fc
    .array(
      fc.record({
        person: fc.nat(5).map((n) => `${prefix}${n}`),
        skill: fc.constantFrom(...skills),
        level: fc.integer({ min: 1, max: 5 }),
      }),
      { maxLength: 14 },
    )
    .map((list) =>
      list.filter(
        (one, i) => list.findIndex((other) => other.person === one.person && other.skill === one.skill) === i,
      ),
    );
const needs = fc.uniqueArray(
  fc.record({
    skill: fc.constantFrom(...skills),
    level: fc.integer({ min: 1, max: 4 }),
    people: fc.integer({ min: 1, max: 3 }),
    weight: fc.integer({ min: 1, max: 5 }),
  }),
  { selector: ({ skill }) => skill, minLength: 1 },
);

function bestByTrying(
  team: readonly SkillHolding[],
  wanted: readonly SkillNeed[],
  pool: readonly SkillHolding[],
  count: number,
): number {
  const names = [...new Set(pool.map(({ person }) => person))];
  let best = skillCoverage(team, wanted).coverage;
  for (let set = 0; set < 2 ** names.length; set++) {
    const chosen = names.filter((_, i) => (set >> i) % 2 === 1);
    if (chosen.length > count) continue;
    best = Math.max(
      best,
      skillCoverage([...team, ...pool.filter(({ person }) => chosen.includes(person))], wanted).coverage,
    );
  }
  return best;
}

describe('skill coverage', () => {
  it('chooses what no other choice beats, and says what each adds', () => {
    fc.assert(
      fc.property(
        holdingsOf('t'),
        needs,
        holdingsOf('c'),
        fc.integer({ min: 1, max: 4 }),
        (team, wanted, pool, count) => {
          const found = chooseAdditions(team, wanted, pool, count);
          expect(found.optimal).toBe(true);
          expect(found.coverageAfter).toBeCloseTo(bestByTrying(team, wanted, pool, count), 12);
          expect(found.chosen.length).toBeLessThanOrEqual(count);
          const gains = found.chosen.reduce((sum, { gain }) => sum + gain, 0);
          expect(found.coverageBefore + gains).toBeCloseTo(found.coverageAfter, 12);
        },
      ),
    );
  });

  it('loses with a person what it says', () => {
    fc.assert(
      fc.property(holdingsOf('t'), needs, (team, wanted) => {
        const whole = skillCoverage(team, wanted);
        for (const { person, lossOfCoverage } of whole.people) {
          const without = skillCoverage(
            team.filter((one) => one.person !== person),
            wanted,
          );
          expect(whole.coverage - without.coverage).toBeCloseTo(lossOfCoverage, 12);
        }
      }),
    );
  });

  it('refuses needs that mean nothing', () => {
    expect(() => skillCoverage([], [])).toThrow(/at least one skill/);
    expect(() => skillCoverage([], [{ skill: 'a', level: 1, people: 0, weight: 1 }])).toThrow(/people for "a": 0/);
    expect(() => skillCoverage([], [{ skill: 'a', level: 1, people: 1, weight: Number.NaN }])).toThrow(
      /weight for "a": NaN/,
    );
  });
});

describe('structure health', () => {
  const seats = [
    { id: 'top', holder: 'Ann' },
    { id: 'm', manager: 'top', holder: 'Bo' },
    ...['r1', 'r2', 'r3'].map((id, i) => ({ id, manager: 'm', holder: id, workload: [100, 90, 20][i] })),
    { id: 'empty', manager: 'top' },
  ];

  it('finds what is out of bounds, and nothing else', () => {
    const health = structureHealth(
      seats,
      [
        { seat: 'r1', customer: 'x', product: 'p' },
        { seat: 'r2', customer: 'x', product: 'p' },
        { seat: 'r3', customer: 'x', product: 'q' },
        { seat: 'r1', customer: 'y' },
      ],
      ['x', 'y', 'z'],
    );
    expect([health.layers, health.managers, health.meanSpan]).toEqual([3, 2, 2.5]);
    expect(health.issues.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      'narrowSpan top',
      'vacant empty',
      'overlap x · p',
      'uncovered z',
      'unbalanced r1',
      'unbalanced r3',
    ]);
    // Σ(2i − n − 1)x = −2·20 + 0·90 + 2·100 over n Σx = 3 · 210
    expect(health.balance?.gini).toBeCloseTo(160 / 630, 12);
    expect(health.spans.find(({ manager }) => manager === 'top')?.subtree).toBe(5);
  });

  it('names a ring of managers, an unknown manager and an id that stands twice', () => {
    expect(() =>
      structureHealth([
        { id: 'a', manager: 'b' },
        { id: 'b', manager: 'c' },
        { id: 'c', manager: 'b' },
      ]),
    ).toThrow(/"[bc]" reports to "[bc]" reports to "[bc]"/);
    expect(() => structureHealth([{ id: 'a', manager: 'z' }])).toThrow(/"z"/);
    expect(() => structureHealth([{ id: 'a' }, { id: 'a' }])).toThrow(/"a" twice/);
  });
});

/** Betweenness and cut points by the definition: all shortest ways, and what falls apart without a person. */
function byDefinition(ties: readonly Tie[]) {
  const names = [...new Set(ties.flatMap(({ from, to }) => [from, to]))].sort();
  const near = (name: string, without?: string): string[] =>
    [
      ...new Set(ties.flatMap(({ from, to }) => (from === to ? [] : from === name ? [to] : to === name ? [from] : []))),
    ].filter((one) => one !== without);
  const ways = (from: string, to: string): string[][] => {
    let paths = [[from]];
    for (let step = 0; step < names.length && paths.length > 0; step++) {
      const done = paths.filter((path) => path[path.length - 1] === to);
      if (done.length > 0) return done;
      paths = paths.flatMap((path) =>
        near(path[path.length - 1])
          .filter((next) => !path.includes(next))
          .map((next) => [...path, next]),
      );
    }
    return [];
  };
  const parts = (without?: string): number => {
    const seen = new Set<string>();
    let count = 0;
    for (const name of names) {
      if (name === without || seen.has(name)) continue;
      count += 1;
      const queue = [name];
      for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
        if (seen.has(at)) continue;
        seen.add(at);
        queue.push(...near(at, without));
      }
    }
    return count;
  };
  const pairs = ((names.length - 1) * (names.length - 2)) / 2;
  return new Map(
    names.map((name) => {
      let sum = 0;
      for (const [i, one] of names.entries())
        for (const other of names.slice(i + 1)) {
          if (one === name || other === name) continue;
          const all = ways(one, other);
          if (all.length > 0) sum += all.filter((path) => path.includes(name)).length / all.length;
        }
      const alone = near(name).length === 0;
      return [name, { betweenness: pairs <= 0 ? 0 : sum / pairs, cut: !alone && parts(name) > parts() }] as const;
    }),
  );
}

describe('a collaboration network', () => {
  it('has the brokers and cut points that follow from the definition', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: person, to: person, weight: fc.integer({ min: 1, max: 4 }) }), {
          minLength: 1,
          maxLength: 10,
        }),
        (ties) => {
          const found = collaborationNetwork(ties);
          const expected = byDefinition(ties);
          for (const { person: name, betweenness, cutPoint } of found.members) {
            expect(betweenness).toBeCloseTo(expected.get(name)?.betweenness ?? Number.NaN, 12);
            expect(cutPoint).toBe(expected.get(name)?.cut);
          }
          expect(found.groups.reduce((sum, size) => sum + size, 0)).toBe(found.people);
        },
      ),
    );
  });
});

describe('the ramp of new people', () => {
  it('finds the time constant that was planted, inside its interval', () => {
    const random = seededRandom('ramp');
    const points = Array.from({ length: 40 }, (_, p) => p).flatMap((p) => {
      const level = 100 * Math.exp(0.1 * random.normal());
      return Array.from({ length: 20 }, (_, month) => ({
        person: `p${p}`,
        month,
        value: level * (1 - Math.exp(-(month + 0.5) / 5)) * Math.exp(0.15 * random.normal()),
      }));
    });
    const ramp = rampCurve(points, 3);
    expect(Math.abs(ramp.months - 5)).toBeLessThan(0.5);
    expect(ramp.toHalf.low).toBeLessThan(5 * Math.LN2 - 0.5);
    expect(ramp.toHalf.high).toBeGreaterThan(5 * Math.LN2 - 0.5);
    const paces = ramp.people.map(({ pace }) => pace);
    expect(paces.reduce((sum, pace) => sum + pace, 0) / paces.length).toBeCloseTo(1, 1);
  });

  it('is exact without noise, and refuses too little', () => {
    const points = ['x', 'y', 'z'].flatMap((person) =>
      [0, 2, 5, 9].map((month) => ({ person, month, value: 50 * (1 - Math.exp(-(month + 0.5) / 3)) })),
    );
    const ramp = rampCurve(points);
    expect(ramp.months).toBeCloseTo(3, 5);
    expect(ramp.plateau).toBeCloseTo(50, 5);
    expect(() => rampCurve(points.filter(({ person }) => person !== 'z'))).toThrow(/people: 2/);
    expect(() => rampCurve(points.filter(({ month }) => month < 5))).toThrow(/months: 2/);
  });
});

describe('attrition rates', () => {
  it('agree with a χ² test by hand and hide small groups', () => {
    // 20 of 50 left here, 10 of 100 elsewhere: χ² = 150 (20·90 − 30·10)² / (50·100·30·120) = 18.75
    const here = Array.from({ length: 150 }, (_, i) => (i < 50 ? 'x' : 'y'));
    const left = Array.from({ length: 150 }, (_, i) => (i < 20 || (i >= 50 && i < 60) ? 1 : 0));
    const small = Array.from({ length: 150 }, (_, i) => (i < 5 ? 'few' : 'many'));
    const rates = attritionRates(
      [
        { name: 'site', values: here },
        { name: 'size', values: small },
      ],
      left,
    );
    expect(rates.hidden).toBe(2);
    const first = rates.groups.find(({ value }) => value === 'x');
    expect([first?.people, first?.left, first?.rate]).toEqual([50, 20, 0.4]);
    expect(first?.ratio).toBeCloseTo(4, 12);
    expect(first?.p).toBeCloseTo(1.49e-5, 7); // R: pchisq(18.75, 1, lower.tail = FALSE)
  });
});
