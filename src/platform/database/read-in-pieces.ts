import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from './run-transaction.ts';

/** Rows that come together. */
const pieceRows = 20_000;

/**
 * The rows of a query, some thousands at a time through a cursor, so that a million of them never lie in memory as the driver
 * made them, and other work gets its turn between. One query at a time in a transaction.
 */
export async function* readInPieces<Row extends object>(
  { kysely }: Pick<Transaction, 'kysely'>,
  query: RawBuilder<Row>,
): AsyncGenerator<Row[]> {
  // All rows will be read: without this the server plans for the first tenth.
  await sql`set local cursor_tuple_fraction = 1`.execute(kysely);
  await sql`declare pieces no scroll cursor for ${query}`.execute(kysely);
  const fetched = () => {
    const piece = sql<Row>`fetch ${sql.raw(String(pieceRows))} from pieces`.execute(kysely);
    // Whoever reads may be busy, or leave, when it fails: it is thrown where the piece is asked for.
    piece.catch(() => undefined);
    return piece;
  };
  let coming = fetched();
  for (;;) {
    const { rows } = await coming;
    const last = rows.length < pieceRows;
    // The database makes the next piece while this one is looked at.
    if (!last) coming = fetched();
    if (rows.length > 0) yield rows;
    if (last) break;
  }
  await sql`close pieces`.execute(kysely);
}
