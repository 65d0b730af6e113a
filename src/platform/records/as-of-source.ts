import { type RawBuilder, sql } from 'kysely';
import { type RecordKind, columnOf, fieldOf } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { currencyOf, toStored } from './stored-values.ts';
import { reachableRows } from './visible-rows.ts';
import type { WriteContext } from './write-context.ts';

/** Records that changed since; more than this are not taken back for a list. */
const mostChanged = 50_000;

interface LaterChange {
  id: string;
  field: string;
  value: unknown;
}

/**
 * The rows of a kind as they stood at an instant, to stand where its table does in a query: unchanged rows as they are, changed
 * ones with the values their first later change took away, later ones left out, since deleted ones brought back. Bounded by what
 * the viewer may reach today, whoever owned the rows then.
 */
export async function asOfSource(
  context: WriteContext,
  kind: RecordKind,
  instant: string,
): Promise<RawBuilder<unknown>> {
  const { tx, viewer } = context;
  if (Date.parse(instant) > Date.parse(context.now))
    throw new Refused('invalid-instant', 'an instant that has passed is expected', { field: 'asOf', found: instant });
  const table = sql.raw(`qd.${kind.table}`);
  const { rows: later } = await sql<LaterChange>`
    select distinct on (e.record_id, c.key) e.record_id::text as id, c.key as field, c.value->'from' as value
    from qd.event e, lateral jsonb_each(case when e.changes = '{}' then '{"":{}}' else e.changes end) c
    where e.company_id = qd.current_company() and e.kind = ${kind.kind} and coalesce(e.occurred_at, e.recorded_at) > ${instant}::timestamptz
      and e.action <> 'created'
    order by e.record_id, c.key, coalesce(e.occurred_at, e.recorded_at), e.id`.execute(tx.kysely);
  const { rows: made } = await sql<{ id: string }>`
    select distinct record_id::text as id from qd.event
    where company_id = qd.current_company() and kind = ${kind.kind} and action = 'created' and coalesce(occurred_at, recorded_at) > ${instant}::timestamptz`.execute(
    tx.kysely,
  );
  const byRecord = Map.groupBy(later, ({ id }) => id);
  if (byRecord.size > mostChanged)
    throw new Refused('too-many-records', `more than ${mostChanged} records changed since ${instant}`, {
      field: 'asOf',
      found: instant,
      expected: 'a later instant, or single records',
    });
  const currencies = await currenciesOf(context, kind, [...byRecord.keys()]);
  const patches = [...byRecord].map(([id, changes]) => ({
    id,
    patch: patchOf(context, kind, changes, currencies.get(id)),
  }));
  const then = sql`(r.deleted_at is null or r.deleted_at > ${instant}::timestamptz)`;
  return sql`(
    select r.* from ${table} r where ${reachableRows(viewer, kind, 'r')} and ${then}
      and r.id <> all(${[...byRecord.keys(), ...made.map(({ id }) => id)]}::uuid[])
    union all
    select p.* from ${table} r join jsonb_to_recordset(${JSON.stringify(patches)}::jsonb) as o(id uuid, patch jsonb) on o.id = r.id,
      lateral jsonb_populate_record(r, o.patch || jsonb_build_object('deleted_at', null,
        'custom', jsonb_strip_nulls(coalesce(r.custom, '{}') || coalesce(o.patch->'custom', '{}')))) p
    where ${reachableRows(viewer, kind, 'r')} and ${then} and r.id <> all(${made.map(({ id }) => id)}::uuid[]))`;
}

async function currenciesOf(
  { tx }: WriteContext,
  kind: RecordKind,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (fieldOf(kind, 'currency') === undefined || ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; currency: string | null }>`
    select id::text, currency from qd.${sql.raw(kind.table)} where company_id = qd.current_company() and id = any(${[...ids]}::uuid[])`.execute(
    tx.kysely,
  );
  return new Map(rows.flatMap(({ id, currency }) => (currency === null ? [] : [[id, currency]])));
}

/** API values of the log → columns as they are stored. Fields that the kind no longer has are left as they are. */
function patchOf(
  { company }: WriteContext,
  kind: RecordKind,
  changes: readonly LaterChange[],
  present: string | undefined,
): Record<string, unknown> {
  const values = Object.fromEntries(changes.map(({ field, value }) => [field, value]));
  const own = currencyOf(kind, { currency: values.currency ?? present }, company.baseCurrency);
  const patch: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  for (const field of kind.fields) {
    if (!(field.name in values)) continue;
    const currency = field.inBase === true ? company.baseCurrency : own;
    const value = toStored(field, values[field.name], currency);
    if (field.custom === true) custom[field.name] = value;
    else patch[columnOf(field)] = value;
  }
  return { ...patch, custom };
}
