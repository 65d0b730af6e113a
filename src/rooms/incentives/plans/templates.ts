import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { labelOf } from '#engines/commission/explanation/phrases.ts';
import type { LocalText } from '#kernel/local-text.ts';
import { inWords, planName } from '../plan-words.ts';
import { compileText } from './compile-text.ts';

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
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      const { document } = compileText(text);
      const description = inWords(labelOf(document.description, firstComment(text)));
      return { id: file.replace(/\.yaml$/, ''), name: planName(document), description, text };
    }),
  );
}

/** What the file says about itself above the document. */
function firstComment(text: string): string {
  const lines = text.split('\n').filter((line) => line.startsWith('# ') && !line.includes('yaml-language-server'));
  return lines.map((line) => line.slice(2)).join(' ');
}
