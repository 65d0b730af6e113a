import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type PriceRules, readPriceRules } from '#engines/pricing/optimisation/price-rules.ts';
import { UnusableData, unusable } from '#kernel/unusable-data.ts';
import { readPlanText } from '#platform/plan-documents/read-plan-text.ts';

/** Reads a constraints document (YAML or JSON). Throws UnusableData that points at line and column. */
export async function loadPriceRules(path: string): Promise<PriceRules> {
  const file = basename(path);
  const text = await readFile(path, 'utf8').catch(() => {
    throw unusable('a constraints document that exists', { file: path });
  });
  const read = readPlanText(text, file);
  const found = readPriceRules(read.data);
  if ('rules' in found) return found.rules;
  throw new UnusableData(
    found.problems.map(({ pointer, found: value, expected }) => {
      const { line, column } = read.placeOf(pointer);
      return {
        file,
        line,
        column: String(column),
        ...(value === undefined ? {} : { found: value }),
        expected: `${expected} (at ${pointer === '' ? 'the top' : pointer})`,
      };
    }),
  );
}
