import { sql } from 'kysely';
import { z } from 'zod';
import { addDays } from '#kernel/civil-date.ts';
import { text } from '#kernel/local-text.ts';
import { defineJobKind, defineSchedule } from '#platform/jobs/job-kind.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { Pooled } from './claim-from-pool.ts';
import { type Pool, poolOf, poolsOf } from './pools.ts';

/** A record that might go back, with what decides it. */
export interface Held {
  readonly id: string;
  readonly ownerId: string | null;
  /** Day the owner left; null while they are here. */
  readonly ownerLeftOn: string | null;
  /** The last day something was done about it: contact, claim, order or its coming in. */
  readonly lastTouchedOn: string;
  readonly contractEndedOn: string | null;
  readonly hasOpenDeal: boolean;
}

export type Reason = 'leaver' | 'contractEnded' | 'idle';

/** Why a record goes back to its pool today; undefined when it stays. One with an open deal always stays. */
export function reasonToReturn(
  held: Held,
  pool: Pick<Pool, 'idleDays' | 'leavers' | 'contractEnded'>,
  today: string,
): Reason | undefined {
  if (held.hasOpenDeal) return undefined;
  if (pool.leavers && held.ownerLeftOn !== null && held.ownerLeftOn <= today) return 'leaver';
  if (pool.contractEnded && held.contractEndedOn !== null && held.contractEndedOn < today) return 'contractEnded';
  return held.lastTouchedOn <= addDays(today, -pool.idleDays) ? 'idle' : undefined;
}

/** Gives back to the pools what their rules say; each return is an event with its reason. */
export async function returnToPools(context: WriteContext): Promise<Record<Pooled, Record<Reason, number>>> {
  const counts = {
    lead: { leaver: 0, contractEnded: 0, idle: 0 },
    account: { leaver: 0, contractEnded: 0, idle: 0 },
  };
  for (const kind of ['lead', 'account'] as const) {
    const pools = await poolsOf(context, kind);
    if (pools.length === 0) continue;
    const updates: { id: string; values: Record<string, unknown>; action: string }[] = [];
    for (const held of await heldOf(context, kind)) {
      const pool = poolOf(pools, held.ownerId);
      const reason = pool === undefined ? undefined : reasonToReturn(held, pool, context.today);
      if (pool === undefined || reason === undefined) continue;
      counts[kind][reason] += 1;
      const action = { leaver: 'returnedByLeaver', contractEnded: 'returnedByContract', idle: 'returnedIdle' }[reason];
      updates.push({ id: held.id, values: { ownerId: null, poolId: pool.id, claimedAt: null }, action });
    }
    for (let start = 0; start < updates.length; start += 2000)
      await updateRecords(context, recordDefinition(kind), updates.slice(start, start + 2000));
  }
  return counts;
}

async function heldOf(context: WriteContext, kind: Pooled): Promise<Held[]> {
  const source =
    kind === 'lead'
      ? sql`select r.id::text, r.owner_id::text as "ownerId", p.left_on as "ownerLeftOn", null::date as "contractEndedOn",
          greatest(r.last_activity_on, r.claimed_at::date, r.first_response_at::date, r.received_at::date) as "lastTouchedOn",
          r.opportunity_id is not null as "hasOpenDeal"
        from qd.lead r join qd.person p on p.company_id = r.company_id and p.id = r.owner_id
        where r.company_id = qd.current_company() and r.deleted_at is null and r.status in ('new', 'working')`
      : sql`select r.id::text, r.owner_id::text as "ownerId", p.left_on as "ownerLeftOn", r.contract_ends_on as "contractEndedOn",
          greatest(r.last_activity_on, r.last_order_on, r.claimed_at::date, r.created_at::date) as "lastTouchedOn",
          exists (select from qd.opportunity o where o.company_id = r.company_id and o.account_id = r.id and o.status = 'open'
            and o.deleted_at is null) as "hasOpenDeal"
        from qd.account r join qd.person p on p.company_id = r.company_id and p.id = r.owner_id
        where r.company_id = qd.current_company() and r.deleted_at is null`;
  const { rows } = await sql<Held>`${source} order by 1`.execute(context.tx.kysely);
  return rows;
}

const title = text('Give back to the public pools', '按规则退回公海', '按規則退回公海');

const returnJob = defineJobKind({
  kind: 'returnToPools',
  lane: 'long',
  attempts: 3,
  args: z.object({}),
  title: () => title,
  run: (work) => work.asViewer(returnToPools),
});

defineSchedule({ name: 'returnToPools', title, kind: returnJob.kind, cron: '30 2 * * *' });
