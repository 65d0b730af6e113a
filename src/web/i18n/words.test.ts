import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '#kernel/local-text.ts';
import { type Words, defineWords, say } from './define-words.ts';

const root = resolve(import.meta.dirname, '..', '..');
const files = globSync('**/*words.ts', { cwd: root }).filter((file) => !file.endsWith('define-words.ts'));
const catalogues: Words[] = [];
for (const file of files) {
  const module = (await import(join(root, file))) as Record<string, unknown>;
  for (const value of Object.values(module)) if (isWords(value)) catalogues.push(value);
}

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && 'namespace' in value && 'table' in value;
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted();

describe('the texts of the screens', () => {
  it('are found', () => {
    expect(catalogues.map(({ namespace }) => namespace)).toEqual(
      expect.arrayContaining(['shell', 'record', 'chart', 'work', 'signIn']),
    );
    expect(new Set(catalogues.map(({ namespace }) => namespace)).size).toBe(catalogues.length);
  });

  it.each(catalogues.map((words) => [words.namespace, words] as const))(
    '%s: every key exists in all three languages with the same values in it',
    (_, words) => {
      for (const [key, texts] of Object.entries(words.table)) {
        for (const language of languages) expect(texts[language].trim(), `${key} in ${language}`).not.toBe('');
        expect(placeholders(texts['zh-Hans']), key).toEqual(placeholders(texts['zh-Hant']));
        if (!/_(one|other)$/.test(key)) expect(placeholders(texts.en), key).toEqual(placeholders(texts['zh-Hans']));
      }
    },
  );

  it('choose between one and many in English', () => {
    const words = defineWords('test', {
      rows_one: { en: '{{count}} row', 'zh-Hans': '{{count}} 行', 'zh-Hant': '{{count}} 列' },
      rows_other: { en: '{{count}} rows', 'zh-Hans': '{{count}} 行', 'zh-Hant': '{{count}} 列' },
    });
    expect([
      say(words, 'en')('rows', { count: 1 }),
      say(words, 'en')('rows', { count: 5 }),
      say(words, 'zh-Hant')('rows', { count: 1 }),
      say(words, 'en')('rows', { count: 12_456 }),
    ]).toEqual(['1 row', '5 rows', '1 列', '12,456 rows']);
  });
});
