import fc from 'fast-check';
import {
  type Fraction,
  type OracleCase,
  type OracleCredit,
  type OracleReturn,
} from '../../../test/reference/commission/oracle.ts';
import type { CreditInput } from './calculation/input.ts';
import { planOf } from './test-support.ts';

const payees = ['A', 'B', 'C'];
const text = ([n, d]: Fraction): string => `${n}/${d}`;
const day = (month: number, date: number): string =>
  `2026-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
const rate = (most: number) => fc.integer({ min: 0, max: most }).map((n): Fraction => [BigInt(n), 1000n]);

const shares = fc.constantFrom<readonly Fraction[]>(
  [[1n, 1n]],
  [
    [1n, 2n],
    [1n, 2n],
  ],
  [
    [1n, 3n],
    [1n, 3n],
    [1n, 3n],
  ],
  [
    [7n, 10n],
    [3n, 10n],
  ],
  [
    [333n, 1000n],
    [333n, 1000n],
    [334n, 1000n],
  ],
);

const deal = fc.record({
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
  cents: fc.oneof(fc.bigInt({ min: -5_000n, max: 2_000_000n }), fc.constantFrom(100_000n, 50_000n, 1n, 33n)),
  shares,
  first: fc.integer({ min: 0, max: 2 }),
  product: fc.constantFrom('x', 'y'),
  currency: fc.constantFrom('USD', 'USD', 'EUR', 'JPY'),
  back: fc.option(
    fc.record({
      later: fc.integer({ min: 0, max: 6 }),
      parts: fc.constantFrom<readonly Fraction[]>(
        [[1n, 1n]],
        [
          [1n, 3n],
          [2n, 3n],
        ],
        [[1n, 4n]],
      ),
    }),
    { freq: 3 },
  ),
});

/** Random plans with deals, splits, refunds, currencies, caps and draws, in the terms of the oracle. */
export const cases: fc.Arbitrary<OracleCase> = fc
  .record({
    ends: fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 0, maxLength: 3 }),
    values: fc.array(rate(300), { minLength: 4, maxLength: 4 }),
    method: fc.constantFrom('marginal' as const, 'whole' as const),
    quota: fc.option(fc.integer({ min: 1, max: 300 }).map((n): Fraction => [BigInt(n * 1000), 1n])),
    yearly: fc.boolean(),
    products: fc.record({ x: rate(1000), y: rate(1000) }),
    cap: fc.option(fc.bigInt({ min: 1n, max: 80_000n }), { freq: 2 }),
    draw: fc.option(fc.record({ cents: fc.bigInt({ min: 0n, max: 60_000n }), recoverable: fc.boolean() }), { freq: 2 }),
    clawback: fc.constantFrom<Fraction>([1n, 1n], [1n, 2n]),
    rates: fc.record({
      EUR: fc.array(
        rate(2000).map(([n, d]): Fraction => [n + 1n, d]),
        { minLength: 12, maxLength: 12 },
      ),
      JPY: fc.array(
        rate(20).map(([n, d]): Fraction => [n + 1n, d]),
        { minLength: 12, maxLength: 12 },
      ),
    }),
    deals: fc.array(deal, { maxLength: 14 }),
  })
  .map(({ ends, values, deals, ...rest }) => {
    const sorted = ends.sort((left, right) => left - right);
    const steps = [
      ...sorted.map((end): Fraction => (rest.quota === null ? [BigInt(end) * 100n, 1n] : [BigInt(end), 200n])),
      null,
    ].map((end, i) => ({ end, value: values[i] }));
    return { ...rest, steps, ...spread(deals) };
  });

function spread(deals: readonly (typeof deal extends fc.Arbitrary<infer T> ? T : never)[]) {
  const credits: OracleCredit[] = [];
  const returns: OracleReturn[] = [];
  for (const [index, one] of deals.entries()) {
    for (const [i, share] of one.shares.entries()) {
      credits.push({ ...one, id: `D${index}`, payee: payees[(one.first + i) % 3], share });
    }
    for (const [i, part] of (one.back === null || one.cents === 0n ? [] : one.back.parts).entries()) {
      const month = Math.min(12, one.month + one.back!.later + i);
      returns.push({ id: `R${index}-${i}`, of: `D${index}`, month, day: 28, part });
    }
  }
  return { credits, returns };
}

/** The same case in the terms of the engine. */
export function engineInput(input: OracleCase) {
  const quota = input.quota === null ? {} : { quotas: { amount: { amount: text(input.quota), per: 'year' } } };
  const plan = planOf({
    ...quota,
    effective: { from: '2026-01-01', through: '2026-12-31' },
    returns: { clawback: { share: text(input.clawback) } },
    ...(input.draw === null
      ? {}
      : {
          draw: { kind: input.draw.recoverable ? 'recoverable' : 'forgivable', amount: text([input.draw.cents, 100n]) },
        }),
    components: [
      {
        id: 'commission',
        kind: 'commission',
        over: input.yearly ? 'year' : 'month',
        rate: { by: 'product', map: { x: text(input.products.x), y: text(input.products.y) } },
        tiers: {
          by: input.quota === null ? 'total' : 'attainment',
          method: input.method,
          steps: input.steps.map(({ end, value }) => ({
            ...(end === null ? {} : { below: text(end) }),
            multiply: text(value),
          })),
        },
        ...(input.cap === null ? {} : { cap: text([input.cap, 100n]) }),
      },
    ],
  });
  const credits: CreditInput[] = [
    ...input.credits.map(
      (credit): CreditInput => ({
        id: credit.id,
        payee: credit.payee,
        date: day(credit.month, credit.day),
        amount: { n: credit.cents, d: 100n },
        share: { n: credit.share[0], d: credit.share[1] },
        currency: credit.currency === 'USD' ? undefined : credit.currency,
        attributes: [credit.product],
      }),
    ),
    ...input.returns.map(({ id, of, month, day: date, part }): CreditInput => {
      const cents = input.credits.find((credit) => credit.id === of)!.cents;
      return {
        id,
        date: day(month, date),
        reverses: of,
        amount: { n: -cents * part[0], d: 100n * part[1] },
        attributes: [undefined],
      };
    }),
  ];
  const rates = Object.entries(input.rates).flatMap(([currency, list]) =>
    list.map(([n, d], i) => ({ currency, into: 'USD', date: day(i + 1, 1), rate: { n, d } })),
  );
  return { plan, input: { credits, rates, from: '2026-01-01', through: '2026-12-31' } };
}
