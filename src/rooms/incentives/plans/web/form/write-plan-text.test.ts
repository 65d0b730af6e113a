import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPlanText } from '#platform/plan-documents/read-plan-text.ts';
import { withName, withValue } from './plan-data.ts';
import { writePlanText } from './write-plan-text.ts';

const text = `# The plan of the north.
plan: north # as in the contract
currency: CNY
period: month

# What counts
measures:
  sales: amount
components:
  # agreed with the council
  - id: commission
    kind: commission
    rate: 0.10 # since May
    tiers:
      method: marginal
      steps:
        - { below: 50000, rate: 3% } # the first
        - { rate: '5%' }
  - id: bonus
    kind: bonus
    amount: 400
`;
const read = (from: string): unknown => readPlanText(from, 'plan').data;
const change = (path: readonly (string | number)[], value: unknown): string =>
  writePlanText(text, withValue(read(text), path, value));

describe('writing a plan text', () => {
  it('leaves a text alone that already says so, to the byte', () => {
    expect(writePlanText(text, read(text))).toBe(text);
    const folder = join(import.meta.dirname, '../../../../../../docs/plans');
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
      const ready = readFileSync(join(folder, file), 'utf8');
      expect(writePlanText(ready, read(ready))).toBe(ready);
    }
  });

  it('changes one value and nothing else', () => {
    expect(change(['components', 0, 'rate'], '0.12')).toBe(text.replace('0.10', '0.12'));
    expect(change(['components', 0, 'tiers', 'steps', 0, 'below'], '60000')).toBe(text.replace('50000', '60000'));
    expect(change(['currency'], 'USD')).toBe(text.replace('CNY', 'USD'));
  });

  it('writes numbers to the digit and text that is none in quotes where YAML would take it for one', () => {
    expect(change(['components', 1, 'amount'], '0.50')).toContain('amount: 0.50\n');
    expect(change(['components', 1, 'amount'], '12345678901234567890')).toContain('amount: "12345678901234567890"\n');
    expect(change(['components', 1, 'amount'], 'payee.quota * 2%')).toContain('amount: payee.quota * 2%\n');
    expect(read(change(['components', 1, 'amount'], '007'))).toMatchObject({ components: [{}, { amount: '007' }] });
  });

  it('adds a row on one line and takes one out without moving the comments of the others', () => {
    const added = change(['components', 0, 'tiers', 'steps', 2], { above: '200000', rate: '8%' });
    expect(added).toBe(text.replace("rate: '5%' }\n", "rate: '5%' }\n        - { above: 200000, rate: 8% }\n"));
    const fewer = change(['components', 0, 'tiers', 'steps', 1], undefined);
    expect(fewer).toBe(text.replace("        - { rate: '5%' }\n", ''));
    expect(change(['components', 1], undefined)).toContain('# agreed with the council');
  });

  it('keeps comments with what they are about when entries change places', () => {
    const data = read(text) as { components: unknown[] };
    const turned = writePlanText(text, { ...data, components: data.components.toReversed() });
    expect(turned.indexOf('# since May')).toBeGreaterThan(turned.indexOf('amount: 400'));
    expect(read(turned)).toEqual({ ...data, components: data.components.toReversed() });
  });

  it('gives a key another name in its place', () => {
    const data = read(text) as { measures: Record<string, unknown> };
    const renamed = writePlanText(text, { ...data, measures: withName(data.measures, 'sales', 'revenue') });
    expect(renamed).toBe(text.replace('sales: amount', 'revenue: amount'));
  });

  it('spells out what is named once and used twice before it changes', () => {
    const shared = 'a: &rate { value: 5% }\nb: *rate\n';
    expect(writePlanText(shared, { a: { value: '6%' }, b: { value: '5%' } })).toContain('b: { value: 5% }');
    expect(writePlanText(shared, { b: { value: '5%' } })).toBe('b: { value: 5% }\n');
  });

  it('takes out keys that hold nothing any more', () => {
    const data = withValue(
      withValue(read(text), ['effective', 'from'], '2026-01-01'),
      ['effective', 'from'],
      undefined,
    );
    expect(writePlanText(text, data)).toBe(text);
  });
});
