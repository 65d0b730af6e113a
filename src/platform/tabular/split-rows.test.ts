import { describe, expect, it } from 'vitest';
import { RowSplitter, guessDelimiter } from './split-rows.ts';

describe('guessDelimiter', () => {
  it.each([
    ['a,b;c,d\n', ','],
    ['a\tb\tc\n1\t2\t3', '\t'],
    ['a;b\n1,5;2', ';'],
    [' id  date amount\n 1 19970101  11.77\n 2 19970112  12\n', ' '],
    ['first middle last\nann b cole\n', ','],
    ['full name\nann cole\nbob dee\n', ','],
    ['alone\n', ','],
  ])('%j', (sample, delimiter) => {
    expect(guessDelimiter(sample)).toBe(delimiter);
  });
});

describe('RowSplitter', () => {
  it('splits columns of blanks, whatever their width and wherever the chunk ends', () => {
    const splitter = new RowSplitter(' ');
    const first = splitter.push(' id  date\r\n 1  1997');
    const second = splitter.push('0101 \r\n', true);
    expect([...first.rows, ...second.rows]).toEqual([
      ['id', 'date'],
      ['1', '19970101'],
    ]);
    expect([...first.lines, ...second.lines]).toEqual([1, 2]);
  });
});
