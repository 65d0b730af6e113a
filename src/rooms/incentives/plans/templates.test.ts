import { expect, it } from 'vitest';
import { compileText } from './compile-text.ts';
import { planTemplates } from './templates.ts';

it('offers ten ready plans that can be used, each described in one language at a time', async () => {
  const templates = await planTemplates();
  expect(templates).toHaveLength(10);
  for (const { name, description, text } of templates) {
    expect(() => compileText(text)).not.toThrow();
    for (const words of [name, description]) {
      expect(words.en).not.toMatch(/\p{Script=Han}/u);
      for (const language of ['zh-Hans', 'zh-Hant'] as const) {
        expect(words[language]).toMatch(/\p{Script=Han}/u);
        expect(words[language].replaceAll('SPIF', '')).not.toMatch(/[a-z]{3}/i);
      }
    }
  }
});
