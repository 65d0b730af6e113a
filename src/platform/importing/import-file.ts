import { UnusableData } from '#kernel/unusable-data.ts';
import { streamTable } from '#platform/tabular/read-table.ts';
import { dayOrder } from '#platform/tabular/values.ts';
import { type FileReader, type RowReader, buildValues, candidateKey, valuesKey } from './build-values.ts';
import type { FileMapping } from './mapping.ts';
import { type RecordPlan, planRecords } from './plan-record.ts';
import { settleDeferred } from './settle-deferred.ts';
import { type Candidate, type SeenKeys, storeCandidates } from './store-rows.ts';

/** Rows that go to the database together. */
const batchRows = 4000;
/** An import with more rejected rows than this stops: the mapping is wrong, not the rows. */
const mostRejected = 10_000;

export interface FileProgress {
  /** Called after every batch with the rows read so far; throws to cancel. */
  (rows: number): Promise<void>;
}

/** Reads one file through its mapping and stores its records in the transaction of the reader's context. */
export async function importFile(
  base: Omit<FileReader, 'mapping' | 'fileName' | 'roundings' | 'deferred' | 'spellings'>,
  path: string,
  given: FileMapping,
  progress: FileProgress,
): Promise<void> {
  const table = await streamTable(path, given);
  const plans = planRecords(base.context.company, table.name, table.header, given);
  const seen = plans.map((): SeenKeys => new Map());
  const entry = { file: table.name, rows: 0, kinds: [...new Set(plans.map((plan) => plan.definition.kind.kind))] };
  base.report.files.push(entry);
  let reader: FileReader | undefined;
  try {
    for await (const batch of table.batches) {
      reader ??= {
        ...base,
        fileName: table.name,
        roundings: new Map(),
        deferred: [],
        spellings: new Map(),
        mapping: { ...given, dayOrder: given.dayOrder ?? detectDayOrder(batch.rows, plans) },
      };
      for (let start = 0; start < batch.rows.length; start += batchRows) {
        const rows = batch.rows
          .slice(start, start + batchRows)
          .map((cells, i): RowReader => ({ cells, line: batch.lines[start + i], rounded: new Map() }));
        for (const [i, plan] of plans.entries()) await importBatch(reader, plan, rows, seen[i]);
        entry.rows += rows.length;
        await progress(entry.rows);
        if (base.report.rejectedCount > mostRejected) return;
      }
    }
    if (reader !== undefined) {
      await settleDeferred(reader);
      reportSpellings(reader);
    }
  } catch (problem) {
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

async function importBatch(
  reader: FileReader,
  plan: RecordPlan,
  rows: readonly RowReader[],
  seen: SeenKeys,
): Promise<void> {
  const candidates: Candidate[] = [];
  for (const row of rows) {
    if (plan.when !== -1 && row.cells[plan.when].trim() === '') continue;
    const values = await buildValues(reader, plan, row);
    if (values === undefined) continue;
    let key = candidateKey(plan, values);
    const before = seen.get(key);
    if (before !== undefined && plan.primary) {
      if (!key.startsWith('row:')) {
        const column =
          plan.fields.find((one) => one.field.name === (plan.mapping.match ?? 'externalId'))?.header ?? null;
        reader.report.reject({
          file: reader.fileName,
          line: row.line,
          column,
          value: key,
          problem: `a value that occurs once is expected; line ${before.line} has it too`,
        });
        continue;
      }
      reader.report.warn(
        reader.fileName,
        null,
        'this row stands in the file more than once; every copy is kept',
        row.line,
      );
      key = repeatedKey(seen, key);
    }
    const fingerprint = valuesKey(values);
    if (before !== undefined && !plan.primary) {
      if (before.values !== fingerprint)
        reader.report.warn(
          reader.fileName,
          null,
          `the same ${plan.definition.kind.kind} stands here with other values than before; the first are kept`,
          row.line,
        );
      continue;
    }
    if (key === '') continue;
    seen.set(key, { line: row.line, values: plan.primary ? '' : fingerprint });
    candidates.push({ line: row.line, key, values });
  }
  if (candidates.length > 0) await storeCandidates(reader, plan, candidates);
}

function reportSpellings(reader: FileReader): void {
  for (const { header, watch } of reader.spellings.values()) {
    for (const { value, meant, line, count } of watch.suspects()) {
      reader.report.warn(
        reader.fileName,
        header,
        `"${value}" looks like a misspelling of "${meant}" (${count} rows); kept as it stands`,
        line,
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
