import { copyIn } from './copy.ts';
import { inChunks } from './copy-lines.ts';
import type { Transaction } from './run-transaction.ts';

/** Rows from which on staging beats a JSON parameter. */
export const worthStaging = 500;

/**
 * Puts rows into a temporary table of the transaction, emptied first, by COPY: the quickest way in, and row-level security is
 * applied by the INSERT … SELECT that takes them out of it.
 * @param name of the temporary table
 * @param columns SQL column definitions, such as 'id uuid'
 * @param lines one row each in the text format of COPY, see `copyLine`
 */
export async function stageRows(
  tx: Transaction,
  name: string,
  columns: readonly string[],
  lines: Iterable<string>,
): Promise<void> {
  await tx.query(`create temporary table if not exists ${name} (${columns.join(', ')}) on commit drop`);
  await tx.query(`truncate pg_temp.${name}`);
  await copyIn(tx.client, `copy pg_temp.${name} from stdin`, inChunks(lines));
}

/** A list of texts as an array literal of PostgreSQL. */
export function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
