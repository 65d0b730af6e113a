import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { isId } from '#kernel/id.ts';
import { languages } from '#kernel/local-text.ts';
import type { ProductSpeech } from '#kernel/sentences/product-speech.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import { type AnyRoute, type RouteCall, defineRoute } from '#platform/http/define-route.ts';
import { FileReply, fileReply } from '#platform/http/file-reply.ts';
import { cancelJob } from '#platform/jobs/change-job.ts';
import { enqueueJob } from '#platform/jobs/enqueue-job.ts';
import { readJob } from '#platform/jobs/read-jobs.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { runAs } from '#platform/records/run-as.ts';
import { wholeKind } from '#platform/records/whole-kind.ts';
import { newId } from '#platform/records/write-context.ts';
import { defineRight } from '#platform/visibility/define-access.ts';
import type { ImportReport } from './import-report.ts';
import { importMapping } from './mapping.ts';
import { rejectsFile } from './rejects-file.ts';
import { sampleOf } from './run-import.ts';
import { findUpload, storeUpload, withUploadFile } from './stored-uploads.ts';
import { importJob } from './import-job.ts';
import { companySettings } from '#platform/company/company-settings.ts';
import { suggestMapping } from './suggest-mapping.ts';
import { undoImport } from './undo-import.ts';

defineRight({ right: 'settings.import', roles: ['administrator', 'manager', 'finance', 'analyst'] });
const access = { to: 'right', right: 'settings.import' } as const;
/** A page is sent so many rejections; the file of the rejects holds them all. */
const sentRejections = 1000;
const idParams = z.object({ id: z.uuid() });

/** An import as its page follows it: the newest job of an upload. */
const jobSchema = z.object({
  id: z.string(),
  /** The job that runs it, in Settings → Jobs too; null while the file waits for its mapping. */
  jobId: z.string().nullable(),
  fileName: z.string(),
  state: z.enum(['uploaded', 'running', 'finished', 'failed', 'cancelled']),
  rows: z.int(),
  totalRows: z.int().nullable(),
  startedAt: z.string().nullable(),
  remainingSeconds: z.number().nullable(),
  problem: z.string().nullable(),
  report: z.unknown().nullable(),
});

const shownState = {
  waiting: 'running',
  running: 'running',
  done: 'finished',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

async function shown(tx: Transaction, uploadId: string, nowMs: number): Promise<z.input<typeof jobSchema>> {
  const whole = await wholeImport(tx, uploadId, nowMs);
  if (whole.report === null) return whole;
  const report = whole.report as ImportReport;
  return { ...whole, report: { ...report, rejected: report.rejected.slice(0, sentRejections) } };
}

async function wholeImport(tx: Transaction, uploadId: string, nowMs: number): Promise<z.input<typeof jobSchema>> {
  const { fileName } = await findUpload(tx, uploadId);
  const id = await newestJob(tx, uploadId);
  if (id === undefined)
    return {
      id: uploadId,
      jobId: null,
      fileName,
      state: 'uploaded',
      rows: 0,
      totalRows: null,
      startedAt: null,
      remainingSeconds: null,
      problem: null,
      report: null,
    };
  const job = await readJob(tx, id, nowMs);
  return {
    id: uploadId,
    jobId: id,
    fileName,
    state: shownState[job.state],
    rows: job.done,
    totalRows: job.total,
    startedAt: job.startedAt,
    remainingSeconds: job.remainingSeconds,
    problem: job.problem,
    report: job.state === 'done' ? job.result : null,
  };
}

async function newestJob(tx: Transaction, uploadId: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `select id::text from qd.job where company_id = qd.current_company() and kind = 'import' and person_id = qd.current_person()
       and args->>'uploadId' = $1 order by created_at desc, id desc limit 1`,
    [uploadId],
  );
  return rows[0]?.id;
}

/** Keeps an uploaded file and reads its header and first rows. A file that cannot be read is not kept. */
async function takeIn(
  call: Pick<RouteCall<unknown, unknown, unknown>, 'services' | 'viewer'>,
  stream: Readable,
  upload: { readonly id: string; readonly fileName: string; readonly extension: string },
): ReturnType<typeof sampleOf> {
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-import-'));
  try {
    const path = join(folder, `upload${upload.extension}`);
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
    const sample = await sampleOf(path).catch((problem: unknown) => {
      throw named(problem, `upload${upload.extension}`, upload.fileName);
    });
    await runAs(call.services, call.viewer, (context) => storeUpload(context, upload, createReadStream(path)), {
      statementTimeoutMs: 0,
    });
    return sample;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is wrong with an upload, under the name it came with. */
function named(problem: unknown, stored: string, fileName: string): unknown {
  if (!(problem instanceof UnusableData)) return problem;
  const problems = problem.problems.map((one) => (one.file === stored ? { ...one, file: fileName } : one));
  return new UnusableData(problems, problem.total);
}

export const importRoutes = ({ read }: ProductSpeech): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    path: '/api/settings/imports',
    summary: 'Upload a file to import; answers with a suggested mapping and the first rows',
    access,
    upload: { maxBytes: 500_000_000 },
    response: z.object({
      id: z.string(),
      fileName: z.string(),
      header: z.array(z.string()),
      rows: z.array(z.array(z.string())),
      suggestion: z.unknown().nullable(),
    }),
    handler: async (call) => {
      if (call.upload === undefined) throw new Refused('missing-file', 'a file is expected', { field: 'file' });
      const extension = /\.(csv|tsv|txt|xlsx|xlsm|xls|ods)(\.gz)?$/i.exec(call.upload.fileName)?.[0].toLowerCase();
      if (extension === undefined)
        throw new Refused('unknown-file-type', 'a CSV, TSV or workbook is expected', {
          field: 'file',
          found: call.upload.fileName,
        });
      const id = newId({ now: call.services.clock.now().toString() });
      const { fileName } = call.upload;
      const sample = await takeIn(call, call.upload.stream, { id, fileName, extension });
      const company = await call.transaction(companySettings);
      const suggestion = suggestMapping(fileName, sample.header, sample.rows, company);
      return {
        status: 201,
        body: {
          id,
          fileName,
          header: [...sample.header],
          rows: sample.rows.slice(0, 20),
          suggestion:
            suggestion === undefined
              ? null
              : { ...suggestion, mapping: { ...suggestion.mapping, file: `upload${extension}` } },
        },
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/imports/:id/runs',
    summary: 'Preview (dry run) or store an uploaded file through a mapping; it goes on when the page is closed',
    access,
    params: idParams,
    body: z.object({ mapping: importMapping, dryRun: z.boolean() }),
    response: jobSchema,
    handler: (call) =>
      call.once(async (tx) => {
        const now = call.services.clock.now();
        const upload = await findUpload(tx, call.params.id);
        const before = await shown(tx, upload.id, now.epochMilliseconds);
        if (before.state === 'running') throw new Refused('conflict', 'this import is running already');
        const { mapping, dryRun } = call.body;
        await enqueueJob(tx, importJob, {
          id: newId({ now: now.toString() }),
          args: { uploadId: upload.id, fileName: upload.fileName, mapping, dryRun },
          personId: call.viewer.personId,
          now: now.toString(),
          priority: dryRun ? 3 : 5,
        });
        return { status: 202, body: await shown(tx, upload.id, now.epochMilliseconds) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/imports/:id',
    summary: 'How far an import has got, and its report',
    access,
    params: idParams,
    response: jobSchema,
    handler: (call) =>
      call.transaction(async (tx) => ({
        body: await shown(tx, call.params.id, call.services.clock.now().epochMilliseconds),
      })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/imports/:id/cancellation',
    summary: 'Cancel a running import; nothing of it is kept',
    access,
    params: idParams,
    body: z.object({}),
    response: jobSchema,
    handler: (call) =>
      call.once(async (tx) => {
        await findUpload(tx, call.params.id);
        const id = await newestJob(tx, call.params.id);
        if (id === undefined) throw new Refused('conflict', 'this file is not being imported');
        await cancelJob(await contextOf(call, tx), id);
        return { body: await shown(tx, call.params.id, call.services.clock.now().epochMilliseconds) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/imports/:id/rejects',
    summary: 'The rejected rows as a file that imports cleanly once repaired',
    access,
    params: idParams,
    query: z.object({ language: z.enum(languages).optional() }),
    response: fileReply,
    handler: async (call) => {
      const { fileName, report, company } = await call.transaction(async (tx) => ({
        ...(await wholeImport(tx, call.params.id, call.services.clock.now().epochMilliseconds)),
        company: await companySettings(tx),
      }));
      if (report === null) throw new Refused('not-found', 'this import has no report yet', { field: 'id' });
      return {
        body: new FileReply({
          content: await withUploadFile(call.services, call.viewer, call.params.id, (path) =>
            rejectsFile(path, report as ImportReport, {
              language: call.query.language ?? call.viewer.language,
              read,
              kinds: recordDefinitions().map(({ kind }) => wholeKind(company, kind)),
            }),
          ),
          fileName: `rejects ${fileName}.csv`,
          contentType: 'text/csv; charset=utf-8',
        }),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/imports',
    summary: 'Earlier imports of the company',
    access,
    response: z.object({
      imports: z.array(
        z.object({
          id: z.string(),
          fileName: z.string(),
          state: z.string(),
          created: z.int(),
          updated: z.int(),
          skipped: z.int(),
          rejected: z.int(),
          startedAt: z.string(),
          undoneAt: z.string().nullable(),
        }),
      ),
    }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const { rows } = await sql<{
          id: string;
          fileName: string;
          state: string;
          created: number;
          updated: number;
          skipped: number;
          rejected: number;
          startedAt: string;
          undoneAt: string | null;
        }>`
          select id::text, file_name as "fileName", state, created_count::int as created, updated_count::int as updated, skipped_count::int as skipped,
            rejected_count::int as rejected, started_at as "startedAt", undone_at as "undoneAt"
          from qd.import_run where not dry_run order by started_at desc limit 100`.execute(tx.kysely);
        return { body: { imports: rows } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/imports/:id/undo',
    summary: 'Take back everything an import did',
    access: { to: 'right', right: 'settings.import' },
    params: z.object({ id: z.string().refine(isId) }),
    body: z.object({}),
    response: z.object({ import: z.string(), deleted: z.int(), reverted: z.int() }),
    handler: async (call) => {
      return { body: await undoImport(call.services, call.viewer, call.params.id) };
    },
  }),
];
