import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CarriedRounding } from './carry-rounding.ts';

it('keeps the total to the last minor unit, whatever the amounts', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -10_000_000, max: 10_000_000 }), { maxLength: 60 }), (tenThousandths) => {
      const rounding = new CarriedRounding('CNY');
      const rounded = tenThousandths.map((value) => rounding.next(`${value}e-4`));
      const sum = rounded.reduce((total, text) => total + BigInt(text.replace('.', '')), 0n);
      const exact = tenThousandths.reduce((total, value) => total + BigInt(value), 0n);
      const difference = sum * 100n - exact;
      expect(difference >= -50n && difference <= 50n).toBe(true);
    }),
  );
});

it('says whether anything was rounded', () => {
  const rounding = new CarriedRounding('JPY');
  expect(rounding.next('100')).toBe('100');
  expect(rounding.rounded).toBe(false);
  expect(rounding.next('0.6')).toBe('1');
  expect(rounding.next('0.6')).toBe('0');
  expect(rounding.rounded).toBe(true);
});
