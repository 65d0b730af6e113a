import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate } from '../../calculation/calculation.ts';
import { cases, engineInput } from '../../random-cases.fixture.ts';
import { calculationWarnings } from './calculation-warnings.ts';
import { creditReasons } from './credit-reasons.ts';
import { lineNotes } from './line-notes.ts';
import { planProblems } from './plan-problems.ts';
import { isSentence, readSentence } from './read-sentence.ts';

const every = [...calculationWarnings, ...creditReasons, ...planProblems, ...lineNotes];
const namesIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{[=-]?(\w+)\}/g)].map(([, name]) => name))].sort();

const src = join(import.meta.dirname, '../../../..');
/** Where sentences are written; line breaks and string seams taken out. */
const written = globSync(
  ['engines/commission/**/*.ts', 'rooms/incentives/credits/*.ts', 'platform/plan-documents/*.ts'],
  { cwd: src, exclude: (path) => /\.test\.ts$|explanation\/sentences/.test(path) },
)
  .map((path) => readFileSync(join(src, path), 'utf8'))
  .join('\n')
  .replaceAll("\\'", "'");

describe('sentences of the engine', () => {
  it.each(every.map((one) => [one.en, one] as const))('%s: the same places in every language', (_, one) => {
    const places = namesIn(one.en);
    expect(namesIn(one['zh-Hans'])).toEqual(places);
    expect(namesIn(one['zh-Hant'])).toEqual(places);
  });

  it('are none that the engine no longer says: three words in a row of each stand in its sources', () => {
    const runs = (en: string): string[] =>
      en.split(/\{[=-]?\w+\}/).flatMap((piece) => {
        const words = piece.split(/[\s;:,()%]+/).filter(Boolean);
        const size = Math.min(3, words.length);
        return size === 0
          ? []
          : words.slice(0, words.length - size + 1).map((_, i) => words.slice(i, i + size).join(' '));
      });
    const plain = written.replaceAll(/[\s;:,()%]+/g, ' ');
    const least = (en: string): string[] => {
      const found = runs(en);
      const most = Math.max(...found.map((run) => run.split(' ').length));
      return found.filter((run) => run.split(' ').length === most);
    };
    expect(every.map(({ en }) => en).filter((en) => !least(en).some((run) => plain.includes(run)))).toEqual([]);
  });

  it('cover what is said of pay in random plans', () => {
    const said = new Set<string>();
    fc.assert(
      fc.property(cases, (one) => {
        const { plan, input } = engineInput(one);
        const { statements, unassigned, warnings } = calculate(plan, input);
        for (const { lines } of statements) for (const { note } of lines) if (note !== undefined) said.add(note);
        for (const { reason, fix } of unassigned) said.add(reason).add(fix);
        for (const { message, fix } of warnings) {
          said.add(message);
          if (fix !== undefined) said.add(fix);
        }
      }),
      { numRuns: 200, seed: 7 },
    );
    expect(said.size).toBeGreaterThan(100);
    expect([...said].filter((text) => !isSentence(text))).toEqual([]);
  });

  it('are read with what stands in their places', () => {
    expect(readSentence('12 of 30 days; earned 5.00, cap 3.00')).toEqual({
      en: '12 of 30 days; earned 5.00, cap 3.00',
      zh: '30 天中的 12 天；应得 5.00，封顶 3.00',
      zhHant: '30 天中的 12 天；應得 5.00，封頂 3.00',
    });
    expect(readSentence('written by somebody').zh).toBe('written by somebody');
  });
});
