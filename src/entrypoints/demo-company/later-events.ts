import type { RecordKind } from '#kernel/record-kind.ts';
import type { Id } from '#kernel/id.ts';
import { dayNumber, type CivilDate } from '#kernel/civil-date.ts';
import { fieldReader, type SimulatedRow } from './field-text.ts';
import { inJsonbOrder, jsonbObject, type Member, type PastEvent } from './past-event.ts';
import type { TableName } from './tables.ts';
import { instantOf } from './world.ts';

/** Fields that a record did not have when it was made, and when it got them: written as a second event. */
interface LaterChange {
  readonly at: (row: SimulatedRow) => unknown;
  readonly actor: (row: SimulatedRow) => unknown;
  readonly fields: readonly string[];
  /** What `status` was at first. */
  readonly initialStatus: string;
}

const owner = (row: SimulatedRow): unknown => row.ownerId;

export const laterChanges: Readonly<Partial<Record<TableName, LaterChange>>> = {
  ticket: {
    at: (row) => row.closedAt ?? row.respondedAt,
    actor: owner,
    fields: ['status', 'respondedAt', 'closedAt', 'satisfaction'],
    initialStatus: 'open',
  },
  lead: {
    at: (row) => row.qualifiedAt ?? row.firstResponseAt,
    actor: owner,
    fields: ['status', 'firstResponseAt', 'qualifiedAt', 'disqualifiedReason', 'accountId'],
    initialStatus: 'new',
  },
  task: { at: (row) => row.doneAt, actor: owner, fields: ['status', 'doneAt'], initialStatus: 'open' },
  salesOrder: {
    at: ({ deliveredOn }) => (deliveredOn === null ? null : instantOf(dayNumber(deliveredOn as CivilDate), 9)),
    actor: () => null,
    fields: ['status', 'deliveredOn'],
    initialStatus: 'confirmed',
  },
};

/** What became of leads, tickets, tasks and orders after they were made. */
export function* laterEvents(table: TableName, kind: RecordKind, rows: readonly SimulatedRow[]): Generator<PastEvent> {
  const later = laterChanges[table];
  if (later === undefined) return;
  const readers = kind.fields
    .filter((field) => later.fields.includes(field.name))
    .map((field) => [field.name, fieldReader(table, field)] as const)
    .sort(([left], [right]) => inJsonbOrder(left, right));
  for (const row of rows) {
    const at = later.at(row) as number | null;
    if (at === null || row.status === later.initialStatus) continue;
    const members = readers.map(([name, read]): Member => {
      const text = read(row);
      const from = name === 'status' ? `"${later.initialStatus}"` : 'null';
      return [name, text === null ? null : `{"to": ${text}, "from": ${from}}`];
    });
    const [actorId, recordId] = [later.actor(row) as Id | null, row.id as Id];
    yield { at, actorId, action: 'updated', kind: kind.kind, recordId, changes: jsonbObject(members) };
  }
}
