import { Readable } from 'node:stream';
import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { FileReply, fileReply } from '#platform/http/file-reply.ts';
import { enqueueJob } from '#platform/jobs/enqueue-job.ts';
import { findJobFile, jobFilePart } from '#platform/jobs/job-files.ts';
import { countRecords } from '#platform/records/list-records.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import type { RecordDefinition } from '#platform/records/registry.ts';
import { type Workplace, runAs } from '#platform/records/run-as.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { type Viewer, may } from '#platform/visibility/viewer.ts';
import { exportJob } from './export-job.ts';
import { checkExport, exportName, listExport, noteExport, openExport, queryOf } from './export-list.ts';

/** Longer lists are written by a job, which can be left, followed and cancelled. */
export const mostDirectRows = 20_000;
const mostWaiting = 3;

const manyTexts = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]));

/** The exports of a kind's list: at once as a file, or by a job when it is long. */
export function exportRoutes({ kind: own }: RecordDefinition): AnyRoute[] {
  const base = `/api/${own.room}/${own.path}`;
  const access = { to: 'kind', kind: own.kind, action: 'export' } as const;
  return [
    defineRoute({
      method: 'GET',
      path: `${base}/export`,
      summary: `Save the list of ${own.plural.en} as CSV or XLSX`,
      access,
      query: listExport.extend({ filter: manyTexts }),
      response: fileReply,
      handler: async (call) => {
        const { services, viewer } = call;
        const list = await openExport(services, viewer, own, call.query);
        await runAs(services, viewer, (context) => noteExport(context, own, list.note));
        const { fileName, contentType, bytes } = list;
        return { body: new FileReply({ content: Readable.from(bytes), fileName, contentType }) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${base}/exports`,
      summary: `Have a long list of ${own.plural.en} written by a job; jobId is null when it is short enough to be saved at once`,
      access,
      body: listExport,
      response: z.object({ jobId: z.string().nullable() }),
      handler: (call) =>
        call.once(async (tx) => {
          const context = await contextOf(call, tx);
          await checkExport(context, own, call.body);
          const count = await countRecords(context, own, queryOf(call.body), mostDirectRows + 1);
          const jobId = count > mostDirectRows ? newId(context) : null;
          if (jobId !== null) {
            await checkWaiting(context);
            await enqueueJob(tx, exportJob, {
              id: jobId,
              args: { ...call.body, kind: own.kind, fileName: exportName(own, call.body) },
              personId: call.viewer.personId,
              now: context.now,
            });
          }
          return { status: jobId === null ? 200 : 202, body: { jobId } };
        }),
    }),
  ];
}

/** Nobody fills the queue for all others. */
async function checkWaiting({ tx }: WriteContext): Promise<void> {
  const { rows } = await tx.query<{ n: number }>(
    `select count(*)::int as n from qd.job where company_id = qd.current_company() and kind = 'export'
       and person_id = qd.current_person() and state in ('waiting', 'running')`,
  );
  if (rows[0].n >= mostWaiting)
    throw new Refused('too-many-exports', `${rows[0].n} exports of yours are under way`, {
      field: 'exports',
      found: rows[0].n,
      expected: `fewer than ${mostWaiting}: wait for one to end, or cancel it`,
    });
}

/** What exports have written. */
export const jobFileRoute: AnyRoute = defineRoute({
  method: 'GET',
  path: '/api/settings/jobs/:id/file',
  summary: 'Save the file that a job of yours made; it is kept for 7 days',
  access: { to: 'kind', kind: 'job', action: 'read' },
  params: z.object({ id: z.uuid() }),
  response: fileReply,
  handler: async ({ services, viewer, params: { id } }) => {
    if (viewer.seenAsBy !== undefined)
      throw new Refused('forbidden', 'a file is for the person who had it made, not for who looks through their eyes');
    const { fileName, contentType } = await runAs(services, viewer, async ({ tx, now }) => {
      await checkStillAllowed(viewer, id, tx);
      return findJobFile(tx, id, now);
    });
    return { body: new FileReply({ content: Readable.from(parts(services, viewer, id)), fileName, contentType }) };
  },
});

/** Whoever may not export a kind any more cannot fetch what they had written of it. */
async function checkStillAllowed(viewer: Viewer, id: string, tx: WriteContext['tx']): Promise<void> {
  const { rows } = await tx.query<{ kind: string | null }>(
    `select args->>'kind' as kind from qd.job where company_id = qd.current_company() and id = $1 and kind = 'export'`,
    [id],
  );
  const kind = rows.at(0)?.kind;
  if (typeof kind === 'string' && !may(viewer, kind, 'export'))
    throw new Refused('forbidden', 'your position does not allow this any more');
}

async function* parts(place: Workplace, viewer: Viewer, id: string): AsyncGenerator<Buffer> {
  for (let part = 0; ; part++) {
    const content = await runAs(place, viewer, ({ tx }) => jobFilePart(tx, id, part));
    if (content === undefined) return;
    yield content;
  }
}
