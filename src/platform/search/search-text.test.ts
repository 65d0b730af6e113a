import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchQuery } from './search-query.ts';
import { searchText } from './search-text.ts';

/** What the database does with the two texts, for words without signs: every part must be a word or begin one. */
function finds(query: string, ...values: string[]): boolean {
  const words = searchText(...values).split(' ');
  const tsquery = searchQuery(query);
  if (tsquery === undefined) return false;
  const holds = (part: string): boolean =>
    part.startsWith('(')
      ? part
          .slice(1, -1)
          .split(' | ')
          .some((choice) => choice.split(' & ').every(holds))
      : part.endsWith(':*')
        ? words.some((word) => word.startsWith(part.slice(1, -3)))
        : words.includes(part.slice(1, -1));
  return (tsquery.match(/\([^)]*\)|'[^']*'(?::\*)?/g) ?? []).every(holds);
}

describe('searchText and searchQuery', () => {
  const name = '上海宏泰精密机械有限公司';

  it.each([
    ['宏', true],
    ['宏泰', true],
    ['泰精密', true],
    ['宏密', false],
    ['htjm', true],
    ['shht', true],
    ['hongtai', true],
    ['HONG TAI', true],
    ['shanghai', true],
    ['ht 机械', true],
    ['tjm', false],
    ['ＨＴ', true],
  ])('%s finds 上海宏泰精密机械有限公司: %s', (query, found) => {
    expect(finds(query, name)).toBe(found);
  });

  it('finds mixed text by each of its parts', () => {
    expect(searchText('恒泰Pump M8×30')).toBe('恒泰 泰 hengtai ht pump m8 30');
    expect(finds('恒泰 pum', '恒泰Pump M8×30')).toBe(true);
    expect(finds('cafe', 'Café')).toBe(true);
  });

  it('keeps characters beyond the basic plane whole and leaves emoji out', () => {
    expect(searchText('𠮷野🙂')).toBe('𠮷野 野 ye');
    expect(finds('𠮷', '𠮷野家')).toBe(true);
    expect(searchQuery('🙂 👩‍👩‍👧')).toBeUndefined();
    expect(searchQuery('  ')).toBeUndefined();
  });

  it('reads places and words with more than one reading', () => {
    expect(finds('chongqing', '重庆长安汽车')).toBe(true);
    expect(finds('zhonggong', '徐州重工')).toBe(true);
    expect(finds('xmyh', '厦门银行')).toBe(true);
  });

  it('gives only quoted words and the operators it wrote itself, whatever is typed', () => {
    const term = "'[\\p{L}\\p{N}]+'(:\\*)?";
    const safe = new RegExp(`^([(]?${term}[)]?( [&|] |$))+$`, 'u');
    for (const hostile of [
      "a' | !b:*",
      "');drop table x;--",
      '\\',
      "''",
      ':*',
      '<->',
      'a:b&c',
      'x\u0000y',
      '\ud842',
      '⺀',
    ]) {
      const query = searchQuery(hostile);
      if (query !== undefined) expect(query).toMatch(safe);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const query = searchQuery(typed);
        expect(query === undefined || safe.test(query)).toBe(true);
      }),
    );
  });

  it('finds every text by any beginning of it', () => {
    const character = fc.constantFrom(...Array.from('宏泰精密机械重庆长𠮷アabcz9'));
    fc.assert(
      fc.property(
        fc.array(character, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (text, end) => {
          expect(finds(text.slice(0, end).join(''), text.join(''))).toBe(true);
        },
      ),
    );
  });
});
