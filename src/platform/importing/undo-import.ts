import { sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import { type Transaction, withSystemTransaction } from '#platform/database/transaction.ts';
import { deleteImported } from '#platform/records/delete-imported.ts';
import { type RecordDefinition, recordDefinitions } from '#platform/records/registry.ts';
import { type Workplace, runAs } from '#platform/records/run-as.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { revertUpdates } from './revert-updates.ts';

export interface UndoneImport {
  readonly import: string;
  readonly deleted: number;
  readonly reverted: number;
}

/**
 * Takes a whole import back in one transaction: records it made are taken out, records it changed get the values they had
 * before (from the event log). When someone changed such a value since, or something of it is not open to the viewer, it is refused and
 * nothing is undone.
 */
export async function undoImport(place: Workplace, viewer: Viewer, importId: string): Promise<UndoneImport> {
  const { rows } = await withSystemTransaction(
    place.database,
    { reason: 'the record of an import', companyId: viewer.companyId },
    (tx) =>
      sql<{
        state: string;
      }>`select state from qd.import_run where company_id = ${viewer.companyId} and id::text = ${importId}`.execute(
        tx.kysely,
      ),
  );
  if (rows.length === 0) throw new Refused('not-found', 'no import has this id', { field: 'id', found: importId });
  if (rows[0].state !== 'done')
    throw new Refused('not-undoable', `this import is ${rows[0].state}: there is nothing to undo`, {
      field: 'id',
      found: importId,
    });
  const made = await withSystemTransaction(
    place.database,
    { reason: 'how much an import made', companyId: viewer.companyId },
    (tx) => countMade(tx, importId),
  );
  const author = { personId: viewer.personId, via: 'import', requestId: `undo ${importId}` } as const;
  return runAs(
    place,
    viewer,
    async (context) => {
      if ((await countMade(context.tx, importId)) !== made)
        throw new Refused('forbidden', 'this import holds records that are not open to you', { field: 'id' });
      const reverted = await revertUpdates(context, importId);
      let deleted = 0;
      for (const definition of undoOrder()) deleted += await deleteImported(context, definition, importId);
      await sql`update qd.import_run set state = 'undone', undone_at = now() where id = ${importId}::uuid`.execute(
        context.tx.kysely,
      );
      return { import: importId, deleted, reverted };
    },
    { author, statementTimeoutMs: 0, attempts: 1 },
  );
}

/** How many records of an import are there, of those that the transaction may see. */
async function countMade(tx: Transaction, importId: string): Promise<number> {
  const tables = recordDefinitions().map(
    ({ kind }) => sql`select count(*) as n from qd.${sql.raw(kind.table)}
      where company_id = qd.current_company() and import_id = ${importId}::uuid and deleted_at is null`,
  );
  const { rows } = await sql<{ n: number }>`
    select sum(n)::float8 as n from (${sql.join(tables, sql` union all `)}) t`.execute(tx.kysely);
  return rows[0].n;
}

/** What points at others goes before what it points at. */
function undoOrder(): RecordDefinition[] {
  return recordDefinitions().toSorted((left, right) => depth(right) - depth(left));
}

function depth(definition: RecordDefinition): number {
  return definition.kind.fields.filter((field) => field.type === 'reference').length;
}
