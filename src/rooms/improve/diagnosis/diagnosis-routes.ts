import { sql } from 'kysely';
import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { newId } from '#platform/records/write-context.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { latestDiagnosis, lensHistory, runDiagnosis } from './run-diagnosis.ts';

const localText = z.object({ en: z.string(), 'zh-Hans': z.string(), 'zh-Hant': z.string() });
const findingSchema = z.object({
  id: z.string(),
  rule: z.string(),
  lens: z.string(),
  subject: z.string(),
  severity: z.string(),
  title: localText,
  money: z.object({ low: z.number(), mid: z.number(), high: z.number() }).nullable(),
  confidence: z.number(),
  evidence: z.object({
    charts: z.record(z.string(), z.unknown()),
    rows: z.object({ kind: z.string(), filter: z.array(z.string()) }).nullable(),
  }),
  trace: z.array(
    z.object({
      step: localText,
      inputs: z.array(z.object({ name: localText, value: z.number(), unit: z.string() })).optional(),
      output: z.object({ value: z.number(), unit: z.string() }).optional(),
      source: z.string().optional(),
    }),
  ),
  causes: z.array(localText),
  action: localText,
  state: z.string(),
  assignedTo: z.string().nullable(),
  reason: z.string().nullable(),
  taskId: z.string().nullable(),
});
const lensSchema = z.object({ lens: z.string(), findings: z.int(), money: z.number() });
const diagnosisSchema = z.object({
  id: z.string(),
  ranAt: z.string(),
  asOf: z.string(),
  currency: z.string(),
  findings: z.array(findingSchema),
  unchecked: z.array(z.object({ rule: z.string(), needs: localText })),
  checked: z.array(z.string()),
  lenses: z.array(lensSchema),
  /** Earlier days, oldest first: what each lens held then. */
  history: z.array(z.object({ asOf: z.string(), lenses: z.array(lensSchema) })),
});

const access = { to: 'right', right: 'improve.diagnose' } as const;
type Context = Awaited<ReturnType<typeof contextOf>>;

interface FindingState {
  id: string;
  rule: string;
  subject: string;
  state: string;
  assignedTo: string | null;
  reason: string | null;
  taskId: string | null;
}

/** A run with what people have done about each finding. */
async function withStates(context: Context, diagnosis: NonNullable<Awaited<ReturnType<typeof latestDiagnosis>>>) {
  const { rows } = await sql<FindingState>`
    select id::text, rule, subject, state, assigned_to::text as "assignedTo", reason, task_id::text as "taskId" from qd.finding`.execute(
    context.tx.kysely,
  );
  const states = new Map(rows.map((row) => [`${row.rule}|${row.subject}`, row]));
  const findings = diagnosis.findings.flatMap((finding) => {
    const state = states.get(`${finding.rule}|${finding.subject}`);
    return state === undefined
      ? []
      : [
          {
            ...finding,
            ...state,
            causes: [...finding.causes],
            trace: finding.trace.map((step) => ({
              ...step,
              inputs: step.inputs === undefined ? undefined : [...step.inputs],
            })),
            evidence: {
              charts: finding.evidence.charts,
              rows:
                finding.evidence.rows === null
                  ? null
                  : { kind: finding.evidence.rows.kind, filter: [...finding.evidence.rows.filter] },
            },
          },
        ];
  });
  return {
    ...diagnosis,
    findings,
    unchecked: [...diagnosis.unchecked],
    checked: [...diagnosis.checked],
    lenses: [...diagnosis.lenses],
    history: (await lensHistory(context)).map((one) => ({ ...one, lenses: [...one.lenses] })),
  };
}

async function changeFinding(
  context: Context,
  id: string,
  change: { state: string; reason?: string; assignedTo?: string; taskId?: string },
): Promise<void> {
  const { rows } = await sql<{ state: string }>`
    update qd.finding set state = ${change.state}, reason = ${change.reason ?? null}, assigned_to = coalesce(${change.assignedTo ?? null}::uuid, assigned_to),
      task_id = coalesce(${change.taskId ?? null}::uuid, task_id), version = version + 1
    where id = ${id}::uuid returning state`.execute(context.tx.kysely);
  if (rows.length === 0) throw new Refused('not-found', 'no finding has this id', { field: 'id', found: id });
  const changes = Object.fromEntries(Object.entries(change).map(([name, to]) => [name, { to }]));
  await appendEvents(context.tx, context.author, [
    { id: newId(context), action: change.state, kind: 'finding', recordId: id, changes },
  ]);
}

const idParams = z.object({ id: z.uuid() });
const done = z.object({ id: z.string(), state: z.string(), taskId: z.string().nullable() });

export const diagnosisRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/improve/diagnosis',
    summary: 'The last diagnosis you ran, with what was done about each finding',
    access,
    response: z.object({ diagnosis: diagnosisSchema.nullable() }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const latest = await latestDiagnosis(context);
        return { body: { diagnosis: latest === undefined ? null : await withStates(context, latest) } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/improve/diagnosis',
    summary: 'Examine everything you may see and rank what stands out by money at stake',
    access,
    body: z.object({}),
    response: z.object({ diagnosis: diagnosisSchema }),
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        return { status: 201, body: { diagnosis: await withStates(context, await runDiagnosis(context)) } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/improve/findings/:id/dismissal',
    summary: 'Dismiss a finding with a reason',
    access,
    params: idParams,
    body: z.object({ reason: z.string().min(3).max(1000) }),
    response: done,
    handler: (call) =>
      call.once(async (tx) => {
        await changeFinding(await contextOf(call, tx), call.params.id, {
          state: 'dismissed',
          reason: call.body.reason,
        });
        return { body: { id: call.params.id, state: 'dismissed', taskId: null } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/improve/findings/:id/reopening',
    summary: 'Take a dismissal back',
    access,
    params: idParams,
    body: z.object({}),
    response: done,
    handler: (call) =>
      call.once(async (tx) => {
        await changeFinding(await contextOf(call, tx), call.params.id, { state: 'open' });
        return { body: { id: call.params.id, state: 'open', taskId: null } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/improve/findings/:id/task',
    summary: 'Turn a finding into a task for someone',
    access,
    params: idParams,
    body: z.object({ ownerId: z.uuid(), dueOn: z.iso.date(), subject: z.string().min(1).max(300) }),
    response: done,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        const { ownerId, dueOn, subject } = call.body;
        const values = { subject, ownerId, dueOn, aboutKind: 'finding', aboutId: call.params.id };
        const [taskId] = await createRecords(context, recordDefinition('task'), [{ values }]);
        await changeFinding(context, call.params.id, { state: 'assigned', assignedTo: ownerId, taskId });
        return { status: 201, body: { id: call.params.id, state: 'assigned', taskId } };
      }),
  }),
];
