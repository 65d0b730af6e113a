import { expect, it } from 'vitest';
import { SpellingWatch, oneSlip } from './suspect-spellings.ts';

it('knows a missing, an added, a changed and two swapped letters', () => {
  expect(oneSlip('technolgy', 'technology')).toBe(true);
  expect(oneSlip('retaill', 'retail')).toBe(true);
  expect(oneSlip('medicel', 'medical')).toBe(true);
  expect(oneSlip('finacne', 'finance')).toBe(true);
  expect(oneSlip('finance', 'finance')).toBe(false);
  expect(oneSlip('software', 'hardware')).toBe(false);
});

it('names a value one slip from a known word, and leaves sound values and free text alone', () => {
  const watch = new SpellingWatch();
  for (const [line, value] of ['technolgy', 'medical', 'technolgy', 'employment'].entries()) watch.see(value, line + 2);
  expect(watch.suspects()).toEqual([{ value: 'technolgy', meant: 'technology', line: 2, count: 2 }]);
  const free = new SpellingWatch();
  for (let i = 0; i < 100; i++) free.see(`technolgy${i}`, i);
  free.see('technolgy', 200);
  expect(free.suspects()).toEqual([]);
});
