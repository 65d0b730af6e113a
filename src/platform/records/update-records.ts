import { sql } from 'kysely';
import { type RecordKind, columnOf } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import type { FieldChange, NewEvent } from '#platform/event-log/event.ts';
import { writablePeople } from '#platform/visibility/viewer.ts';
import { checkReferences } from './check-references.ts';
import { searchTextOf } from './create-records.ts';
import { notFound } from './get-record.ts';
import type { RecordChange, RecordDefinition, StoredValues } from './registry.ts';
import { currencyOf, fromRow, inOtherCurrency, toApi, toRow, toStored } from './stored-values.ts';
import { visibleRows } from './visible-rows.ts';
import { wholeKind } from './whole-kind.ts';
import { type WriteContext, newId } from './write-context.ts';

export interface RecordUpdate {
  readonly id: string;
  /** API values of the fields to change; the others stay. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The version the caller saw; a record that has moved on since is refused, not overwritten. */
  readonly version?: number;
  readonly action?: string;
  readonly occurredAt?: string;
}

/** Changes records of one kind, all or none; returns the new version of each, in order. */
export async function updateRecords(
  context: WriteContext,
  definition: RecordDefinition,
  updates: readonly RecordUpdate[],
): Promise<number[]> {
  const kind = wholeKind(context.company, definition.kind);
  const ids = updates.map((update) => update.id);
  const { rows } = await sql<Record<string, unknown> & { id: string; version: number }>`
    select r.* from qd.${sql.raw(kind.table)} r
    where ${visibleRows(context.viewer, kind, 'r')} and r.id = any(${ids}::uuid[]) order by r.id for update`.execute(
    context.tx.kysely,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const changes = updates.map((update): RecordChange => {
    const row = byId.get(update.id);
    if (row === undefined) throw notFound(kind, update.id);
    if (update.version !== undefined && update.version !== row.version) {
      throw new Refused('stale-version', `this ${kind.kind} was changed since you read it`, {
        field: 'version',
        found: update.version,
        expected: String(row.version),
      });
    }
    const previous = fromRow(kind, row);
    checkWritable(context, kind, previous);
    return {
      id: update.id,
      previous,
      next: mergedValues(context, kind, previous, update.values),
      action: update.action,
      occurredAt: update.occurredAt,
    };
  });
  await checkReferences(context, kind, changes);
  await definition.prepare?.(context, changes);
  for (const change of changes) checkCleared(kind, change);
  const changed = changes.filter((change) => differences(context, kind, change).length > 0);
  if (changed.length > 0) {
    await writeRows(context, kind, changed);
    await appendEvents(
      context.tx,
      context.author,
      changed.map((change) => updatedEvent(context, kind, change)),
    );
    await definition.project?.(context, changed);
  }
  const moved = new Set(changed.map((change) => change.id));
  return updates.map((update) => (byId.get(update.id)?.version ?? 0) + (moved.has(update.id) ? 1 : 0));
}

function checkWritable(context: WriteContext, kind: RecordKind, previous: StoredValues): void {
  if (kind.ownership.by !== 'owner') return;
  const people = writablePeople(context.viewer, kind.kind);
  if (people !== 'all' && !people.includes(previous.ownerId as string)) {
    throw new Refused('forbidden', `you may see this ${kind.kind} but not change it`, { field: 'id' });
  }
}

function mergedValues(
  context: WriteContext,
  kind: RecordKind,
  previous: StoredValues,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { baseCurrency } = context.company;
  const before = currencyOf(kind, previous, baseCurrency);
  const currency = currencyOf(kind, { ...previous, ...values }, baseCurrency);
  const next: Record<string, unknown> = { ...previous };
  for (const field of kind.fields) {
    const { name } = field;
    next[name] =
      name in values
        ? toStored(field, values[name], currency)
        : inOtherCurrency(field, previous[name], before, currency);
  }
  return next;
}

function checkCleared(kind: RecordKind, change: RecordChange): void {
  for (const field of kind.fields) {
    if (
      field.required === true &&
      (change.next[field.name] ?? null) === null &&
      change.previous?.[field.name] !== null
    ) {
      throw new Refused('missing-value', `${field.name} cannot be cleared`, { field: field.name, expected: 'a value' });
    }
  }
}

function differences(context: WriteContext, kind: RecordKind, change: RecordChange): [string, FieldChange][] {
  const base = context.company.baseCurrency;
  const before = currencyOf(kind, change.previous ?? {}, base);
  const after = currencyOf(kind, change.next, base);
  const found: [string, FieldChange][] = [];
  for (const field of kind.fields) {
    const from = toApi(field, change.previous?.[field.name], before, base);
    const to = toApi(field, change.next[field.name], after, base);
    if (JSON.stringify(from) !== JSON.stringify(to)) found.push([field.name, { from, to }]);
  }
  return found;
}

async function writeRows(context: WriteContext, kind: RecordKind, changes: readonly RecordChange[]): Promise<void> {
  const rows = changes.map((change) => ({
    ...toRow(kind, change.next),
    id: change.id,
    search_text: kind.searched.length === 0 ? null : searchTextOf(kind, change.next),
  }));
  const columns = [...kind.fields.filter((field) => field.custom !== true).map(columnOf), 'search_text'];
  const assignments = sql.join([
    ...columns.map((column) => sql`${sql.ref(column)} = n.${sql.ref(column)}`),
    ...(kind.fields.some((field) => field.custom === true)
      ? [sql`custom = jsonb_strip_nulls(r.custom || coalesce(n.custom, '{}'))`]
      : []),
  ]);
  const table = sql.raw(`qd.${kind.table}`);
  await sql`update ${table} r set ${assignments}, version = r.version + 1, updated_at = ${context.now}::timestamptz, updated_by = ${context.author.personId}::uuid
    from jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb) n
    where r.company_id = qd.current_company() and r.id = n.id`.execute(context.tx.kysely);
}

function updatedEvent(context: WriteContext, kind: RecordKind, change: RecordChange): NewEvent {
  return {
    id: newId(context),
    action: change.action ?? 'updated',
    kind: kind.kind,
    recordId: change.id,
    changes: Object.fromEntries(differences(context, kind, change)),
    occurredAt: change.occurredAt,
    actorId: change.actorId,
  };
}
