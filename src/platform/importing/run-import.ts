import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import { UnusableData, unusable } from '#kernel/unusable-data.ts';
import { holdsAmounts } from '#platform/company/holds-amounts.ts';
import { countAnew, gatherSearchWords, worthCounting } from '#platform/database/count-anew.ts';
import { type Transaction, withSystemTransaction } from '#platform/database/transaction.ts';
import { type Workplace, readAs, runAs } from '#platform/records/run-as.ts';
import type { CompanySettings } from '#platform/company/company-settings.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { streamTable } from '#platform/tabular/read-table.ts';
import { type Viewer, may } from '#platform/visibility/viewer.ts';
import { importFile } from './import-file.ts';
import { type ImportReport, ReportCollector, storable } from './import-report.ts';
import { type FileMapping, type ImportMapping, mappingFor } from './mapping.ts';
import { ReferenceResolver } from './resolve-references.ts';
import { importOrder, suggestMapping } from './suggest-mapping.ts';

export interface ImportRequest {
  /** A file, or a folder whose files are recognised one by one. */
  readonly path: string;
  /** What the file is called where the import is told of; the name of the path when not said. */
  readonly fileName?: string;
  readonly mapping?: ImportMapping;
  /** Reads a single file as this kind. */
  readonly kind?: string;
  readonly dryRun?: boolean;
  /** Called as rows are read; a rejected promise cancels the import. */
  readonly onProgress?: (file: string, rows: number) => void;
  readonly signal?: AbortSignal;
  readonly id?: string;
  /** Called in the transaction of a stored import, before it is committed: what it does is kept with the records or not at all. */
  readonly beforeCommit?: (tx: Transaction, report: ImportReport) => Promise<void>;
}

const readable = /\.(csv|tsv|txt|xlsx|xlsm|xls|ods)(\.gz)?$/i;

/** Carries the report of a dry run, or of an import with rejected rows, out of the transaction that is rolled back. */
class RolledBack extends Error {}

/**
 * Imports a file or a folder in one transaction: every row of every file is stored, or nothing is. A dry run does the very
 * same work and rolls it back, so its preview is the outcome.
 */
export async function runImport(place: Workplace, viewer: Viewer, request: ImportRequest): Promise<ImportReport> {
  const report = new ReportCollector();
  const company = await readAs(place, viewer, async (context) => context.company);
  const files = await planFiles(company, request, report);
  for (const { mapping } of files) {
    const forbidden = mapping.records.find((record) => !may(viewer, record.kind, 'import'));
    if (forbidden !== undefined) throw new Refused('forbidden', `you may not import ${forbidden.kind} records`);
  }
  const id = request.id ?? newId({ now: place.clock.now().toString() });
  if (files.length > 0) await inOneTransaction(place, viewer, request, report, files, id);
  const result = report.report(id, request.dryRun === true);
  // Also when it was only tried: what was taken back has left its search words behind.
  if (report.created + report.updated >= worthCounting) {
    const kinds = new Set(files.flatMap(({ mapping }) => mapping.records.map(({ kind }) => kind)));
    await countAnew(
      place.database,
      [...kinds].map((kind) => recordDefinition(kind).kind.table),
    );
  }
  if (!result.stored || files.length === 0) {
    await withSystemTransaction(
      place.database,
      { reason: 'the record of an import', companyId: viewer.companyId },
      (tx) => keepRun(tx, viewer, request, files, result),
    );
  }
  return result;
}

async function inOneTransaction(
  place: Workplace,
  viewer: Viewer,
  request: ImportRequest,
  report: ReportCollector,
  files: readonly PlannedFile[],
  id: string,
): Promise<void> {
  const author = { personId: viewer.personId, via: 'import', requestId: id } as const;
  const whole = runAs(
    place,
    viewer,
    async (opened) => {
      const atEnd = new Map<string, () => Promise<void>>();
      const context = { ...(await inCurrency(opened, request.mapping?.baseCurrency)), atEnd };
      const resolver = new ReferenceResolver(context);
      await gatherSearchWords(context.tx);
      for (const { path, mapping } of files) {
        await importFile({ context, resolver, report, importId: id }, path, mapping, async (rows) => {
          request.signal?.throwIfAborted();
          request.onProgress?.(basename(path), rows);
        });
      }
      if (report.rejectedCount > 0) throw new RolledBack();
      for (const work of atEnd.values()) await work();
      if (request.dryRun === true) throw new RolledBack();
      const result = report.report(id, false);
      await keepRun(context.tx, viewer, request, files, result);
      await request.beforeCommit?.(context.tx, result);
    },
    { author, statementTimeoutMs: 0, attempts: 1 },
  );
  await whole.catch((problem: unknown) => {
    if (!(problem instanceof RolledBack)) throw problem;
  });
}

/** A company that holds no amounts yet takes the currency the mapping names; one that does keeps its own. */
async function inCurrency(context: WriteContext, currency: string | undefined): Promise<WriteContext> {
  if (currency === undefined || currency === context.company.baseCurrency) return context;
  if (await holdsAmounts(context.tx)) return context;
  await sql`update qd.company set base_currency = ${currency} where company_id = qd.current_company()`.execute(
    context.tx.kysely,
  );
  return { ...context, company: { ...context.company, baseCurrency: currency } };
}

interface PlannedFile {
  readonly path: string;
  readonly mapping: FileMapping;
}

/** Which files are read, how, and in which order; what is not recognised is reported, never guessed. */
async function planFiles(
  company: CompanySettings,
  request: ImportRequest,
  report: ReportCollector,
): Promise<PlannedFile[]> {
  const found = await stat(request.path).catch(() => undefined);
  if (found === undefined) throw unusable('a file or folder that exists', { file: request.path });
  const paths = found.isDirectory()
    ? (await readdir(request.path, { recursive: true }))
        .filter((name) => readable.test(name))
        .sort()
        .map((name) => join(request.path, name))
    : [request.path];
  if (paths.length === 0) throw unusable('a folder with CSV, TSV or workbook files', { file: request.path });
  const planned: PlannedFile[] = [];
  for (const path of paths) {
    const mapping =
      request.mapping === undefined
        ? await recognise(company, path, request, report)
        : mappingFor(request.mapping, basename(path));
    if (mapping === undefined) {
      if (request.mapping !== undefined)
        report.files.push({ file: basename(path), rows: 0, kinds: [], ignored: 'the mapping does not name it' });
    } else if (mapping.ignore !== undefined)
      report.files.push({ file: basename(path), rows: 0, kinds: [], ignored: mapping.ignore });
    else planned.push({ path, mapping });
  }
  if (request.mapping !== undefined) {
    const mappingOrder = request.mapping.files;
    return planned.sort((left, right) => mappingOrder.indexOf(left.mapping) - mappingOrder.indexOf(right.mapping));
  }
  if (planned.length === 0 && !found.isDirectory()) {
    throw unusable('a file whose columns can be recognised; name a kind with --as or a mapping with --mapping', {
      file: basename(request.path),
      line: 1,
    });
  }
  return planned.sort((left, right) => importOrder(left.mapping) - importOrder(right.mapping));
}

async function recognise(
  company: CompanySettings,
  path: string,
  { path: asked, kind }: ImportRequest,
  report: ReportCollector,
): Promise<FileMapping | undefined> {
  const sample = await sampleOf(path).catch((problem: unknown) => {
    if (!(problem instanceof UnusableData) || path === asked) throw problem;
    report.files.push({ file: basename(path), rows: 0, kinds: [], ignored: problem.message });
    return undefined;
  });
  if (sample === undefined) return undefined;
  const suggestion = suggestMapping(basename(path), sample.header, sample.rows, company);
  const fits = kind === undefined || suggestion?.mapping.records.some((record) => record.kind === kind) === true;
  if (suggestion === undefined || !fits) {
    report.files.push({
      file: basename(path),
      rows: 0,
      kinds: [],
      ignored: `its columns were not recognised (${sample.header.slice(0, 8).join(', ')} …); name them in a mapping`,
    });
    return undefined;
  }
  for (const column of suggestion.unused)
    report.warn(basename(path), column, 'this column was not recognised and is left out', 1);
  return suggestion.mapping;
}

/** Header and first rows of a file, for suggestions and previews. */
export async function sampleOf(
  path: string,
  options: Pick<FileMapping, 'encoding' | 'delimiter' | 'sheet' | 'header'> = {},
): Promise<{ header: readonly string[]; rows: string[][] }> {
  const table = await streamTable(path, options);
  const rows: string[][] = [];
  for await (const batch of table.batches) {
    rows.push(...batch.rows.slice(0, 200 - rows.length));
    if (rows.length >= 200) break;
  }
  return { header: table.header, rows };
}

function storableJson(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) => (typeof item === 'string' ? storable(item) : item));
}

async function keepRun(
  tx: Transaction,
  viewer: Viewer,
  request: ImportRequest,
  files: readonly PlannedFile[],
  result: ImportReport,
): Promise<void> {
  const state = result.dryRun ? 'previewed' : result.stored ? 'done' : 'refused';
  await sql`
      insert into qd.import_run (id, person_id, file_name, mapping, state, dry_run, created_count, updated_count, skipped_count, rejected_count, report, finished_at)
      values (${result.import}, ${viewer.personId}, ${request.fileName ?? basename(request.path)}, ${storableJson(files.map(({ mapping }) => mapping))}::jsonb, ${state}, ${result.dryRun},
        ${result.created}, ${result.updated}, ${result.skipped}, ${result.rejectedCount}, ${storableJson(result)}::jsonb, now())
      on conflict (company_id, id) do update set state = excluded.state, report = excluded.report, created_count = excluded.created_count,
        updated_count = excluded.updated_count, skipped_count = excluded.skipped_count, rejected_count = excluded.rejected_count, mapping = excluded.mapping,
        dry_run = excluded.dry_run, finished_at = now()`.execute(tx.kysely);
}
