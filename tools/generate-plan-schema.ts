import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planJsonSchema } from '#engines/commission/plan/json-schema.ts';

/** Writes docs/plans/plan.schema.json from the plan language's own schema; with --check only says whether it is current. */
const file = join(import.meta.dirname, '..', 'docs', 'plans', 'plan.schema.json');
const text = `${JSON.stringify(planJsonSchema(), null, 2)}\n`;
if (process.argv.includes('--check')) {
  let current = '';
  try {
    current = readFileSync(file, 'utf8');
  } catch {
    // reported below as not current
  }
  if (current !== text) {
    console.error('docs/plans/plan.schema.json is not what the schema says; run: node tools/generate-plan-schema.ts');
    process.exitCode = 1;
  }
} else writeFileSync(file, text);
