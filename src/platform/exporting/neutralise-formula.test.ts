import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvCell, neutraliseFormula } from './neutralise-formula.ts';

it.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1', '  =1', '\u200b=1', '-cmd'])(
  'makes %j harmless',
  (text) => {
    expect(neutraliseFormula(text)).toBe(`'${text}`);
  },
);

it.each(['-12.5', '-3', '12', 'a=b', '上海', ''])('leaves %j alone', (text) => {
  expect(neutraliseFormula(text)).toBe(text);
});

it('quotes cells so that they read back the same', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = csvCell(text);
      expect(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell).toBe(text);
    }),
  );
});
