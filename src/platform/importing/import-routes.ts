import { createWriteStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { isId } from '#kernel/id.ts';
import { type AnyRoute, type RouteServices, defineRoute } from '#platform/http/define-route.ts';
import { FileReply, fileReply } from '#platform/http/file-reply.ts';
import { newId } from '#platform/records/write-context.ts';
import { defineRight } from '#platform/visibility/define-access.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import type { ImportReport } from './import-report.ts';
import { importMapping } from './mapping.ts';
import { rejectsFile } from './rejects-file.ts';
import { runImport, sampleOf } from './run-import.ts';
import { suggestMapping } from './suggest-mapping.ts';
import { undoImport } from './undo-import.ts';

defineRight({ right: 'settings.import', roles: ['administrator', 'manager', 'finance', 'analyst'] });
const access = { to: 'right', right: 'settings.import' } as const;

/** A file that was uploaded and waits for its mapping, and the import that runs on it. Gone with the process; nothing is half stored. */
interface ImportJob {
  readonly id: string;
  readonly personId: string;
  readonly folder: string;
  readonly path: string;
  readonly fileName: string;
  state: 'uploaded' | 'running' | 'finished' | 'failed' | 'cancelled';
  rows: number;
  report?: ImportReport;
  problem?: string;
  abort?: AbortController;
}

const jobs = new Map<string, ImportJob>();

function jobOf(viewer: Viewer, id: string): ImportJob {
  const job = jobs.get(id);
  if (job === undefined || job.personId !== viewer.personId)
    throw new Refused('not-found', 'no upload of yours has this id', { field: 'id', found: id });
  return job;
}

const jobSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.string(),
  rows: z.int(),
  problem: z.string().nullable(),
  report: z.unknown().nullable(),
});

function shown(job: ImportJob): z.input<typeof jobSchema> {
  return {
    id: job.id,
    fileName: job.fileName,
    state: job.state,
    rows: job.rows,
    problem: job.problem ?? null,
    report: job.report ?? null,
  };
}

function start(
  services: RouteServices,
  viewer: Viewer,
  job: ImportJob,
  mapping: z.output<typeof importMapping>,
  dryRun: boolean,
): void {
  job.state = 'running';
  job.rows = 0;
  job.problem = undefined;
  job.report = undefined;
  job.abort = new AbortController();
  const id = newId({ now: services.clock.now().toString() });
  runImport(services, viewer, {
    path: job.path,
    mapping,
    dryRun,
    id,
    signal: job.abort.signal,
    onProgress: (_file, rows) => void (job.rows = rows),
  })
    .then((report) => {
      job.report = report;
      job.state = 'finished';
    })
    .catch((error: unknown) => {
      job.state = job.abort?.signal.aborted === true ? 'cancelled' : 'failed';
      job.problem = error instanceof Error ? error.message : String(error);
    });
}

export const importRoutes: readonly AnyRoute[] = [
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
      const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-import-'));
      const extension = /\.(csv|tsv|txt|xlsx|xlsm|xls|ods)(\.gz)?$/i.exec(call.upload.fileName)?.[0].toLowerCase();
      if (extension === undefined)
        throw new Refused('unknown-file-type', 'a CSV, TSV or workbook is expected', {
          field: 'file',
          found: call.upload.fileName,
        });
      const path = join(folder, `upload${extension}`);
      await pipeline(call.upload.stream, createWriteStream(path, { mode: 0o600 }));
      const sample = await sampleOf(path);
      const id = newId({ now: call.services.clock.now().toString() });
      jobs.set(id, {
        id,
        personId: call.viewer.personId,
        folder,
        path,
        fileName: call.upload.fileName,
        state: 'uploaded',
        rows: 0,
      });
      const suggestion = suggestMapping(call.upload.fileName, sample.header, sample.rows);
      return {
        status: 201,
        body: {
          id,
          fileName: call.upload.fileName,
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
    params: z.object({ id: z.uuid() }),
    body: z.object({ mapping: importMapping, dryRun: z.boolean() }),
    response: jobSchema,
    handler: async (call) => {
      const job = jobOf(call.viewer, call.params.id);
      if (job.state === 'running') throw new Refused('conflict', 'this import is running already');
      start(call.services, call.viewer, job, call.body.mapping, call.body.dryRun);
      return { status: 202, body: shown(job) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/imports/:id',
    summary: 'How far an import has got, and its report',
    access,
    params: z.object({ id: z.uuid() }),
    response: jobSchema,
    handler: async (call) => ({ body: shown(jobOf(call.viewer, call.params.id)) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/imports/:id/cancellation',
    summary: 'Cancel a running import; nothing of it is kept',
    access,
    params: z.object({ id: z.uuid() }),
    body: z.object({}),
    response: jobSchema,
    handler: async (call) => {
      const job = jobOf(call.viewer, call.params.id);
      job.abort?.abort();
      return { body: shown(job) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/imports/:id/rejects',
    summary: 'The rejected rows as a file that imports cleanly once repaired',
    access,
    params: z.object({ id: z.uuid() }),
    response: fileReply,
    handler: async (call) => {
      const job = jobOf(call.viewer, call.params.id);
      if (job.report === undefined) throw new Refused('not-found', 'this import has no report yet', { field: 'id' });
      return {
        body: new FileReply({
          content: await rejectsFile(job.path, job.report),
          fileName: `rejects ${job.fileName}.csv`,
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
