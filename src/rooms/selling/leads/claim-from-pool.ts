import { sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { type Pool, poolsOf } from './pools.ts';

export type Pooled = 'lead' | 'account';

/**
 * Claims a lead or customer from its public pool for a person. Runs as the company itself, for nobody owns what is in a pool;
 * the person's quota and capacity are looked at under a lock, and of many at once one gets it.
 * @throws Refused `claim-conflict` when it is no longer there, `claim-quota`, `claim-capacity`, `forbidden`
 */
export async function claimFromPool(context: WriteContext, kind: Pooled, id: string, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`claims of ${personId}`}))`.execute(context.tx.kysely);
  const { rows } = await sql<{ poolId: string | null; ownerId: string | null }>`
    select pool_id::text as "poolId", owner_id::text as "ownerId" from qd.${sql.raw(kind)}
    where company_id = qd.current_company() and id = ${id}::uuid and deleted_at is null for update`.execute(
    context.tx.kysely,
  );
  const [row] = rows;
  if (row === undefined || row.poolId === null || row.ownerId !== null)
    throw new Refused('claim-conflict', 'someone else has claimed it, or it is not in a pool', {
      field: 'id',
      found: id,
    });
  const pool = (await poolsOf(context, kind)).find((one) => one.id === row.poolId);
  if (pool === undefined || !isOpenTo(pool, personId))
    throw new Refused('forbidden-pool', 'this pool belongs to another team', { field: 'id', found: id });
  await checkLimits(context, pool, kind, personId);
  await updateRecords(context, recordDefinition(kind), [
    { id, values: { ownerId: personId, poolId: null, claimedAt: context.now }, action: 'claimed' },
  ]);
  await sql`insert into qd.pool_claim (id, pool_id, kind, record_id, person_id, claimed_at, claimed_on)
    values (${newId(context)}::uuid, ${pool.id}::uuid, ${kind}, ${id}::uuid, ${personId}::uuid, ${context.now}::timestamptz, ${context.today}::date)`.execute(
    context.tx.kysely,
  );
}

export function isOpenTo(pool: Pool, personId: string): boolean {
  return pool.people === 'all' || pool.people.has(personId);
}

async function checkLimits(context: WriteContext, pool: Pool, kind: Pooled, personId: string): Promise<void> {
  const { claimed, held } = await claimState(context, kind, personId, pool.id);
  if (claimed >= pool.claimsPerDay)
    throw new Refused('claim-quota', `you have claimed ${claimed} today`, {
      field: 'claimsPerDay',
      found: claimed,
      expected: `at most ${pool.claimsPerDay} a day; more tomorrow`,
    });
  if (held >= pool.claimLimit)
    throw new Refused('claim-capacity', `you hold ${held} already`, {
      field: 'claimLimit',
      found: held,
      expected: `at most ${pool.claimLimit}; give some back or close them`,
    });
}

/** How many a person claimed from a pool today, and holds now; customers with an open deal do not count. */
export async function claimState(
  context: WriteContext,
  kind: Pooled,
  personId: string,
  poolId: string,
): Promise<{ claimed: number; held: number }> {
  const held =
    kind === 'lead'
      ? sql`select count(*)::int from qd.lead l where l.company_id = qd.current_company() and l.owner_id = ${personId}::uuid
          and l.deleted_at is null and l.status in ('new', 'working', 'qualified')`
      : sql`select count(*)::int from qd.account a where a.company_id = qd.current_company() and a.owner_id = ${personId}::uuid
          and a.deleted_at is null and a.claimed_at is not null and not exists (select from qd.opportunity o
            where o.company_id = a.company_id and o.account_id = a.id and o.status = 'open' and o.deleted_at is null)`;
  const { rows } = await sql<{ claimed: number; held: number }>`
    select (select count(*)::int from qd.pool_claim where company_id = qd.current_company() and person_id = ${personId}::uuid
        and pool_id = ${poolId}::uuid and claimed_on = ${context.today}::date) as claimed,
      (${held}) as held`.execute(context.tx.kysely);
  return rows[0];
}
