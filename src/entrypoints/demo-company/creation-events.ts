import type { RecordKind } from '#kernel/record-kind.ts';
import type { Id } from '#kernel/id.ts';
import { fieldReader, type SimulatedRow } from './field-text.ts';
import { laterChanges } from './later-events.ts';
import { filled, inJsonbOrder, jsonbObject, type Member, type PastEvent } from './past-event.ts';
import type { TableName } from './tables.ts';

/** Each record's creation by its author at its time, with the fields it had then. */
export function* creationEvents(
  table: TableName,
  kind: RecordKind,
  rows: readonly SimulatedRow[],
): Generator<PastEvent> {
  const later = laterChanges[table];
  const readers = kind.fields
    .filter((field) => field.computed !== true && later?.fields.includes(field.name) !== true)
    .map((field) => [field.name, fieldReader(table, field)] as const);
  if (later !== undefined) readers.push(['status', () => JSON.stringify(later.initialStatus)]);
  readers.sort(([left], [right]) => inJsonbOrder(left, right));
  for (const row of rows) {
    const members = readers.map(([name, read]): Member => {
      const text = read(row);
      return [name, text === null ? null : filled(text)];
    });
    yield createdAs(row, kind.kind, jsonbObject(members));
  }
}

export function createdAs(row: SimulatedRow, kind: string, changes: string): PastEvent {
  const { createdAt, createdBy, id } = row as { createdAt: number; createdBy: Id | null; id: Id };
  return { at: createdAt, actorId: createdBy, action: 'created', kind, recordId: id, changes };
}
