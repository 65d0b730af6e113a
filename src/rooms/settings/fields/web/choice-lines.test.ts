import { describe, expect, it } from 'vitest';
import { choicesOf, linesOf } from './choice-lines.ts';

describe('choices as lines', () => {
  it('come back as they were written', () => {
    const lines = 'gold | Gold | 金 | 金\nsilver\n铜';
    expect(linesOf(choicesOf(lines))).toBe(lines);
  });

  it('repeat the label before one that is left out, and read full-width bars', () => {
    expect(choicesOf(' a ｜ A \n\n')).toEqual([{ value: 'a', label: { en: 'A', 'zh-Hans': 'A', 'zh-Hant': 'A' } }]);
  });
});
