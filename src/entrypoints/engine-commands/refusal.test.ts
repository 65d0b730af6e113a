import { describe, expect, it } from 'vitest';
import { refusalOf } from './refusal.ts';

describe('refusalOf', () => {
  it("takes found and expected out of the engine's words", () => {
    const refused = refusalOf(new RangeError('invalid data: 2 rows (at least 20 are expected)'), 'f.csv');
    expect(refused.message).toBe('f.csv: found "data: 2 rows", expected at least 20');
  });

  it('drops the comma that an aside leaves', () => {
    const refused = refusalOf(new RangeError('invalid data: 1 rows (at least 2, one each, are expected)'), 'f.csv');
    expect(refused.message).toBe('f.csv: found "data: 1 rows", expected at least 2, one each');
  });

  it('keeps words of another form', () => {
    expect(refusalOf(new RangeError('too wide'), 'f.csv').message).toBe('f.csv: expected too wide');
  });
});
