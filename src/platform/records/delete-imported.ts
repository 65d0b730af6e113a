import { type RawBuilder, sql } from 'kysely';
import type { RecordKind } from '#kernel/record-kind.ts';
import { insertEvents } from '#platform/event-log/append-events.ts';
import type { RecordDefinition } from './registry.ts';
import { type WriteContext, newId } from './write-context.ts';

/**
 * Takes out every record that an import made, by whole statements: events, projections, rows. A row is removed from its table;
 * one that was changed since, or that rows made since point at, is only marked as deleted: nothing is left hanging, and it can be
 * brought back. Exact at any size.
 */
export async function deleteImported(
  context: WriteContext,
  definition: RecordDefinition,
  importId: string,
): Promise<number> {
  const { kind } = definition;
  const made = sql`r.company_id = qd.current_company() and r.import_id = ${importId}::uuid and r.deleted_at is null`;
  const table = sql.raw(`qd.${kind.table}`);
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from ${table} r where ${made}) as found`.execute(context.tx.kysely);
  if (!rows[0].found) return 0;
  await logDeletion(context, kind, made);
  const afterwards = await definition.takeOut?.(context, importId);
  const removed = await removeUnreferenced(context, kind, made);
  const marked =
    await sql`update ${table} r set deleted_at = ${context.now}::timestamptz, version = version + 1 where ${made}`.execute(
      context.tx.kysely,
    );
  await afterwards?.();
  return removed + Number(marked.numAffectedRows ?? 0n);
}

/** Removes the rows that nobody changed and no other row points at. When rows that the viewer cannot see point at some, none is removed. */
async function removeUnreferenced(context: WriteContext, kind: RecordKind, made: RawBuilder<unknown>): Promise<number> {
  const references = await referencesTo(context, kind.table);
  if (references === undefined) return 0;
  const { tx } = context;
  await tx.query('savepoint removal');
  try {
    const removed =
      await sql`delete from qd.${sql.raw(kind.table)} r where ${made} and r.version = 1${references}`.execute(
        tx.kysely,
      );
    await tx.query('release savepoint removal');
    return Number(removed.numAffectedRows ?? 0n);
  } catch (problem) {
    if ((problem as { code?: string }).code !== foreignKeyViolation) throw problem;
    await tx.query('rollback to savepoint removal');
    return 0;
  }
}

const foreignKeyViolation = '23503';

async function logDeletion(context: WriteContext, kind: RecordKind, made: RawBuilder<unknown>): Promise<void> {
  const prefix = newId(context).slice(0, 24);
  await insertEvents(
    context.tx,
    context.author,
    sql`(select (${prefix} || lpad(to_hex(row_number() over (order by r.id)), 12, '0'))::uuid as id, null::timestamptz as occurred_at,
      ${context.author.personId}::uuid as actor_id, 'deleted' as action, ${kind.kind}::text as kind, r.id as record_id,
      '{}'::jsonb as changes, null::text as note from qd.${sql.raw(kind.table)} r where ${made}) logged`,
  );
}

/** "And no row points at r", over the foreign keys of the catalog; undefined when tables of sign-in point at the table. */
async function referencesTo(context: WriteContext, table: string): Promise<RawBuilder<unknown> | undefined> {
  const { rows } = await context.tx.query<{ source: string; column: string }>(
    `select k.conrelid::regclass::text as source, a.attname as column
     from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
     where k.contype = 'f' and k.conparentid = 0 and k.confrelid = $1::regclass`,
    [`qd.${table}`],
  );
  if (rows.some(({ source }) => source.startsWith('auth.'))) return undefined;
  const conditions = rows.map(
    ({ source, column }) =>
      sql` and not exists (select from ${sql.raw(source)} p where p.company_id = r.company_id and p.${sql.ref(column)} = r.id)`,
  );
  return conditions.length === 0 ? sql`` : sql.join(conditions, sql``);
}
