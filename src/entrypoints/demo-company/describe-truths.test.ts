import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoPassword, demoPersonas } from './demo-personas.ts';
import { truthTable } from './describe-truths.ts';
import { demoCompanyName } from './simulate-company.ts';

const guide = join(import.meta.dirname, '../../../docs/guide');

describe.each([
  ['en', 'en'],
  ['zh', 'zh-Hans'],
] as const)('the guide to the demo company, %s', (folder, language) => {
  const page = readFileSync(join(guide, folder, 'demo-company.md'), 'utf8');

  it('has the table of planted truths as the simulator has it', () => {
    expect(page).toContain(truthTable(language));
  });

  it('names the company, its sign-ins and their password', () => {
    expect(page).toContain(demoCompanyName);
    expect(page).toContain(demoPassword);
    for (const { email } of demoPersonas) expect(page).toContain(email);
  });
});
