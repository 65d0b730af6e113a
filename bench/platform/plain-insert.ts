import type { Database } from '#platform/database/database.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';

/**
 * Seconds that the database itself needs to take as many opportunities as the company has, by the plainest statement: the rows
 * lie in a temporary table and go into the same table with its indexes and keys. No file is read, nothing is checked, logged or
 * added up. It is what any import that keeps the table readable has to pay at least. Rolled back.
 */
export async function secondsOfPlainInsert(database: Database): Promise<number> {
  let seconds = Number.NaN;
  await withSystemTransaction(
    database,
    { reason: 'what a plain insert of the bench takes', companyId: 1 },
    async (tx) => {
      const { rows } = await tx.query<{ columns: string }>(
        `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
         where attrelid = 'qd.opportunity'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      );
      const [{ columns }] = rows;
      await tx.query(`create temporary table plain on commit drop as select ${columns} from qd.opportunity`);
      await tx.query(
        `update plain set id = ('02000000-0001-7000-8000-' || substr(id::text, 25))::uuid, external_id = 'again ' || external_id`,
      );
      const start = performance.now();
      await tx.query(`insert into qd.opportunity (${columns}) select ${columns} from plain`);
      seconds = (performance.now() - start) / 1000;
      throw new Undone();
    },
    { statementTimeoutMs: 0, attempts: 1 },
  ).catch((problem: unknown) => {
    if (!(problem instanceof Undone)) throw problem;
  });
  return seconds;
}

class Undone extends Error {}
