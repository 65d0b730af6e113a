import { describe, expect, it } from 'vitest';
import { csvText } from './csv.ts';

describe('CSV', () => {
  it('quotes what needs it, neutralises formulas and leaves numbers alone', () => {
    expect(
      csvText([
        ['名称', 'a "b", c'],
        ['=HYPERLINK("x")', -5],
        ['-1', null],
        [' ＝1+1', '\u200b@SUM(1)'],
      ]),
    ).toBe('\uFEFF名称,"a ""b"", c"\r\n"\'=HYPERLINK(""x"")",-5\r\n\'-1,\r\n\' ＝1+1,\'\u200b@SUM(1)\r\n');
  });
});
