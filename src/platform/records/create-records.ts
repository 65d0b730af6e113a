import { mapInTurns } from '#kernel/in-turns.ts';
import { type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import type { NewEvent } from '#platform/event-log/event.ts';
import { searchText } from '#platform/search/search-text.ts';
import { writablePeople } from '#platform/visibility/viewer.ts';
import { checkReferences } from './check-references.ts';
import { insertRows } from './insert-rows.ts';
import type { RecordChange, RecordDefinition } from './registry.ts';
import { currencyOf, toApi, toRow, toStored } from './stored-values.ts';
import { wholeKind } from './whole-kind.ts';
import { type WriteContext, newId } from './write-context.ts';

/** A record to be made: API values by field name, with what an import knows of its origin. */
export interface NewRecord {
  readonly id?: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly externalId?: string | null;
  readonly importId?: string;
  readonly createdAt?: string;
  readonly actorId?: string | null;
}

/** Rows made with one statement: a statement has a price of its own, so that many rows share it. */
const batchSize = 5000;

/**
 * Makes records of one kind: rules of the kind, rows, events and projections in the transaction of the context.
 * Returns the ids in order.
 */
export async function createRecords(
  context: WriteContext,
  definition: RecordDefinition,
  inputs: readonly NewRecord[],
): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < inputs.length; start += batchSize) {
    ids.push(...(await createBatch(context, definition, inputs.slice(start, start + batchSize))));
  }
  return ids;
}

async function createBatch(
  context: WriteContext,
  definition: RecordDefinition,
  inputs: readonly NewRecord[],
): Promise<string[]> {
  const kind = wholeKind(context.company, definition.kind);
  const changes = await mapInTurns(
    inputs,
    (input): RecordChange => ({
      id: input.id ?? newId(context),
      next: storedValues(context, kind, input.values),
      occurredAt: input.createdAt,
      actorId: input.actorId,
    }),
  );
  for (const change of changes) assignOwner(context, kind, change);
  await checkReferences(context, kind, changes);
  await definition.prepare?.(context, changes);
  for (const change of changes) checkRequired(kind, change);
  const rows = await mapInTurns(changes, (change, i) => ({
    ...toRow(kind, change.next),
    id: change.id,
    external_id: inputs[i].externalId ?? null,
    import_id: inputs[i].importId ?? null,
    search_text: kind.searched.length === 0 ? null : searchTextOf(kind, change.next),
    created_at: inputs[i].createdAt ?? context.now,
    created_by: inputs[i].actorId ?? context.author.personId,
    updated_at: inputs[i].createdAt ?? context.now,
    updated_by: inputs[i].actorId ?? context.author.personId,
  }));
  // The events are written down while the database takes the rows.
  const [events] = await Promise.all([
    mapInTurns(changes, (change) => createdEvent(context, kind, change)),
    insertRows(context, kind, rows),
  ]);
  await appendEvents(context.tx, context.author, events);
  await definition.project?.(context, changes);
  return changes.map((change) => change.id);
}

export function searchTextOf(kind: RecordKind, values: Readonly<Record<string, unknown>>): string {
  return searchText(
    kind.searched
      .map((name) => values[name])
      .filter((value): value is string => typeof value === 'string')
      .join(' '),
  );
}

function storedValues(
  context: WriteContext,
  kind: RecordKind,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const currency = currencyOf(kind, values, context.company.baseCurrency);
  const stored: Record<string, unknown> = {};
  for (const field of kind.fields) stored[field.name] = toStored(field, values[field.name], currency);
  if (fieldOf(kind, 'currency') !== undefined && stored.currency === null) stored.currency = currency;
  return stored;
}

/** A row without an owner belongs to whoever makes it; nobody may make rows for people beyond the own scope. */
function assignOwner(context: WriteContext, kind: RecordKind, change: RecordChange): void {
  if (kind.ownership.by !== 'owner') return;
  const people = writablePeople(context.viewer, kind.kind);
  if (change.next.ownerId === null && people !== 'all') change.next.ownerId = context.viewer.personId;
  if (people !== 'all' && !people.includes(change.next.ownerId as string)) {
    throw new Refused('forbidden', `you may not make a ${kind.kind} for this owner`, {
      field: 'ownerId',
      found: change.next.ownerId,
    });
  }
}

function checkRequired(kind: RecordKind, change: RecordChange): void {
  for (const field of kind.fields) {
    if (field.required === true && (change.next[field.name] ?? null) === null) {
      throw new Refused('missing-value', `${field.name} is required`, { field: field.name, expected: 'a value' });
    }
  }
}

function createdEvent(context: WriteContext, kind: RecordKind, change: RecordChange): NewEvent {
  const currency = currencyOf(kind, change.next, context.company.baseCurrency);
  const changes: Record<string, { to: unknown }> = {};
  for (const field of kind.fields) {
    const value = toApi(field, change.next[field.name], currency, context.company.baseCurrency);
    if (value !== null) changes[field.name] = { to: value };
  }
  return {
    id: newId(context),
    action: change.action ?? 'created',
    kind: kind.kind,
    recordId: change.id,
    changes,
    occurredAt: change.occurredAt,
    actorId: change.actorId,
  };
}
