import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { etag, requireVersion } from '#platform/http/if-match.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { defineRight } from '#platform/visibility/define-access.ts';
import './access.ts';
import { cancelJob, retryJob } from './change-job.ts';
import { changeSchedule, listSchedules, runSchedule } from './change-schedule.ts';
import { jobStates, listJobs, readJob } from './read-jobs.ts';

defineRight({ right: 'settings.schedules', roles: ['administrator'] });

const localText = z.object({ en: z.string(), 'zh-Hans': z.string(), 'zh-Hant': z.string() });
const jobSchema = z.object({
  id: z.string(),
  kind: z.string(),
  title: localText,
  state: z.enum(jobStates),
  personId: z.string().nullable(),
  personName: z.string().nullable(),
  schedule: z.string().nullable(),
  dueAt: z.string().nullable(),
  attempts: z.int(),
  mostAttempts: z.int(),
  done: z.number(),
  total: z.number().nullable(),
  message: localText.nullable(),
  remainingSeconds: z.number().nullable(),
  cancelRequested: z.boolean(),
  problem: z.string().nullable(),
  runAt: z.string(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  file: z.object({ fileName: z.string(), bytes: z.number(), expiresAt: z.string() }).nullable(),
});
const scheduleSchema = z.object({
  name: z.string(),
  title: localText,
  cron: z.string(),
  usualCron: z.string(),
  active: z.boolean(),
  timeZone: z.string(),
  nextDueAt: z.string().nullable(),
  lastDueAt: z.string().nullable(),
  lastState: z.string().nullable(),
  lastFinishedAt: z.string().nullable(),
  lastProblem: z.string().nullable(),
  version: z.int(),
});

const read = { to: 'kind', kind: 'job', action: 'read' } as const;
const change = { to: 'kind', kind: 'job', action: 'update' } as const;
const administer = { to: 'right', right: 'settings.schedules' } as const;
const idParams = z.object({ id: z.uuid() });
const nameParams = z.object({ name: z.string().max(60) });
const stateList = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? [] : text.split(',')))
  .pipe(z.array(z.enum(jobStates)));

export const jobRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/settings/jobs',
    summary: 'Jobs you started, or all of them for administrators, newest first',
    access: read,
    query: z.object({
      state: stateList,
      kind: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(500).optional(),
    }),
    response: z.object({ items: z.array(jobSchema), next: z.string().nullable() }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const { state, kind, limit, cursor } = call.query;
        const nowMs = call.services.clock.now().epochMilliseconds;
        return { body: await listJobs(tx, { states: state, kind, limit, cursor }, nowMs) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/jobs/:id',
    summary: 'How far a job is, and what it had to show',
    access: read,
    params: idParams,
    response: jobSchema.extend({ result: z.unknown() }),
    handler: (call) =>
      call.transaction(async (tx) => ({
        body: await readJob(tx, call.params.id, call.services.clock.now().epochMilliseconds),
      })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/jobs/:id/cancellation',
    summary: 'Cancel a job; what it began is rolled back',
    access: change,
    params: idParams,
    body: z.object({}),
    response: jobSchema,
    handler: (call) =>
      call.once(async (tx) => {
        await cancelJob(await contextOf(call, tx), call.params.id);
        return { body: await readJob(tx, call.params.id, call.services.clock.now().epochMilliseconds) };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/jobs/:id/retry',
    summary: 'Run a failed or cancelled job again',
    access: change,
    params: idParams,
    body: z.object({}),
    response: jobSchema,
    handler: (call) =>
      call.once(async (tx) => {
        await retryJob(await contextOf(call, tx), call.params.id);
        return { body: await readJob(tx, call.params.id, call.services.clock.now().epochMilliseconds) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/schedules',
    summary: 'Work that comes round by itself: when it runs and how it went last',
    access: administer,
    response: z.object({ schedules: z.array(scheduleSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => ({ body: { schedules: await listSchedules(await contextOf(call, tx)) } })),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/settings/schedules/:name',
    summary: 'Change when a schedule runs (five cron fields, in the company’s time zone), or pause it',
    access: administer,
    params: nameParams,
    body: z.object({ cron: z.string().max(100).optional(), active: z.boolean().optional() }),
    response: scheduleSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const body = await changeSchedule(context, call.params.name, call.body, requireVersion(call));
        return { body, headers: { ETag: etag(body.version) } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/schedules/:name/runs',
    summary: 'Run the work of a schedule now, besides its own times',
    access: administer,
    params: nameParams,
    body: z.object({}),
    response: z.object({ jobId: z.string() }),
    handler: (call) =>
      call.once(async (tx) => ({
        status: 202,
        body: { jobId: await runSchedule(await contextOf(call, tx), call.params.name) },
      })),
  }),
];
