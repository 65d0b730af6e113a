import { sql } from 'kysely';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { may } from '#platform/visibility/viewer.ts';
import { visibleField } from './filter.ts';
import { recordDefinition } from './registry.ts';
import { type SentRecord, sendRecords } from './send-record.ts';
import { visibleRows } from './visible-rows.ts';
import type { WriteContext } from './write-context.ts';

export interface Shape {
  /** Names of the fields wanted, separated by commas; all when absent. */
  readonly fields?: string;
  /** Names of references to send along as records. */
  readonly expand?: string;
}

const mostExpanded = 10;
const always = ['id', 'version', 'externalId', 'createdAt', 'updatedAt', 'expanded'];

/**
 * Cuts records down to the fields asked for and sends along what references point to, one level, as far as the viewer may see
 * it: null otherwise. Both mean the same on every list and record.
 */
export async function shapeRecords(
  context: WriteContext,
  kind: RecordKind,
  records: readonly SentRecord[],
  { fields, expand }: Shape,
): Promise<SentRecord[]> {
  const wanted = namesIn(fields).map((name) => visibleField(context.viewer, kind, name).name);
  const references = namesIn(expand).map((name) => referenceField(context, kind, name));
  if (references.length > mostExpanded)
    throw new Refused('expand-too-large', `at most ${mostExpanded} references are expanded`, {
      field: 'expand',
      found: references.length,
    });
  let shaped = [...records];
  if (references.length > 0) {
    const found = await Promise.all(references.map((field) => referred(context, field, records)));
    shaped = shaped.map((record) => ({
      ...record,
      expanded: Object.fromEntries(
        references.map((field, i) => [field.name, found[i].get(String(record[field.name])) ?? null]),
      ),
    }));
  }
  return wanted.length === 0 ? shaped : shaped.map((record) => cutTo(record, wanted));
}

function namesIn(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').filter((name) => name !== '');
}

function referenceField(context: WriteContext, kind: RecordKind, name: string): FieldDefinition {
  const field = visibleField(context.viewer, kind, name);
  if (field.type === 'reference' && field.to !== undefined && field.custom !== true) return field;
  const known = kind.fields.filter((one) => one.type === 'reference').map((one) => one.name);
  throw new Refused('invalid-expand', `${name} points to nothing`, {
    field: 'expand',
    found: name,
    expected: `one of ${known.join(', ')}`,
  });
}

async function referred(
  context: WriteContext,
  field: FieldDefinition,
  records: readonly SentRecord[],
): Promise<Map<string, SentRecord>> {
  const { kind } = recordDefinition(field.to as string);
  const ids = [...new Set(records.map((record) => record[field.name]).filter((id) => typeof id === 'string'))];
  if (ids.length === 0 || !may(context.viewer, kind.kind, 'read')) return new Map();
  const { rows } = await sql<Record<string, unknown>>`
    select r.* from qd.${sql.raw(kind.table)} r where ${visibleRows(context.viewer, kind, 'r')} and r.id = any(${ids}::uuid[])`.execute(
    context.tx.kysely,
  );
  return new Map((await sendRecords(context, kind, rows)).map((record) => [record.id, record]));
}

function cutTo(record: SentRecord, wanted: readonly string[]): SentRecord {
  const kept = [...always, ...wanted].filter((name) => name in record).map((name) => [name, record[name]]);
  const labels = Object.entries(record.labels ?? {}).filter(([name]) => wanted.includes(name));
  return { ...(Object.fromEntries(kept) as SentRecord), labels: Object.fromEntries(labels) };
}
