import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { productCommands } from '../src/entrypoints/product-commands.ts';
import { webRooms } from '../src/entrypoints/web-rooms.ts';

const guide = join(import.meta.dirname, '..', 'docs', 'guide');
const pages = (['en', 'zh'] as const).flatMap((language) =>
  readdirSync(join(guide, language)).map((file) => ({
    language,
    file,
    text: readFileSync(join(guide, language, file), 'utf8'),
  })),
);

/** What the guide names must be there: a renamed page or command fails here, not before a reader's eyes. */
describe('the user guide', () => {
  const paths = new Set(webRooms.flatMap((room) => room.pages.map(({ path }) => path)));
  const commands = new Set(Object.keys(productCommands));

  it.each(pages)('$language/$file names pages that exist', ({ text }) => {
    const named = [...text.matchAll(/`(\/[a-z][a-z/-]*)`/g)].map((match) => match[1]);
    expect(named.filter((path) => !paths.has(path))).toEqual([]);
  });

  it.each(pages)('$language/$file names commands that exist', ({ text }) => {
    const named = [...text.matchAll(/`npx quarterdeck ([a-z-]+)/g)].map((match) => match[1]);
    expect(named.filter((command) => !commands.has(command))).toEqual([]);
  });

  it('says the same pages in both languages', () => {
    const files = (language: string): string[] =>
      pages
        .filter((page) => page.language === language)
        .map(({ file }) => file)
        .sort();
    expect(files('en')).toEqual(files('zh'));
  });
});
