import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { spokenParts, speech } from '#entrypoints/speech.ts';
import { planProblems } from '#engines/commission/explanation/sentences/plan-problems.ts';
import { recordNames } from '#kernel/sentences/record-names.ts';
import type { Sentence } from '#kernel/sentences/sentence.ts';
import { fromZod } from '#platform/http/problem.ts';
import { requestProblems } from '#platform/http/request-problems.ts';
import { importRefusals } from '#platform/importing/sentences/import-refusals.ts';
import { accountKind } from '#rooms/customers/accounts/contract.ts';
import { opportunityKind } from '#rooms/selling/opportunities/contract.ts';
import { refusedTexts, sourceOf, sources } from './support/refused-texts.ts';

const { said, unwritten } = refusedTexts();
const english = /[a-z]{2,} [a-z]{2,}/i;

/** Whether a text is told in 简体 and 繁體 without an English phrase. */
function isTold(text: string): boolean {
  if (Object.hasOwn(speech.words, text)) return true;
  const read = speech.read(text);
  return read !== undefined && [read['zh-Hans'], read['zh-Hant']].every((told) => told !== text && !english.test(told));
}

/** Texts that are handed on from where they are written, by the file that hands them on. */
const handedOn: Readonly<Record<string, readonly string[]>> = {
  'platform/http/json-text.ts': ['detail'],
  'platform/http/problem.ts': [
    'expected',
    'message',
    'expected ?? message',
    'issue.message',
    'detail',
    "first === undefined ? 'the request is not as expected' : lineOf(first)",
  ],
  'platform/identity/sign-in.ts': ['detail'],
  'platform/importing/mapping.ts': ['issue.message'],
  'platform/importing/read-cell.ts': ['dateExpected(text)'],
  'platform/jobs/cron.ts': ['expected'],
  'platform/notifications/send-job.ts': ['problems[0]'],
  'platform/plan-documents/read-plan-text.ts': ['expected'],
  'platform/records/filter.ts': ['expected'],
  'platform/tabular/columns.ts': ['expectation(type, min, max)'],
  'platform/webhooks/change-webhook.ts': ['expected'],
  'rooms/incentives/credits/crediting-policy.ts': ['expected'],
  'rooms/incentives/periods/period-steps.ts': ['obstacle.text.en'],
  'rooms/incentives/plans/compile-text.ts': ['expected', 'saidByEngine(expected)'],
  'rooms/incentives/plans/unrecorded-notes.ts': ['expected'],
  'rooms/performance/quota-division/divide-quota.ts': ['expected', 'undefined'],
  'rooms/settings/currencies/read-rates.ts': ['expected'],
};
/** Values rather than texts: versions, codes, names in a list; and what describes a reply. */
const values =
  /^String\(|\.join\(', '\)$|^(key|baseCurrency|plan\.currency|order\.currency|z\..*|\w+Schema|describeProblem\(.*)$|\?\? 'none'$/;

describe('what the product refuses', () => {
  it('is written where it is thrown, or known to be handed on', () => {
    expect(said.length).toBeGreaterThan(350);
    const strange = unwritten.filter(({ file, code }) => !values.test(code) && handedOn[file]?.includes(code) !== true);
    expect(strange).toEqual([]);
  });

  it('has a sentence in 简体 and 繁體, beside the code that refuses it (refusals.ts)', () => {
    expect(said.filter(({ text }) => !isTold(text))).toEqual([]);
  });

  it('would be missed without one', () => {
    expect(isTold('the moon is in the wrong house')).toBe(false);
    expect(isTold('the period is somewhere else today')).toBe(false);
  });

  it('is all that the sentences know: none is left of what is refused no more', () => {
    const handing = [...Object.keys(handedOn), 'platform/jobs/run-job.ts', 'platform/webhooks/deliver.ts'];
    const heard = [...said.map(({ text }) => text), ...handing.map(sourceOf)].join('\n');
    const pieces = ({ en }: Sentence): string[] => en.split(/\{[=-]?\w+\}/).map((piece) => piece.trim());
    const others = new Set<Sentence>([...importRefusals.sentences, ...requestProblems.sentences, ...planProblems]);
    const silent = spokenParts
      .flatMap(({ sentences }) => sentences)
      .filter((one) => !others.has(one) && !pieces(one).every((piece) => heard.includes(piece)));
    expect(silent.map(({ en }) => en)).toEqual([]);
  });

  it('has the same places in every language', () => {
    const placesIn = (text: string): string[] => [...new Set(text.match(/\{[=-]?\w+\}/g))].sort();
    const silentOn = new Set(['why', 'again', 'problem', 'type', 'other', 'name', 'example']);
    const wrong = spokenParts
      .flatMap(({ sentences }) => sentences)
      .filter(({ en, ...others }) => {
        const places = placesIn(en).filter((place) => !silentOn.has(place.replaceAll(/[{}=-]/g, '')));
        return Object.values(others).some((text) => !places.every((place) => text.includes(place)));
      });
    expect(wrong.map(({ en }) => en)).toEqual([]);
  });
});

describe('screens', () => {
  it('show no text of a problem as the server sent it: useToldProblem tells it', () => {
    const raw = /\bdetail\s*\?\?|problem\.(detail|title)\b/;
    const screens = globSync(['web/**/*.{ts,tsx}', 'rooms/**/web/**/*.{ts,tsx}'], {
      cwd: sources,
      exclude: ['**/*.test.ts'],
    });
    expect(screens.length).toBeGreaterThan(300);
    const showing = screens.filter((file) => file !== 'web/api/problem.ts' && raw.test(sourceOf(file)));
    // What tells them, and the details of what a search finds.
    expect(showing.toSorted()).toEqual([
      'rooms/settings/imports/web/use-told-import.ts',
      'web/components/ProblemView.tsx',
      'web/shell/palette-sources.ts',
      'web/shell/use-told-problem.ts',
    ]);
  });
});

describe('what is wrong with a request', () => {
  const shape = z.strictObject({
    name: z.string().min(1).max(3),
    long: z.string().min(3),
    count: z.int().min(0).max(5),
    chance: z.number().gt(0).lt(1),
    tags: z.array(z.string()).min(1).max(2),
    email: z.email(),
    url: z.url(),
    id: z.uuid(),
    at: z.iso.datetime(),
    on: z.iso.date(),
    choice: z.enum(['a', 'b']),
    one: z.literal('a'),
    yes: z.boolean(),
    code: z.string().regex(/^x$/),
    either: z.union([z.string(), z.number()]),
    map: z.record(z.string(), z.string()),
  });
  const wrongBodies: readonly unknown[] = [
    {},
    'text',
    Object.fromEntries(Object.keys(shape.shape).map((name) => [name, null])),
    Object.fromEntries(Object.keys(shape.shape).map((name) => [name, {}])),
    {
      name: '',
      long: 'a',
      count: -1,
      chance: 0,
      tags: [],
      email: 'x',
      url: 'x',
      id: 'x',
      at: 'x',
      on: 'x',
      choice: 'c',
      one: 'b',
      code: 'y',
      map: { a: 1 },
      extra: 1,
    },
    { name: 'four', count: 6, chance: 1, tags: ['a', 'b', 'c'] },
  ];

  it('is told in the words of the schema library, in every language', () => {
    const heard = wrongBodies.flatMap((body) => {
      const parsed = shape.safeParse(body);
      const { message, errors = [] } = fromZod(parsed.error!);
      return [message, ...errors.map(({ expected }) => expected)];
    });
    expect(heard.length).toBeGreaterThan(50);
    expect([...new Set(heard)].filter((text) => !isTold(text))).toEqual([]);
  });

  it('names fields and kinds as its readers do', () => {
    const names = recordNames([accountKind, opportunityKind], opportunityKind);
    expect(speech.read('the stage "报价" needs amount', names)).toEqual({
      en: 'the stage "报价" needs Amount',
      'zh-Hans': '进入“报价”阶段前须填写“金额”',
      'zh-Hant': '進入「报价」階段前須填寫「金額」',
    });
    expect(speech.read('this opportunity was changed since you read it', names)?.['zh-Hant']).toBe(
      '在您開啟之後，此商機已被他人修改',
    );
    expect(speech.read('the dispute is open')?.['zh-Hans']).toBe('此异议未答复');
    expect(speech.read('the period is open')?.['zh-Hans']).toBe('此周期未计算');
    expect(speech.read('one of name, amount', names)?.['zh-Hans']).toBe('以下之一：商机名称、金额');
  });
});
