import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalText } from '#kernel/local-text.ts';
import { templateWords } from './template-words.ts';

export interface PlanTemplate {
  readonly id: string;
  readonly name: LocalText;
  readonly description: LocalText;
  readonly text: string;
}

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'plans');
let read: Promise<readonly PlanTemplate[]> | undefined;

/** The ready plans of docs/plans, simplest first. */
export function planTemplates(): Promise<readonly PlanTemplate[]> {
  read ??= readTemplates();
  return read;
}

async function readTemplates(): Promise<PlanTemplate[]> {
  const ids = (await readdir(folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace(/\.yaml$/, ''));
  return Promise.all(
    ids.sort().map(async (id) => {
      const words = templateWords[id];
      if (words === undefined) throw new Error(`docs/plans/${id}.yaml has no words in template-words.ts`);
      return { id, ...words, text: await readFile(join(folder, `${id}.yaml`), 'utf8') };
    }),
  );
}
