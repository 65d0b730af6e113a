import { textOf } from '#kernel/text-of.ts';
import { sql } from 'kysely';
import { columnOf, fieldOf } from '#kernel/record-kind.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { type SentRecord, sendRecords, sentColumns } from '#platform/records/send-record.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { BuiltValues, FileReader } from './build-values.ts';
import type { RecordPlan } from './plan-record.ts';
import { refusalText, rejectRow } from './refused-row.ts';

/** A record read from a row, with the key by which it is recognised. */
export interface Candidate {
  readonly line: number;
  readonly key: string;
  readonly values: BuiltValues;
}

/**
 * Keys already met in this file → the line; of records that rows only mention also their values, so that repetitions are told
 * from contradictions.
 */
export type SeenKeys = Map<string, number | { readonly line: number; readonly values: string }>;

/** Records changed with one statement. */
const updateRows = 1000;

/**
 * Whether rows can be met that are stored already. Only while none of the kind has an identifier of another system, and only
 * where that is what they are recognised by, is every key of a file known to be new: the file itself has each only once.
 */
export async function mayBeStored({ context }: FileReader, { definition, mapping }: RecordPlan): Promise<boolean> {
  if (mapping.match !== undefined && mapping.match !== 'externalId') return true;
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from qd.${sql.raw(definition.kind.table)}
      where company_id = qd.current_company() and external_id is not null and deleted_at is null) as some`.execute(
    context.tx.kysely,
  );
  return rows[0].some;
}

/** Stores one batch of candidates of one kind: those known by their key are updated or skipped, the others created. */
export async function storeCandidates(
  reader: FileReader,
  plan: RecordPlan,
  candidates: readonly Candidate[],
  allNew: boolean,
): Promise<void> {
  const keys = allNew ? [] : candidates.map((candidate) => candidate.key);
  const existing = await findExisting(reader, plan, keys);
  const fresh = candidates.filter((candidate) => !existing.has(candidate.key));
  const known = candidates.flatMap((candidate) => {
    const record = existing.get(candidate.key);
    return record === undefined ? [] : [{ candidate, record }];
  });
  await createFresh(reader, plan, fresh);
  if (known.length > 0) await updateKnown(reader, plan, known);
}

async function findExisting(
  reader: FileReader,
  plan: RecordPlan,
  keys: readonly string[],
): Promise<Map<string, SentRecord>> {
  if (keys.length === 0) return new Map();
  const { kind } = plan.definition;
  const match = plan.mapping.match;
  const field = match === undefined || match === 'externalId' ? undefined : fieldOf(kind, match);
  const column = field === undefined ? sql.ref('r.external_id') : sql.ref(`r.${columnOf(field)}`);
  const { rows } = await sql<Record<string, unknown> & { match_key: string }>`
    select ${sentColumns(kind, 'r')}, ${column}::text as match_key from qd.${sql.raw(kind.table)} r
    where ${visibleRows(reader.context.viewer, kind, 'r')} and ${column}::text = any(${[...keys]}::text[])`.execute(
    reader.context.tx.kysely,
  );
  const sent = await sendRecords(reader.context, kind, rows);
  return new Map(rows.map((row, i) => [row.match_key, sent[i]]));
}

async function createFresh(reader: FileReader, plan: RecordPlan, candidates: readonly Candidate[]): Promise<void> {
  if (candidates.length === 0) return;
  await guarded(reader, plan, candidates, async (some) => {
    const ids = await createRecords(
      reader.context,
      plan.definition,
      some.map(({ key, values }) => {
        const { externalId, createdAt, createdBy, ...own } = values;
        const matchedByKey = plan.mapping.match === undefined || plan.mapping.match === 'externalId';
        return {
          values: own,
          externalId: (externalId as string | undefined) ?? (matchedByKey ? key : null),
          importId: reader.importId,
          createdAt: (createdAt as string | null | undefined) ?? undefined,
          actorId: createdBy === undefined ? undefined : (createdBy as string | null),
        };
      }),
    );
    const { kind } = plan.definition;
    const names = kind.fields
      .filter((field) => field.name === kind.title || field.matches === true)
      .map((field) => field.name);
    for (const [i, id] of ids.entries()) {
      const { values, key, line } = some[i];
      reader.resolver.learn(kind.kind, id, [key, ...names.map((name) => values[name] as string | null)]);
      reader.report.fate({
        file: reader.fileName,
        line,
        kind: kind.kind,
        fate: 'create',
        title: textOf(values[kind.title] ?? key),
      });
    }
    reader.report.created += some.length;
  });
}

async function updateKnown(
  reader: FileReader,
  plan: RecordPlan,
  known: readonly { candidate: Candidate; record: SentRecord }[],
): Promise<void> {
  const { kind } = plan.definition;
  const moved = known.flatMap(({ candidate, record }) => {
    const changes = plan.mapping.onMatch === 'skip' ? [] : differences(plan, candidate.values, record);
    const title = textOf(record[kind.title] ?? candidate.key);
    const fate = changes.length === 0 ? 'skip' : 'update';
    if (fate === 'skip') reader.report.skipped += plan.primary ? 1 : 0;
    if (fate === 'update' || plan.primary)
      reader.report.fate({
        file: reader.fileName,
        line: candidate.line,
        kind: kind.kind,
        fate,
        title,
        changes: Object.fromEntries(changes.map((change) => named(reader, plan, change))),
      });
    return changes.length === 0 ? [] : [{ candidate, record, changes }];
  });
  if (moved.length === 0) return;
  const byLine = new Map(moved.map((one) => [one.candidate.line, one]));
  await guarded(
    reader,
    plan,
    moved.map((one) => one.candidate),
    async (some) => {
      const updates = some.map(({ line }) => {
        const { record, changes } = byLine.get(line)!;
        return { id: record.id, values: Object.fromEntries(changes.map(([name, [, after]]) => [name, after])) };
      });
      for (let start = 0; start < updates.length; start += updateRows)
        await updateRecords(reader.context, plan.definition, updates.slice(start, start + updateRows));
      reader.report.updated += some.length;
    },
  );
}

/** Fields whose value in the file differs from what is stored; a blank cell never erases. */
function differences(
  plan: RecordPlan,
  values: BuiltValues,
  record: SentRecord,
): [string, readonly [unknown, unknown]][] {
  const changes: [string, readonly [unknown, unknown]][] = [];
  for (const { field } of plan.fields) {
    if (!(field.name in record) || field.name === 'externalId' || field.computed === true || field.createOnly === true)
      continue;
    const after = values[field.name];
    if (after === null || after === undefined) continue;
    const before = record[field.name];
    const same =
      field.type === 'money' && before !== null
        ? Number(before) === Number(after)
        : JSON.stringify(before) === JSON.stringify(after);
    if (!same) changes.push([field.name, [before, after]]);
  }
  return changes;
}

/** A change as people read it: records by their names. */
function named(
  reader: FileReader,
  plan: RecordPlan,
  [name, [before, after]]: [string, readonly [unknown, unknown]],
): [string, readonly [unknown, unknown]] {
  const to = plan.fields.find(({ field }) => field.name === name)?.field.to;
  const titled = (id: unknown): unknown =>
    to === undefined || typeof id !== 'string' ? id : reader.resolver.titleOf(to, id);
  return [name, [titled(before), titled(after)]];
}

/** Tries the batch; when a rule refuses it, finds the rows at fault one by one and reports them. */
async function guarded(
  reader: FileReader,
  plan: RecordPlan,
  candidates: readonly Candidate[],
  work: (some: readonly Candidate[]) => Promise<void>,
): Promise<void> {
  const { tx } = reader.context;
  const created = reader.report.created;
  const updated = reader.report.updated;
  await tx.query('savepoint import_batch');
  try {
    await work(candidates);
    await tx.query('release savepoint import_batch');
    return;
  } catch (problem) {
    await tx.query('rollback to savepoint import_batch');
    reader.report.created = created;
    reader.report.updated = updated;
    const text = refusalText(problem);
    if (text === undefined) throw problem;
    if (candidates.length === 1) {
      rejectRow(reader, plan, candidates[0], problem, text);
      return;
    }
  }
  const middle = candidates.length >> 1;
  await guarded(reader, plan, candidates.slice(0, middle), work);
  await guarded(reader, plan, candidates.slice(middle), work);
}
