import { sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { deleteImported } from '#platform/records/delete-imported.ts';
import { type RecordDefinition, recordDefinition, recordDefinitions } from '#platform/records/registry.ts';
import { type Workplace, runAs } from '#platform/records/run-as.ts';
import { wholeKind } from '#platform/records/whole-kind.ts';
import { type RecordUpdate, updateRecords } from '#platform/records/update-records.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';

export interface UndoneImport {
  readonly import: string;
  readonly deleted: number;
  readonly reverted: number;
}

/**
 * Takes a whole import back in one transaction: records it made are taken out, records it changed get the values they had
 * before (from the event log). A value that someone changed since is refused, and nothing is undone.
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
  const author = { personId: viewer.personId, via: 'import', requestId: `undo ${importId}` } as const;
  return runAs(
    place,
    viewer,
    async (context) => {
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

/** What points at others goes before what it points at. */
function undoOrder(): RecordDefinition[] {
  return recordDefinitions().toSorted((left, right) => depth(right) - depth(left));
}

function depth(definition: RecordDefinition): number {
  return definition.kind.fields.filter((field) => field.type === 'reference').length;
}

interface UpdateEvent {
  kind: string;
  record_id: string;
  changes: Record<string, { from?: unknown; to?: unknown }>;
}

async function revertUpdates(context: WriteContext, importId: string): Promise<number> {
  const { rows } = await sql<UpdateEvent>`
    select e.kind, e.record_id::text, e.changes from qd.event e
    where e.company_id = qd.current_company() and e.request_id = ${importId} and e.action not in ('created', 'deleted', 'restored')
    order by e.recorded_at desc, e.id desc`.execute(context.tx.kysely);
  const byKind = new Map<string, Map<string, Record<string, { from?: unknown; to?: unknown }>>>();
  for (const { kind, record_id: id, changes } of rows) {
    const records = byKind.get(kind) ?? new Map();
    const merged = records.get(id) ?? {};
    for (const [name, change] of Object.entries(changes))
      merged[name] = { to: merged[name]?.to ?? change.to, from: change.from };
    records.set(id, merged);
    byKind.set(kind, records);
  }
  let reverted = 0;
  for (const [kind, records] of byKind) {
    const definition = recordDefinition(kind);
    const created = await createdBy(context, definition, importId);
    const settable = new Set(
      wholeKind(context.company, definition.kind)
        .fields.filter((field) => field.computed !== true)
        .map((field) => field.name),
    );
    const updates = [...records]
      .filter(([id]) => !created.has(id))
      .map(
        ([id, changes]): RecordUpdate => ({
          id,
          values: Object.fromEntries(
            Object.entries(changes)
              .filter(([name]) => settable.has(name))
              .map(([name, change]) => [name, change.from ?? null]),
          ),
        }),
      );
    for (let start = 0; start < updates.length; start += 2000)
      await updateRecords(context, definition, updates.slice(start, start + 2000));
    reverted += updates.length;
  }
  return reverted;
}

async function createdBy(context: WriteContext, { kind }: RecordDefinition, importId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id::text from qd.${sql.raw(kind.table)} where company_id = qd.current_company() and import_id = ${importId}::uuid`.execute(
    context.tx.kysely,
  );
  return new Set(rows.map((row) => row.id));
}
