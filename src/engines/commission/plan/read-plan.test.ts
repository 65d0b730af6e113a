import { describe, expect, it } from 'vitest';
import { isSentence } from '../explanation/sentences/read-sentence.ts';
import { readPlan } from './read-plan.ts';

const flat = { id: 'c', kind: 'commission', rate: '5%' };
const tiers = (steps: unknown[], more = {}) => ({
  id: 'c',
  kind: 'commission',
  tiers: { method: 'marginal', steps, ...more },
});

function problems(parts: Readonly<Record<string, unknown>>): string[] {
  const read = readPlan({ plan: 'p', currency: 'USD', period: 'month', components: [flat], ...parts });
  const found = 'problems' in read ? read.problems : [];
  // What is expected is shown to people in their language.
  expect(found.map(({ expected }) => expected).filter((text) => !isSentence(text))).toEqual([]);
  return found.map(({ pointer, found: there, expected }) => `${pointer}: ${there ?? ''} → ${expected}`);
}

describe('a plan document is refused with the place and the fix', () => {
  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    [
      'a gap between steps',
      {
        components: [
          tiers([
            { from: 0, upTo: '499.99', rate: '25%' },
            { from: 500, rate: '30%' },
          ]),
        ],
      },
      /^\/components\/0\/tiers\/steps\/1: amounts that lie in no step → no gap.*write "above" with the same edge/,
    ],
    [
      'an overlap of steps',
      {
        components: [
          tiers([
            { upTo: 1000, rate: 0.1 },
            { from: 900, rate: 0.2 },
          ]),
        ],
      },
      /steps\/1: amounts that lie in two steps/,
    ],
    [
      'an edge in two steps',
      {
        components: [
          tiers([
            { upTo: 1000, rate: 0.1 },
            { from: 1000, rate: 0.2 },
          ]),
        ],
      },
      /an edge that lies in two steps → the edge in exactly one step: write "above" here/,
    ],
    [
      'an edge in no step',
      {
        components: [
          tiers([
            { below: 1000, rate: 0.1 },
            { above: 1000, rate: 0.2 },
          ]),
        ],
      },
      /an edge that lies in no step → .*write "from" here/,
    ],
    [
      'steps out of order',
      { components: [tiers([{ upTo: 1000, rate: 0.1 }, { upTo: 500, rate: 0.2 }, { rate: 0.3 }])] },
      /steps\/1: .*ascending order/,
    ],
    [
      'a step without end before another',
      { components: [tiers([{ rate: 0.1 }, { rate: 0.2 }])] },
      /steps\/0: .*an end \(upTo or below\)/,
    ],
    [
      'a negative rate',
      { components: [{ ...flat, rate: '-5%' }] },
      /^\/components\/0\/rate: -5% → a rate of zero or more/,
    ],
    [
      'a negative rate in a step',
      { components: [tiers([{ rate: '-1%' }])] },
      /steps\/0\/rate: -1% → a rate of zero or more/,
    ],
    [
      'steps that mix rate and amount',
      { components: [tiers([{ upTo: 5, rate: 1 }, { amount: 5 }])] },
      /exactly one of rate, multiply, the same in every step/,
    ],
    [
      'an unknown measure',
      { components: [tiers([{ rate: 1 }], { by: 'attainment(revenu)' })] },
      /tiers\/by: revenu → a measure: amount, count|attainment\(revenu\)/,
    ],
    [
      'a quota of something that is no measure',
      { quotas: { revenue: 5 } },
      /^\/quotas\/revenue: revenue → the name of a measure: amount, count/,
    ],
    ['a quota of zero', { quotas: { amount: 0 } }, /^\/quotas\/amount: 0 → a quota above zero/],
    [
      'objective weights of 33/33/33',
      {
        components: [
          {
            id: 'm',
            kind: 'mbo',
            target: 1,
            objectives: ['a', 'b', 'c'].map((id) => ({ id, weight: '33%', score: 1 })),
          },
        ],
      },
      /\/components\/0\/objectives: 99 % → weights that add up to exactly 100 %/,
    ],
    [
      'recognition shares of 110 %',
      {
        recognition: [
          { event: 'booking', share: '60%' },
          { event: 'payment', share: '50%' },
        ],
      },
      /^\/recognition: 110 % → shares that add up/,
    ],
    ['the same id twice', { components: [flat, flat] }, /^\/components\/1\/id: c → each id once/],
    [
      'a payout without target',
      { components: [{ id: 'b', kind: 'bonus', curve: { points: [{ at: 1, payout: 1 }] } }] },
      /a target, because a payout is a share of it/,
    ],
    [
      'curve points out of order',
      {
        components: [
          {
            id: 'b',
            kind: 'bonus',
            curve: {
              points: [
                { at: 1, amount: 1 },
                { at: 0.5, amount: 2 },
              ],
            },
          },
        ],
      },
      /points\/1\/at: 0.5 → points in ascending order/,
    ],
    [
      'marginal steps over a ratio',
      { components: [tiers([{ rate: 1 }], { by: 'cost / amount' })] },
      /tiers\/method: marginal → method: whole/,
    ],
    [
      'a last day before the first',
      { effective: { from: '2026-02-01', through: '2026-01-01' } },
      /^\/effective: .* → a last day \(through\) on or after/,
    ],
    [
      'overlapping pay cycles',
      {
        period: [
          { id: 'a', from: '2026-01-01', through: '2026-01-31' },
          { id: 'b', from: '2026-01-31', through: '2026-02-28' },
        ],
      },
      /^\/period\/1: 2026-01-31 → a first day after 2026-01-31/,
    ],
    [
      'a rounding unit that cannot be paid',
      { rounding: { unit: 0.001 } },
      /^\/rounding\/unit: 0.001 → a multiple of 0.01/,
    ],
    [
      'an unknown key',
      { components: [{ ...flat, ratte: 5 }] },
      /^\/components\/0\/ratte: ratte → a key of the plan language/,
    ],
    [
      'an unknown kind',
      { components: [{ id: 'c', kind: 'comission', rate: 1 }] },
      /^\/components\/0\/kind: "comission" → .*commission/,
    ],
    ['a wrong currency', { currency: 'usd' }, /^\/currency: "usd" → a currency code such as CNY/],
    ['text where a list belongs', { components: 'none' }, /^\/components: "none" → a list/],
    [
      'an expression that reaches for something else',
      { components: [{ ...flat, rate: 'process.exit(1)' }] },
      /rate: process\.exit\(/,
    ],
    ['an unfinished expression', { components: [{ ...flat, rate: '(1 + 2' }] }, /rate: the end → "\)"/],
    [
      'rate and steps that say the rate',
      { components: [{ ...tiers([{ rate: 1 }]), rate: 1 }] },
      /\/components\/0\/rate: .*either rate with steps that multiply/,
    ],
  ])('%s', (_, parts, expected) => {
    expect(problems(parts).join('\n')).toMatch(expected);
  });

  it('notes a rate above 100 % of money without refusing it', () => {
    const read = readPlan({ plan: 'p', currency: 'USD', period: 'month', components: [{ ...flat, rate: 5 }] });
    expect('plan' in read && read.plan.notes).toEqual([
      expect.objectContaining({ pointer: '/components/0/rate', found: '5' }),
    ]);
  });

  it('answers at once to hostile expressions', () => {
    const deep = `${'('.repeat(200)}1${')'.repeat(200)}`;
    expect(problems({ components: [{ ...flat, rate: deep }] }).join()).toMatch(/40 deep/);
    expect(problems({ components: [{ ...flat, rate: '1+'.repeat(5000) }] }).join()).toMatch(/at most 500 characters/);
    expect(problems(JSON.parse('{"__proto__": {"polluted": 1}}') as Record<string, unknown>).join()).toMatch(
      /__proto__ → a key/,
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
