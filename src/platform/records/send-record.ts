import { type RawBuilder, sql } from 'kysely';
import { type FieldDefinition, type RecordKind, columnOf, titleFields } from '#kernel/record-kind.ts';
import { notePayRead } from '#platform/event-log/pay-reads.ts';
import { may, seesField } from '#platform/visibility/viewer.ts';
import { recordDefinition } from './registry.ts';
import { currencyOf, fromRow, toApi } from './stored-values.ts';
import { visibleRows } from './visible-rows.ts';
import { wholeKind } from './whole-kind.ts';
import type { WriteContext } from './write-context.ts';

/** A record as the viewer gets it: hidden fields are absent, references carry the label of what they point to. */
export type SentRecord = Record<string, unknown> & {
  readonly id: string;
  readonly version: number;
  readonly labels?: Record<string, string | null>;
};

const commonColumns = ['id', 'version', 'external_id', 'created_at', 'updated_at', 'custom'];

/** The columns that `sendRecords` reads; the words a record is searched by are not among them. */
export function sentColumns(kind: RecordKind, alias: string): RawBuilder<unknown> {
  const own = kind.fields.filter((field) => field.custom !== true).map(columnOf);
  return sql.join([...new Set([...commonColumns, ...own])].map((column) => sql.ref(`${alias}.${column}`)));
}

/** Database rows → what the viewer may see of them. Labels of rows the viewer may not see are null. */
export async function sendRecords(
  context: WriteContext,
  given: RecordKind,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<SentRecord[]> {
  const kind = wholeKind(context.company, given);
  const fields = kind.fields.filter((field) => seesField(context.viewer, field.access));
  const labels = await referenceLabels(context, fields, rows);
  const sent = rows.map((row) => sendRow(context, kind, fields, row, labels));
  notePay(context, kind, fields, sent);
  return sent;
}

function sendRow(
  context: WriteContext,
  kind: RecordKind,
  fields: readonly FieldDefinition[],
  row: Readonly<Record<string, unknown>>,
  labels: Labels,
): SentRecord {
  const values = fromRow(kind, row);
  const currency = currencyOf(kind, values, context.company.baseCurrency);
  const sent: Record<string, unknown> = {};
  const own: Record<string, string | null> = {};
  for (const field of fields) {
    sent[field.name] = toApi(field, values[field.name], currency, context.company.baseCurrency);
    const value = values[field.name];
    if (field.type === 'reference' && typeof value === 'string')
      own[field.name] = labels.get(field.to ?? '')?.get(value) ?? null;
  }
  return {
    ...sent,
    id: String(row.id),
    version: Number(row.version),
    externalId: (row.external_id as string | null) ?? null,
    createdAt: String(row.created_at),
    updatedAt: String(row.updated_at),
    labels: own,
  };
}

/** Pay of others that is shown is noted for the log: amounts, not the currency they are in. */
function notePay(
  { tx, viewer }: WriteContext,
  kind: RecordKind,
  fields: readonly FieldDefinition[],
  sent: readonly SentRecord[],
): void {
  const pay = fields.filter(({ access, type }) => access === 'pay' && type === 'money');
  if (pay.length === 0) return;
  for (const record of sent) {
    const read = pay.filter(({ name }) => record[name] !== null && record[name] !== undefined).map(({ name }) => name);
    if (read.length > 0 && record.id !== viewer.personId)
      notePayRead(tx, { recordId: record.id, what: `${kind.kind}: ${read.join(', ')}` });
  }
}

type Labels = Map<string, Map<string, string>>;

async function referenceLabels(
  context: WriteContext,
  fields: readonly FieldDefinition[],
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<Labels> {
  const wanted = new Map<string, Set<string>>();
  for (const field of fields) {
    if (field.type !== 'reference' || field.to === undefined) continue;
    const ids = wanted.get(field.to) ?? new Set();
    for (const row of rows) {
      const id =
        field.custom === true ? (row.custom as Record<string, unknown> | null)?.[field.name] : row[columnOf(field)];
      if (typeof id === 'string') ids.add(id);
    }
    wanted.set(field.to, ids);
  }
  return titlesByKind(context, wanted);
}

/** The titles of records of one kind in the viewer's language, of those the viewer may see. */
export async function titlesOf(
  context: WriteContext,
  kindName: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  return (await titlesByKind(context, new Map([[kindName, ids]]))).get(kindName) ?? new Map();
}

/** The titles of records of many kinds, of those the viewer may see, read by one statement. */
export async function titlesByKind(
  context: WriteContext,
  wanted: ReadonlyMap<string, Iterable<string>>,
): Promise<Labels> {
  const parts: RawBuilder<unknown>[] = [];
  for (const [name, ids] of wanted) {
    const list = [...ids];
    if (list.length === 0 || !may(context.viewer, name, 'read')) continue;
    const { kind } = recordDefinition(name);
    const titles = titleFields(kind, context.viewer.language).map(
      (field) => sql`nullif(${sql.ref(`r.${columnOf(field)}`)}::text, '')`,
    );
    if (titles.length === 0) throw new Error(`${name} has no field "${kind.title}" for its title`);
    parts.push(sql`select ${name}::text as kind, r.id::text as id, coalesce(${sql.join(titles)}, '') as title from qd.${sql.raw(kind.table)} r
      where ${visibleRows(context.viewer, kind, 'r')} and r.id = any(${list}::uuid[])`);
  }
  const labels: Labels = new Map();
  if (parts.length === 0) return labels;
  const { rows } = await sql<{ kind: string; id: string; title: string }>`${sql.join(parts, sql` union all `)}`.execute(
    context.tx.kysely,
  );
  for (const { kind, id, title } of rows) {
    const own = labels.get(kind) ?? new Map<string, string>();
    own.set(id, title);
    labels.set(kind, own);
  }
  return labels;
}
