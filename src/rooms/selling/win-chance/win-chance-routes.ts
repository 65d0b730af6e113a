import { sql } from 'kysely';
import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { enqueueJob } from '#platform/jobs/enqueue-job.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { newId } from '#platform/records/write-context.ts';
import './access.ts';
import { winFeatures } from './features.ts';
import { readWinChances } from './read-win-chances.ts';
import type { WinModelCard } from './run-win-chance.ts';
import { winChanceJob } from './win-chance-job.ts';

const localText = z.object({ en: z.string(), 'zh-Hans': z.string(), 'zh-Hant': z.string() });
const chanceSchema = z.object({
  id: z.string(),
  chance: z.number(),
  base: z.number(),
  asOf: z.string(),
  reasons: z.array(
    z.object({
      feature: z.string(),
      label: localText,
      value: z.union([z.number(), z.string()]).nullable(),
      unit: z.string(),
      points: z.number(),
    }),
  ),
});
const modelSchema = z.object({
  id: z.string(),
  ranAt: z.string(),
  asOf: z.string(),
  state: z.string(),
  engineVersion: z.string(),
  inputHash: z.string(),
  rows: z.number(),
  won: z.number().nullable(),
  needs: z.number().nullable(),
  deals: z.number().nullable(),
  method: z.string().nullable(),
  auc: z.number().nullable(),
  brier: z.number().nullable(),
  logLoss: z.number().nullable(),
  ece: z.number().nullable(),
  judgedRows: z.number().nullable(),
  horizonDays: z.number().nullable(),
  leftOut: z.array(localText),
  bins: z.array(z.object({ predicted: z.number(), observed: z.number(), count: z.number() })),
  features: z.array(
    z.object({ name: z.string(), label: localText, effect: z.number(), direction: z.string().nullable() }),
  ),
});
const access = { to: 'right', right: 'selling.winModel' } as const;

interface StoredRun {
  readonly id: string;
  readonly ranAt: string;
  readonly asOf: string;
  readonly state: string;
  readonly engineVersion: string;
  readonly inputHash: string;
  readonly card: Partial<WinModelCard>;
}

export const winChanceRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/selling/win-chances',
    summary: 'Predicted win chance of open deals with its reasons, which add up',
    access: { to: 'kind', kind: 'opportunity', action: 'read' },
    query: z.object({ ids: z.string().max(8000) }),
    response: z.object({ chances: z.array(chanceSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const ids = z
          .array(z.uuid())
          .max(200)
          .parse(call.query.ids.split(',').filter((id) => id !== ''));
        const chances = await readWinChances(await contextOf(call, tx), ids);
        return { body: { chances: chances.map((one) => ({ ...one, reasons: [...one.reasons] })) } };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/selling/win-model',
    summary: 'The model behind the win chances: how good it is and what it looks at',
    access,
    response: z.object({ model: modelSchema.nullable() }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const { rows } = await sql<StoredRun>`
          select id::text, ran_at as "ranAt", as_of::text as "asOf", state, engine_version as "engineVersion", input_hash as "inputHash", card
          from qd.engine_run where company_id = qd.current_company() and engine = 'winChance' order by ran_at desc limit 1`.execute(
          tx.kysely,
        );
        return { body: { model: rows.length === 0 ? null : sendModel(rows[0]) } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/selling/win-model/training',
    summary: 'Learn the model anew from the closed deals and score every open one, as a job',
    access,
    body: z.object({}),
    response: z.object({ job: z.string() }),
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        const id = newId(context);
        await enqueueJob(tx, winChanceJob, { id, args: {}, personId: context.viewer.personId, now: context.now });
        return { status: 202, body: { job: id } };
      }),
  }),
];

function sendModel({ card, ...run }: StoredRun): z.output<typeof modelSchema> {
  const labelOf = (name: string) => winFeatures[name]?.label ?? { en: name, 'zh-Hans': name, 'zh-Hant': name };
  return {
    ...run,
    ranAt: new Date(run.ranAt).toISOString(),
    rows: card.rows ?? 0,
    won: card.won ?? null,
    needs: card.needs ?? null,
    deals: card.deals ?? null,
    method: card.method ?? null,
    auc: card.auc ?? null,
    brier: card.brier ?? null,
    logLoss: card.logLoss ?? null,
    ece: card.ece ?? null,
    judgedRows: card.judgedRows ?? null,
    horizonDays: card.horizonDays ?? null,
    leftOut: (card.leftOut ?? []).map(labelOf),
    bins: (card.bins ?? []).map(({ predicted, observed, count }) => ({ predicted, observed, count })),
    features: (card.features ?? []).map(({ name, effect, direction }) => ({
      name,
      label: labelOf(name),
      effect,
      direction: direction ?? null,
    })),
  };
}
