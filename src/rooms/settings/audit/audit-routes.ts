import { Readable } from 'node:stream';
import { z } from 'zod';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { csvCell, neutraliseFormula } from '#platform/exporting/neutralise-formula.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { FileReply, fileReply } from '#platform/http/file-reply.ts';
import { enqueueJob } from '#platform/jobs/enqueue-job.ts';
import { type JobView, jobStates, readJob } from '#platform/jobs/read-jobs.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { runAs } from '#platform/records/run-as.ts';
import { newId } from '#platform/records/write-context.ts';
import './access.ts';
import { type AuditedEvent, searchEvents } from './search-events.ts';
import { verifyJob } from './verify-job.ts';

const access = { to: 'right', right: 'settings.audit' } as const;
const searchFields = {
  kind: z.string().max(60).optional(),
  recordId: z.uuid().optional(),
  actorId: z.uuid().optional(),
  action: z.string().max(60).optional(),
  via: z.enum(['app', 'api', 'cli', 'job', 'import', 'system']).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
};
const eventSchema = z.object({
  id: z.string(),
  recordedAt: z.string(),
  occurredAt: z.string().nullable(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  via: z.string(),
  action: z.string(),
  kind: z.string(),
  recordId: z.string(),
  recordTitle: z.string().nullable(),
  changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown(), hidden: z.boolean() })),
  note: z.string().nullable(),
});
const verificationSchema = z.object({
  verification: z
    .object({
      jobId: z.string(),
      state: z.enum(jobStates),
      startedAt: z.string().nullable(),
      finishedAt: z.string().nullable(),
      problem: z.string().nullable(),
      verdict: z
        .object({
          intact: z.boolean(),
          blocks: z.int(),
          events: z.int(),
          head: z.string().nullable(),
          broken: z.object({ block: z.int(), eventId: z.string().optional(), problem: z.string() }).optional(),
        })
        .nullable(),
    })
    .nullable(),
});

export const auditRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/settings/audit',
    summary: 'Search the event log by person, kind, record, action and time, newest first',
    access,
    query: z.object({
      ...searchFields,
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(500).optional(),
    }),
    response: z.object({ items: z.array(eventSchema), next: z.string().nullable() }),
    handler: (call) =>
      call.transaction(async (tx) => ({ body: await searchEvents(await contextOf(call, tx), call.query) })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/audit/export',
    summary: 'Save what was found in the event log as CSV, one line for each change',
    access,
    query: z.object(searchFields),
    response: fileReply,
    handler: async (call) => {
      const place = { database: call.services.database, clock: call.services.clock };
      const pageFrom = (cursor?: string) =>
        runAs(place, call.viewer, (context) => searchEvents(context, { ...call.query, limit: 1000, cursor }));
      // What cannot be searched for is refused before the file begins.
      const first = await pageFrom();
      await runAs(place, call.viewer, async (context) => {
        const id = newId(context);
        const note = JSON.stringify(call.query);
        await appendEvents(context.tx, context.author, [
          { id, action: 'exported', kind: 'event', recordId: id, changes: {}, note },
        ]);
      });
      async function* lines(): AsyncGenerator<string> {
        yield `\uFEFF${line(header)}`;
        for (let page = first; ; page = await pageFrom(page.next)) {
          yield page.items.flatMap(changeLines).join('');
          if (page.next === null) break;
        }
      }
      const content = Readable.from(lines());
      return { body: new FileReply({ content, fileName: 'audit.csv', contentType: 'text/csv; charset=utf-8' }) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/audit/verification',
    summary: 'The last verification of the log’s hash chain, or how far it is',
    access,
    response: verificationSchema,
    handler: (call) =>
      call.transaction(async (tx) => ({
        body: await latestVerification(tx, call.services.clock.now().epochMilliseconds),
      })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/audit/verification',
    summary: 'Recompute the hash chain of the whole log; an anchor noted earlier shows that nothing was cut off',
    access,
    body: z.object({ anchor: z.string().max(100).nullable().default(null) }),
    response: verificationSchema,
    handler: (call) =>
      call.once(async (tx) => {
        const now = call.services.clock.now();
        const id = newId({ now: now.toString() });
        const { personId } = call.viewer;
        await enqueueJob(tx, verifyJob, { id, args: { anchor: call.body.anchor }, personId, now: now.toString() });
        return { status: 202, body: await latestVerification(tx, now.epochMilliseconds) };
      }),
  }),
];

async function latestVerification(tx: Transaction, nowMs: number): Promise<z.input<typeof verificationSchema>> {
  const { rows } = await tx.query<{ id: string }>(
    `select id::text from qd.job where company_id = qd.current_company() and kind = 'verifyLog' order by created_at desc, id desc limit 1`,
  );
  if (rows.length === 0) return { verification: null };
  const job: JobView & { readonly result: unknown } = await readJob(tx, rows[0].id, nowMs);
  const { state, startedAt, finishedAt, problem } = job;
  const verdict = state === 'done' ? (job.result as VerdictShape) : null;
  return { verification: { jobId: job.id, state, startedAt, finishedAt, problem, verdict } };
}

type VerdictShape = NonNullable<z.input<typeof verificationSchema>['verification']>['verdict'];

const header = [
  'recorded',
  'occurred',
  'person',
  'via',
  'kind',
  'record',
  'title',
  'action',
  'field',
  'from',
  'to',
  'note',
];

function changeLines(event: AuditedEvent): string[] {
  const start = [
    event.recordedAt,
    event.occurredAt ?? '',
    event.actorName ?? event.actorId ?? '',
    event.via,
    event.kind,
    event.recordId,
    event.recordTitle ?? '',
    event.action,
  ];
  const changes = Object.entries(event.changes);
  if (changes.length === 0) return [line([...start, '', '', '', event.note ?? ''])];
  return changes.map(([field, { from, to, hidden }]) =>
    line([...start, field, hidden ? '***' : textOfValue(from), hidden ? '***' : textOfValue(to), event.note ?? '']),
  );
}

function textOfValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell) => csvCell(neutraliseFormula(cell))).join(',')}\r\n`;
}
