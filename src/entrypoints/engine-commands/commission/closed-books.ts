import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { type ClosedBooks, adjustClosed } from '#engines/commission/closing/adjust.ts';
import type { Calculation } from '#engines/commission/calculation/calculation.ts';
import { type StatementDocument, statementDocument } from '#engines/commission/calculation/statement.ts';
import { unusable } from '#kernel/unusable-data.ts';

const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
const lineSchema = z.looseObject({
  component: z.string(),
  clause: z.string(),
  kind: z.string(),
  credit: z.string().nullable(),
  base: z.string(),
  rate: z.string(),
  amount,
});
const closedSchema = z.object({
  plan: z.object({ id: z.string(), currency: z.string() }),
  periods: z.array(z.object({ id: z.string() })).optional(),
  statements: z.array(
    z.looseObject({
      payee: z.string(),
      period: z.string(),
      from: z.string(),
      through: z.string(),
      currency: z.string(),
      total: amount,
      lines: z.array(lineSchema),
    }),
  ),
});

/** Reads what an earlier `commission calculate --json` said, as books that are closed. */
export async function readClosedBooks(path: string, planId: string): Promise<ClosedBooks> {
  const file = basename(path);
  const text = await readFile(path, 'utf8').catch(() => {
    throw unusable('a file that exists', { file: path });
  });
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw unusable('the JSON document of an earlier commission calculate --json', { file });
  }
  const checked = closedSchema.safeParse(document);
  if (!checked.success) {
    const [{ path: place, message }] = checked.error.issues;
    throw unusable(`the JSON document of an earlier commission calculate --json (${message})`, {
      file,
      found: place.join('/'),
    });
  }
  const { plan, periods, statements } = checked.data;
  if (plan.id !== planId) throw unusable(`statements of the plan ${planId}`, { file, found: plan.id });
  return {
    periods: (periods ?? []).map(({ id }) => id),
    statements: statements as unknown as readonly StatementDocument[],
  };
}

/** Statements with late changes as adjustments in the first open period; closed statements are not touched. */
export function withAdjustments(calculation: Calculation, closed: ClosedBooks): readonly StatementDocument[] {
  return adjustClosed(closed, calculation.statements.map(statementDocument)).statements;
}
