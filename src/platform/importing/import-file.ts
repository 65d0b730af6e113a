import { nextTurn } from '#kernel/in-turns.ts';
import { ownText } from '#kernel/own-text.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import { streamTable } from '#platform/tabular/read-table.ts';
import { dayOrder } from '#platform/tabular/values.ts';
import { inBatches } from '#platform/tabular/in-batches.ts';
import {
  type BuiltValues,
  type FileReader,
  type RowReader,
  buildValues,
  candidateKey,
  valuesKey,
} from './build-values.ts';
import { makeMissing } from './make-missing.ts';
import type { FileMapping } from './mapping.ts';
import { type RecordPlan, planRecords } from './plan-record.ts';
import { mostRejected } from './import-report.ts';
import { settleDeferred } from './settle-deferred.ts';
import { type Candidate, type SeenKeys, mayBeStored, storeCandidates } from './store-rows.ts';

/** Rows that go to the database together. */
const batchRows = 5000;
/** Rows read in one go; between two, whatever else the process has to do gets its turn. */
const sliceRows = 200;

export interface FileProgress {
  /** Called after every batch with the rows read so far; throws to cancel. */
  (rows: number): Promise<void>;
}

/**
 * Reads one file through its mapping and stores its records in the transaction of the reader's context. While the database
 * stores one batch the next is read.
 */
export async function importFile(
  base: Omit<FileReader, 'mapping' | 'fileName' | 'roundings' | 'deferred' | 'spellings'>,
  path: string,
  given: FileMapping,
  progress: FileProgress,
): Promise<void> {
  const table = await streamTable(path, given);
  const plans = planRecords(base.context.company, table.name, table.header, given);
  const steps = plans.map((plan): PlanStep => ({ plan, seen: new Map(), storing: Promise.resolve() }));
  const entry = { file: table.name, rows: 0, kinds: [...new Set(plans.map((plan) => plan.definition.kind.kind))] };
  base.report.files.push(entry);
  await base.resolver.prepare(referencedKinds(plans));
  let reader: FileReader | undefined;
  try {
    for await (const batch of inBatches(table.batches, batchRows)) {
      reader ??= {
        ...base,
        fileName: table.name,
        roundings: new Map(),
        deferred: [],
        spellings: new Map(),
        mapping: { ...given, dayOrder: given.dayOrder ?? detectDayOrder(batch.rows, plans) },
      };
      const rows = batch.rows.map((cells, i): RowReader => ({ cells, line: batch.lines[i], rounded: new Map() }));
      for (const step of steps) await importBatch(reader, steps, step, rows);
      entry.rows += rows.length;
      await progress(entry.rows);
      if (base.report.rejectedCount > mostRejected) {
        const stopped = `reading stopped here, for more than ${mostRejected} values were rejected: the columns are probably matched wrongly`;
        base.report.warn(table.name, null, stopped, batch.lines.at(-1) ?? 1);
        break;
      }
    }
    await stored(steps);
    if (reader !== undefined && base.report.rejectedCount <= mostRejected) {
      await settleDeferred(reader);
      reportSpellings(reader);
    }
  } catch (problem) {
    await stored(steps).catch(() => undefined);
    if (!(problem instanceof UnusableData)) throw problem;
    for (const one of problem.problems) {
      base.report.reject({
        file: one.file ?? table.name,
        line: one.line ?? 1,
        column: one.column ?? null,
        value: one.found ?? null,
        problem: `${one.expected} expected`,
      });
    }
  }
}

/** One kind of record that the rows of a file hold, with what is under way for it. */
interface PlanStep {
  readonly plan: RecordPlan;
  readonly seen: SeenKeys;
  /** The batch that the database is storing. */
  storing: Promise<void>;
  /** No row of the file can be stored already; found out before the first is. */
  allNew?: boolean;
}

async function stored(steps: readonly PlanStep[]): Promise<void> {
  for (const step of steps) await step.storing;
}

/** Kinds that cells name; those of the same kind as the record are settled at the end. */
function referencedKinds(plans: readonly RecordPlan[]): Set<string> {
  return new Set(
    plans.flatMap(({ definition, fields }) =>
      fields.flatMap(({ field }) => (field.to === undefined || field.to === definition.kind.kind ? [] : [field.to])),
    ),
  );
}

async function importBatch(
  reader: FileReader,
  steps: readonly PlanStep[],
  step: PlanStep,
  rows: readonly RowReader[],
): Promise<void> {
  const { plan } = step;
  // What the rows point at has to be stored, and nothing else may run in the transaction while records are made for them.
  const makes = plan.fields.some(({ mapping }) => mapping.missing === 'create');
  const targets = referencedKinds([plan]);
  if (makes || steps.some((other) => other !== step && targets.has(other.plan.definition.kind.kind)))
    await stored(steps);
  if (makes) await makeMissing(reader, plan, rows);
  const candidates: Candidate[] = [];
  for (let start = 0; start < rows.length; start += sliceRows) {
    if (start > 0) await nextTurn();
    readRows(reader, step, rows.slice(start, start + sliceRows), candidates);
  }
  await stored(steps);
  if (candidates.length === 0) return;
  const alone = steps.every((other) => other === step || other.plan.definition !== plan.definition);
  step.allNew ??= alone && !(await mayBeStored(reader, plan));
  step.storing = storeCandidates(reader, plan, candidates, step.allNew);
  // It is awaited before the next batch is stored; until then a failure is not unhandled.
  step.storing.catch(() => undefined);
}

/** Turns rows into candidates; what is wrong with a row, or stands in the file twice, is reported. */
function readRows(
  reader: FileReader,
  { plan, seen }: PlanStep,
  rows: readonly RowReader[],
  candidates: Candidate[],
): void {
  for (const row of rows) {
    if (plan.when !== -1 && row.cells[plan.when].trim() === '') continue;
    const values = buildValues(reader, plan, row);
    if (values === undefined) continue;
    const key = candidateKey(plan, values);
    if (key === '') {
      leaveOut(reader, plan, row);
      continue;
    }
    const kept = plan.primary
      ? firstOfItsKey(reader, plan, seen, row, key)
      : firstOrSame(reader, plan, seen, row, key, values);
    if (kept !== undefined) candidates.push({ line: row.line, key: kept, values });
  }
}

/** A row without the value it would be recognised by; told when the file is about these. */
function leaveOut(reader: FileReader, plan: RecordPlan, row: RowReader): void {
  if (!plan.primary) return;
  reader.report.skipped += 1;
  const problem = `this row has no ${plan.mapping.match ?? 'externalId'} to be recognised by and is left out`;
  reader.report.warn(reader.fileName, keyHeader(plan), problem, row.line);
}

function keyHeader(plan: RecordPlan): string | null {
  return plan.fields.find((one) => one.field.name === (plan.mapping.match ?? 'externalId'))?.header ?? null;
}

/** The key of a row the file is about: a repeated identifier is an error, a repeated row without one is kept and numbered. */
function firstOfItsKey(
  reader: FileReader,
  plan: RecordPlan,
  seen: SeenKeys,
  row: RowReader,
  key: string,
): string | undefined {
  const before = seen.get(key);
  if (before === undefined) {
    seen.set(ownText(key), row.line);
    return key;
  }
  if (!key.startsWith('row:')) {
    reader.report.reject({
      file: reader.fileName,
      line: row.line,
      column: keyHeader(plan),
      value: key,
      problem: `a value that occurs once is expected; line ${typeof before === 'number' ? before : before.line} has it too`,
    });
    return undefined;
  }
  reader.report.warn(reader.fileName, null, 'this row stands in the file more than once; every copy is kept', row.line);
  const next = repeatedKey(seen, key);
  seen.set(next, row.line);
  return next;
}

/** The key of a record that rows only mention: the first mention counts, a contradiction is reported. */
function firstOrSame(
  reader: FileReader,
  plan: RecordPlan,
  seen: SeenKeys,
  row: RowReader,
  key: string,
  values: BuiltValues,
): string | undefined {
  const fingerprint = valuesKey(values);
  const before = seen.get(key);
  if (before === undefined) {
    seen.set(ownText(key), { line: row.line, values: ownText(fingerprint) });
    return key;
  }
  if (typeof before === 'number' || before.values !== fingerprint) {
    reader.report.warn(
      reader.fileName,
      null,
      `the same ${plan.definition.kind.kind} stands here with other values than before; the first are kept`,
      row.line,
    );
  }
  return undefined;
}

function reportSpellings(reader: FileReader): void {
  for (const { header, watch } of reader.spellings.values()) {
    for (const { value, meant, line, count } of watch.suspects()) {
      reader.report.warn(
        reader.fileName,
        header,
        `"${value}" looks like a misspelling of "${meant}" (${count} rows); kept as it stands`,
        line,
        count,
      );
    }
  }
}

function repeatedKey(seen: SeenKeys, key: string): string {
  let copy = 2;
  while (seen.has(`${key}#${copy}`)) copy += 1;
  return `${key}#${copy}`;
}

/** The order of day and month, from every date column of the first rows. */
function detectDayOrder(rows: readonly (readonly string[])[], plans: readonly RecordPlan[]): 'dmy' | 'mdy' | undefined {
  const places = new Set(
    plans.flatMap((plan) =>
      plan.fields.filter(({ field }) => field.type === 'date' || field.type === 'instant').map(({ index }) => index),
    ),
  );
  function* texts(): Generator<string> {
    for (const row of rows) for (const place of places) if (place !== -1) yield row[place];
  }
  return dayOrder(texts());
}
