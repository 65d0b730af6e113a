import { sql } from 'kysely';
import type { Transaction } from '#platform/database/transaction.ts';
import type { FieldChange, LoggedEvent } from '#platform/event-log/event.ts';
import { type RecordDefinition, recordDefinitions } from '#platform/records/registry.ts';
import { reachableRows } from '#platform/records/visible-rows.ts';
import { type Viewer, may, seesField } from '#platform/visibility/viewer.ts';

export type ToldEvent = Pick<
  LoggedEvent,
  'id' | 'kind' | 'recordId' | 'action' | 'changes' | 'note' | 'actorId' | 'recordedAt' | 'occurredAt'
>;

/**
 * Those of the events that a viewer may be told of, each cut down to the fields they see. Records they cannot reach and changes
 * of hidden fields alone are left out whole; what is no record is for administrators. Runs under the viewer's own rights.
 */
export async function visibleEvents<E extends ToldEvent>(
  tx: Transaction,
  viewer: Viewer,
  events: readonly E[],
): Promise<E[]> {
  const definitions = new Map(recordDefinitions().map((definition) => [definition.kind.kind, definition]));
  const reached = new Map<string, Set<string>>();
  for (const [kind, own] of Map.groupBy(events, (event) => event.kind)) {
    const definition = definitions.get(kind);
    if (definition === undefined || !may(viewer, kind, 'read')) continue;
    reached.set(kind, await reachableIds(tx, viewer, definition, [...new Set(own.map((event) => event.recordId))]));
  }
  return events.flatMap((event) => {
    const definition = definitions.get(event.kind);
    if (definition === undefined) return viewer.roles.includes('administrator') ? [event] : [];
    if (reached.get(event.kind)?.has(event.recordId) !== true) return [];
    const changes = visibleFields(viewer, definition, event.changes);
    const hiddenOnly = Object.keys(changes).length === 0 && Object.keys(event.changes).length > 0;
    return hiddenOnly ? [] : [{ ...event, changes }];
  });
}

function visibleFields(
  viewer: Viewer,
  { kind }: RecordDefinition,
  changes: Readonly<Record<string, FieldChange>>,
): Record<string, FieldChange> {
  const seen = new Set(kind.fields.filter((field) => seesField(viewer, field.access)).map((field) => field.name));
  return Object.fromEntries(Object.entries(changes).filter(([name]) => seen.has(name)));
}

async function reachableIds(
  tx: Transaction,
  viewer: Viewer,
  { kind }: RecordDefinition,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select r.id::text from qd.${sql.raw(kind.table)} r
    where ${reachableRows(viewer, kind, 'r')} and r.id = any(${[...ids]}::uuid[])`.execute(tx.kysely);
  return new Set(rows.map(({ id }) => id));
}
