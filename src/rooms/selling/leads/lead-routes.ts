import { sql } from 'kysely';
import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, type RouteCall, defineRoute } from '#platform/http/define-route.ts';
import { companyViewer } from '#platform/jobs/run-job.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { runAs } from '#platform/records/run-as.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { claimFromPool, claimState, isOpenTo } from './claim-from-pool.ts';
import { pooledEntry, poolView } from './pool-contract.ts';
import { convertLead } from './convert-lead.ts';
import { findDuplicates } from './duplicates.ts';
import { poolsOf } from './pools.ts';
import './return-to-pool.ts';

const path = '/api/selling';
const kindParam = z.enum(['lead', 'account']);

/** Runs as the company itself, in the name of whoever asks: what is in a pool belongs to nobody. */
function asCompany<T>(
  { services, viewer, requestId }: RouteCall<unknown, unknown, unknown>,
  work: (context: WriteContext) => Promise<T>,
): Promise<T> {
  const { personId, via, companyId } = viewer;
  return runAs(services, companyViewer(companyId), work, { author: { personId, via, requestId }, requestId });
}

/** The public pool, the masked duplicate check, and the conversion of a lead. */
export const leadRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: `${path}/public-pool`,
    summary: 'The pools open to you, with what you may still claim',
    access: { to: 'kind', kind: 'lead', action: 'read' },
    response: z.object({ pools: z.array(poolView) }),
    handler: async (call) => ({
      body: {
        pools: await asCompany(call, async (context) => {
          const views: z.output<typeof poolView>[] = [];
          for (const kind of ['lead', 'account'] as const) {
            for (const pool of await poolsOf(context, kind)) {
              if (!isOpenTo(pool, call.viewer.personId)) continue;
              const { rows } = await sql<{ waiting: number }>`
                select count(*)::int as waiting from qd.${sql.raw(kind)} where company_id = qd.current_company()
                  and pool_id = ${pool.id}::uuid and owner_id is null and deleted_at is null`.execute(
                context.tx.kysely,
              );
              const state = await claimState(context, kind, call.viewer.personId, pool.id);
              const { id, name, holds, claimLimit, claimsPerDay, idleDays } = pool;
              views.push({ id, name, holds, claimLimit, claimsPerDay, idleDays, ...state, ...rows[0] });
            }
          }
          return views;
        }),
      },
    }),
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/public-pool/:poolId/entries`,
    summary: 'What waits in a pool; contact data is shown to whoever claims it',
    access: { to: 'kind', kind: 'lead', action: 'read' },
    params: z.object({ poolId: z.uuid() }),
    query: z.object({ search: z.string().max(100).optional() }),
    response: z.object({ entries: z.array(pooledEntry) }),
    handler: async (call) => ({
      body: {
        entries: await asCompany(call, (context) =>
          entriesOf(context, call.params.poolId, call.viewer.personId, call.query.search),
        ),
      },
    }),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/public-pool/claims`,
    summary: 'Claim a lead or customer from its pool; of many at once one gets it',
    access: { to: 'kind', kind: 'lead', action: 'update' },
    body: z.object({ kind: kindParam, id: z.uuid() }),
    response: z.object({ id: z.string() }),
    handler: async (call) => {
      await asCompany(call, (context) => claimFromPool(context, call.body.kind, call.body.id, call.viewer.personId));
      return { status: 201, body: { id: call.body.id } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/duplicate-checks`,
    summary: 'Ask whether a lead or customer is there already; of what others own only that it exists',
    access: { to: 'kind', kind: 'lead', action: 'create' },
    body: z.object({
      companyName: z.string().max(300).optional(),
      email: z.string().max(254).optional(),
      phone: z.string().max(60).optional(),
    }),
    response: z.object({
      found: z.array(
        z.object({
          kind: kindParam,
          by: z.enum(['name', 'email', 'phone']).nullable(),
          owner: z.enum(['you', 'seen', 'pool', 'anotherTeam']),
          id: z.string().nullable(),
          label: z.string().nullable(),
        }),
      ),
    }),
    handler: async (call) => ({
      body: { found: await asCompany(call, (context) => findDuplicates(context, call.viewer, call.body)) },
    }),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/leads/:id/conversion`,
    summary: 'Make customer, contact and opportunity of a lead, all or none, once',
    access: { to: 'kind', kind: 'lead', action: 'update' },
    params: z.object({ id: z.uuid() }),
    body: z.object({
      accountId: z.uuid().optional(),
      accountName: z.string().min(1).max(300).optional(),
      opportunityName: z.string().min(1).max(300).optional(),
      stageId: z.uuid().optional(),
      amount: z.string().max(40).optional(),
      expectedCloseOn: z.iso.date().optional(),
    }),
    response: z.object({ accountId: z.string(), contactId: z.string(), opportunityId: z.string() }),
    handler: (call) =>
      call.once(async (tx) => ({
        status: 201,
        body: { ...(await convertLead(await contextOf(call, tx), call.params.id, call.body)) },
      })),
  }),
];

async function entriesOf(
  context: WriteContext,
  poolId: string,
  personId: string,
  search = '',
): Promise<z.output<typeof pooledEntry>[]> {
  const pools = [...(await poolsOf(context, 'lead')), ...(await poolsOf(context, 'account'))];
  const pool = pools.find(({ id }) => id === poolId);
  if (pool === undefined || !isOpenTo(pool, personId))
    throw new Refused('not-found', 'no pool with this id is open to you', { field: 'poolId', found: poolId });
  const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const columns =
    pool.holds === 'lead'
      ? sql`coalesce(r.company_name, r.name) as name, r.source, r.received_at as since, r.need`
      : sql`r.name, r.source, r.updated_at as since, null::text as need`;
  const { rows } = await sql<z.output<typeof pooledEntry>>`
    select r.id::text, ${pool.holds}::text as kind, ${columns}, r.region, r.industry from qd.${sql.raw(pool.holds)} r
    where r.company_id = qd.current_company() and r.pool_id = ${poolId}::uuid and r.owner_id is null and r.deleted_at is null
      and (${search} = '' or coalesce(${sql.raw(pool.holds === 'lead' ? 'r.company_name' : 'r.name')}, r.name) ilike ${like})
    order by since desc limit 200`.execute(context.tx.kysely);
  return rows;
}
