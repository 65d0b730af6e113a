import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListPrice, PriceOffer, PriceOfferRule, PriceRequest } from './offer.ts';
import { priceOffer } from './price-offer.ts';

const day = '2026-06-15';
const request = (more: Partial<PriceRequest> = {}): PriceRequest => ({
  day,
  lines: [{ product: 'bolt', quantity: 10 }],
  coupons: [],
  ...more,
});
const offer = (more: Partial<PriceOffer> = {}): PriceOffer => ({
  listPrices: [{ list: 'standard', product: 'bolt', minor: 1000n }],
  rules: [],
  floors: new Map(),
  ...more,
});
const share = (id: string, percent: number, more: object = {}): PriceOfferRule => ({
  kind: 'share',
  id,
  numerator: BigInt(percent),
  denominator: 100n,
  ...more,
});

describe('the list price', () => {
  const prices: ListPrice[] = [
    { list: 'general', product: 'bolt', minor: 1000n, fromOn: '2026-01-01' },
    { list: 'old', product: 'bolt', minor: 700n, untilOn: day },
    { list: 'to come', product: 'bolt', minor: 600n, fromOn: '2026-06-16' },
    { list: 'large', product: 'bolt', minor: 900n, fromQuantity: 100 },
    { list: 'factories', product: 'bolt', minor: 950n, segment: 'factory' },
  ];
  const unit = (more: Partial<PriceRequest>) => priceOffer(offer({ listPrices: prices }), request(more)).lines[0];

  it('is the one that holds: never expired, never early, the particular before the general', () => {
    expect(unit({})).toMatchObject({ list: 'general', grossMinor: 10_000n });
    expect(unit({ lines: [{ product: 'bolt', quantity: 100 }] }).list).toBe('large');
    expect(unit({ segment: 'factory' }).list).toBe('factories');
    expect(unit({ day: '2026-06-16' }).list).toBe('to come');
    const unlisted = unit({ lines: [{ product: 'nut', quantity: 1 }] });
    expect([unlisted.list, unlisted.netMinor]).toEqual([undefined, 0n]);
  });

  it('names two that cannot both hold, and takes the lower', () => {
    const twin = { list: 'twin', product: 'bolt', minor: 990n, fromOn: '2026-01-01' };
    const priced = priceOffer(offer({ listPrices: [prices[0], twin] }), request());
    expect(priced.lines[0].list).toBe('twin');
    expect(priced.conflicts).toEqual([{ kind: 'listPrices', product: 'bolt', lists: ['twin', 'general'] }]);
  });
});

describe('rules and coupons', () => {
  it('stack in the order of their names, each once, and say what each took', () => {
    const rules = [share('b', 10), share('a', 20), share('a', 20)];
    const priced = priceOffer(offer({ rules }), request());
    expect(priced.lines[0].taken).toEqual([
      { rule: 'a', minor: 2000n },
      { rule: 'b', minor: 800n },
    ]);
    expect(priced.netMinor).toBe(7200n);
    expect(priced.unused).toEqual([{ rule: 'a', reason: 'twice' }]);
  });

  it('are refused with a reason when they do not hold', () => {
    const rules = [
      share('early', 10, { fromOn: '2026-06-16' }),
      share('late', 10, { untilOn: day }),
      share('others', 10, { segment: 'factory' }),
      share('nuts', 10, { products: ['nut'] }),
      share('with code', 10, { coupon: 'JUNE' }),
    ];
    const priced = priceOffer(offer({ rules }), request({ coupons: ['NONE'] }));
    expect(priced.netMinor).toBe(10_000n);
    expect(priced.unused.map(({ rule, reason }) => [rule, reason])).toEqual([
      ['early', 'notYet'],
      ['late', 'expired'],
      ['others', 'otherSegment'],
      ['nuts', 'otherProducts'],
    ]);
    expect(priced.conflicts).toEqual([{ kind: 'unknownCoupon', coupon: 'NONE' }]);
    expect(priceOffer(offer({ rules }), request({ coupons: ['JUNE', 'JUNE'] })).netMinor).toBe(9000n);
  });

  it('let an exclusive rule stand alone, whichever takes more, and name two that exclude each other', () => {
    const rules = [
      share('alone', 25, { exclusive: true }),
      share('also', 15, { exclusive: true }),
      share('x', 10),
      share('y', 10),
    ];
    const priced = priceOffer(offer({ rules }), request());
    expect(priced.netMinor).toBe(7500n);
    expect(priced.unused.map(({ rule, reason }) => `${rule} ${reason}`)).toEqual([
      'also exclusive',
      'x exclusive',
      'y exclusive',
    ]);
    expect(priced.conflicts).toEqual([{ kind: 'exclusives', product: 'bolt', rules: ['alone', 'also'] }]);
  });

  it('take the threshold that takes most, spread to the minor unit, and stop at the floor', () => {
    const lines = [
      { product: 'bolt', quantity: 1 },
      { product: 'nut', quantity: 2 },
    ];
    const listPrices = [...offer().listPrices, { list: 'standard', product: 'nut', minor: 1000n }];
    const rules: PriceOfferRule[] = [
      { kind: 'threshold', id: 'small', atLeastMinor: 2000n, offMinor: 100n },
      { kind: 'threshold', id: 'big', atLeastMinor: 3000n, offMinor: 1000n },
      { kind: 'threshold', id: 'huge', atLeastMinor: 3001n, offMinor: 2000n },
    ];
    const priced = priceOffer(offer({ listPrices, rules }), request({ lines }));
    expect(priced.lines.map(({ netMinor }) => netMinor)).toEqual([667n, 1333n]);
    expect(priced.unused).toEqual([
      { rule: 'huge', reason: 'belowThreshold' },
      { rule: 'small', reason: 'lessThanAnother' },
    ]);
    const floors = new Map([
      ['bolt', 900n],
      ['nut', 950n],
    ]);
    const held = priceOffer(offer({ listPrices, rules, floors }), request({ lines }));
    expect(held.lines.map(({ netMinor }) => netMinor)).toEqual([900n, 1900n]);
    expect(held.lines.every(({ heldByFloor }) => heldByFloor)).toBe(true);
  });

  it('refuse what makes no sense', () => {
    expect(() => priceOffer(offer(), request({ lines: [{ product: 'bolt', quantity: 0 }] }))).toThrow('above 0');
    expect(() => priceOffer(offer({ rules: [share('a', 101)] }), request())).toThrow('invalid rule "a"');
  });
});

describe('the laws of a price', () => {
  const days = ['2026-06-01', '2026-06-14', day, '2026-06-16', '2026-07-01'];
  const products = ['bolt', 'nut', 'pin'];
  const validity = {
    fromOn: fc.option(fc.constantFrom(...days), { nil: undefined }),
    untilOn: fc.option(fc.constantFrom(...days), { nil: undefined }),
    segment: fc.option(fc.constantFrom('factory', 'trade'), { nil: undefined }),
    coupon: fc.option(fc.constantFrom('JUNE', 'NEW'), { nil: undefined }),
    exclusive: fc.boolean(),
    products: fc.option(fc.subarray(products), { nil: undefined }),
  };
  const rule: fc.Arbitrary<PriceOfferRule> = fc.oneof(
    fc.record({
      kind: fc.constant('share' as const),
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      numerator: fc.bigInt(0n, 1000n),
      denominator: fc.constant(1000n),
      ...validity,
    }),
    fc.record({
      kind: fc.constant('threshold' as const),
      id: fc.constantFrom('s', 't', 'u'),
      atLeastMinor: fc.bigInt(0n, 20_000n),
      offMinor: fc.bigInt(0n, 9000n),
      ...validity,
    }),
  );
  const offers: fc.Arbitrary<PriceOffer> = fc.record({
    listPrices: fc.array(
      fc.record({
        list: fc.constantFrom('l1', 'l2', 'l3'),
        product: fc.constantFrom(...products),
        minor: fc.bigInt(0n, 5000n),
        fromOn: validity.fromOn,
        untilOn: validity.untilOn,
        segment: validity.segment,
        fromQuantity: fc.integer({ min: 0, max: 20 }),
      }),
      { maxLength: 8 },
    ),
    rules: fc.uniqueArray(rule, { maxLength: 7, selector: ({ id }) => id }),
    floors: fc
      .array(fc.tuple(fc.constantFrom(...products), fc.bigInt(0n, 4000n)), { maxLength: 3 })
      .map((list) => new Map(list)),
  });
  const requests: fc.Arbitrary<PriceRequest> = fc.record({
    day: fc.constantFrom(...days),
    segment: validity.segment,
    lines: fc.array(fc.record({ product: fc.constantFrom(...products), quantity: fc.integer({ min: 1, max: 40 }) }), {
      maxLength: 5,
    }),
    coupons: fc.array(fc.constantFrom('JUNE', 'NEW', 'NONE'), { maxLength: 3 }),
  });

  it('adds up, stays between the floor and the list, and takes no rule twice from a line', () => {
    fc.assert(
      fc.property(offers, requests, (made, asked) => {
        const priced = priceOffer(made, asked);
        for (const line of priced.lines) {
          expect(line.grossMinor - line.taken.reduce((sum, { minor }) => sum + minor, 0n)).toBe(line.netMinor);
          const floor = (made.floors.get(line.product) ?? 0n) * BigInt(line.quantity);
          expect(line.netMinor >= (floor < line.grossMinor ? floor : line.grossMinor)).toBe(true);
          expect(line.netMinor >= 0n && line.netMinor <= line.grossMinor).toBe(true);
          expect(new Set(line.taken.map(({ rule: id }) => id)).size).toBe(line.taken.length);
        }
        expect(priced.lines.reduce((sum, { netMinor }) => sum + netMinor, 0n)).toBe(priced.netMinor);
      }),
    );
  });

  it('never uses what has expired, has not begun, is for others or asks for a coupon that was not given', () => {
    fc.assert(
      fc.property(offers, requests, (made, asked) => {
        const byId = new Map(made.rules.map((one) => [one.id, one]));
        for (const { rule: id } of priceOffer(made, asked).lines.flatMap(({ taken }) => taken)) {
          const used = byId.get(id)!;
          expect(used.fromOn === undefined || used.fromOn <= asked.day).toBe(true);
          expect(used.untilOn === undefined || asked.day < used.untilOn).toBe(true);
          expect(used.segment === undefined || used.segment === asked.segment).toBe(true);
          expect(used.coupon === undefined || asked.coupons.includes(used.coupon)).toBe(true);
        }
      }),
    );
  });

  it('does not depend on the order of rules, prices and coupons, nor on expired rules beside them', () => {
    fc.assert(
      fc.property(offers, requests, (made, asked) => {
        const priced = priceOffer(made, asked);
        const shuffled = priceOffer(
          { ...made, listPrices: made.listPrices.toReversed(), rules: made.rules.toReversed() },
          { ...asked, coupons: [...asked.coupons.toReversed(), ...asked.coupons] },
        );
        expect(shuffled.lines).toEqual(priced.lines);
        const dead = share('dead', 90, { untilOn: '2020-01-01' });
        expect(priceOffer({ ...made, rules: [dead, ...made.rules] }, asked).lines).toEqual(priced.lines);
      }),
    );
  });
});
