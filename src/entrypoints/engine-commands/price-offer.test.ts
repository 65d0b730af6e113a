import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

const order = 'docs/methods/examples/order.csv';
const offer = 'docs/methods/examples/offer.yaml';

interface Answer {
  readonly gross: string;
  readonly net: string;
  readonly lines: readonly { readonly list: string; readonly net: string; readonly taken: readonly object[] }[];
  readonly unused: readonly { readonly rule: string; readonly reason: string }[];
}

function priced(options: string): Answer {
  const { stdout, stderr } = runQuarterdeck(`price offer ${order} --offer ${offer} ${options} --json`);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Answer;
}

describe('price offer', () => {
  it('prices an order to the cent, each rule with what it took (worked by hand)', () => {
    // bearings 40 × 120 = 4,800; seals 100 × 18.50 = 1,850 less 12.5 % = 1,618.75; together 6,418.75, so 500 off
    const found = priced('--on 2026-11-28');
    expect(found).toMatchObject({ gross: '6650.00', net: '5918.75' });
    expect(found.unused).toContainEqual({ rule: 'spring', reason: 'expired' });
    expect(found.unused).toContainEqual({ rule: '满2000减150', reason: 'lessThanAnother' });
  });
  it('takes other prices on another day, for another segment and with a code', () => {
    expect(priced('--on 2025-11-28').lines[1]).toMatchObject({ list: 'standard 2025' });
    const spring = priced('--on 2026-04-01');
    expect(spring.lines[0].taken).toContainEqual({ rule: 'spring', amount: '384.00' });
    const factory = priced('--on 2026-11-28 --segment factory --coupons FAIR26');
    expect(factory.lines[0]).toMatchObject({ list: 'factories', net: '3920.00', heldByFloor: true });
  });
});

describe('bad input', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'quarterdeck-offer-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const line = 'prices:\n  - { list: l, product: a, price: 1.00 }\n';
  it.each([
    ['currency: CNY\nprices:\n  - { list: l, product: a, price: 1.005 }\n', /line 3.*found "1.005"/],
    [`currency: yuan\n${line}`, /line 1.*a currency/],
    [`currency: CNY\n${line}rules:\n  - { id: r, share: 120 }\n`, /line 5/],
    [`currency: CNY\n${line}rules:\n  - { id: r, share: 120% }\n`, /a share from 0 to 1/],
    ['currency: CNY\nprices:\n  - { list: l, product: a, price: 1, from: 2026-02-30 }\n', /line 3.*a day/],
  ])('refuses %j', async (text, message) => {
    writeFileSync(join(folder, 'offer.yaml'), text);
    const call = `price offer ${order} --offer ${join(folder, 'offer.yaml')} --on 2026-11-28`;
    expect(await refusal(call, '')).toMatchObject({ code: 3, message: expect.stringMatching(message) });
  });
  it('asks for the day', async () => {
    expect(await refusal(`price offer ${order} --offer ${offer}`, '')).toMatchObject({ code: 2 });
  });
});
