import { describe, expect, it } from 'vitest';
import { numberColumn, readColumns } from './columns.ts';
import { hasDecimalComma, normaliseNumber, parseNumber } from './values.ts';

describe('a decimal comma', () => {
  it.each([
    [['12,5', '1,234'], ',', true],
    [['0,512', '3,214'], ',', true],
    [['1.234,50', '7'], ',', true],
    [['1234,567'], ',', true],
    [['1,234', '5,678'], ',', false],
    [['1,234', '5,678'], ';', true],
    [['1,234.5', '12,5'], ';', false],
    [['1,234', '987'], ';', false],
    [['1,234,567', '5,678'], ';', false],
    [['1,5', '2.5'], ';', false],
    [['1,5', '2.500'], ';', true],
    [['12', '13'], ';', false],
    [['€ 12,50'], ',', true],
  ])('in %j separated by %j: %s', (texts, delimiter, expected) => {
    expect(hasDecimalComma(texts, delimiter)).toBe(expected);
  });

  it('makes points into grouping', () => {
    expect(normaliseNumber('1.234', true)).toBe('1234');
    expect(parseNumber('1.234.567,89', true)).toBe(1234567.89);
    expect(parseNumber('-0,5', true)).toBe(-0.5);
    expect(parseNumber('1.234')).toBe(1.234);
  });

  it('is told by the whole column and reported', () => {
    const table = { name: 'f.csv', header: ['a'], rows: [['1,5'], ['1,234']], lines: [2, 3], delimiter: ';' };
    const { columns, notes } = readColumns(table, { a: numberColumn() });
    expect(columns.a).toEqual([1.5, 1.234]);
    expect(notes[0]).toMatch(/decimal comma/);
  });
});
