import { sql } from 'kysely';
import type { RecordChange } from '#platform/records/registry.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { type Pool, poolsOf } from './pools.ts';

/** Someone who can be given leads today. */
interface Candidate {
  readonly personId: string;
  readonly open: number;
  readonly regions: readonly string[];
}

/**
 * Gives every new lead without an owner to someone by the rule of its pool (in turn, by territory, by load), else puts it into
 * the pool; and sets the time by which it is to be answered.
 */
export async function assignNewLeads(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const fresh = changes.filter(({ previous }) => previous === undefined);
  if (fresh.length === 0) return;
  const pools = await poolsOf(context, 'lead');
  const hours = pools.find(({ people }) => people === 'all')?.responseHours ?? 24;
  for (const { next } of fresh) {
    const received = Date.parse(String(next.receivedAt));
    next.respondBy = new Date(received + hours * 3_600_000).toISOString();
  }
  const ownerless = fresh.filter(({ next }) => (next.ownerId ?? null) === null && next.status === 'new');
  if (ownerless.length === 0 || pools.length === 0) return;
  const given = new Map<string, number>();
  for (const { next } of ownerless) {
    const pool = poolForRegion(pools, next.region as string | null) ?? pools.at(-1);
    if (pool === undefined) continue;
    next.respondBy = new Date(Date.parse(String(next.receivedAt)) + pool.responseHours * 3_600_000).toISOString();
    const chosen = await chooseOwner(context, pool, next.region as string | null, given);
    if (chosen === undefined) next.poolId = pool.id;
    else {
      next.ownerId = chosen;
      given.set(chosen, (given.get(chosen) ?? 0) + 1);
    }
  }
}

/** The pool named after the lead's region, when there is one. */
function poolForRegion(pools: readonly Pool[], region: string | null): Pool | undefined {
  return region === null ? undefined : pools.find((pool) => pool.unitId !== null && pool.name.includes(region));
}

async function chooseOwner(
  context: WriteContext,
  pool: Pool,
  region: string | null,
  given: ReadonlyMap<string, number>,
): Promise<string | undefined> {
  if (pool.assignment === 'pool') return undefined;
  const candidates = await candidatesOf(context, pool);
  const load = ({ personId, open }: Candidate): number => open + (given.get(personId) ?? 0);
  const free = candidates.filter((one) => load(one) < pool.claimLimit);
  if (pool.assignment === 'territory')
    return free.find(({ regions }) => region !== null && regions.includes(region))?.personId;
  if (pool.assignment === 'load')
    return free.toSorted((left, right) => load(left) - load(right) || (left.personId < right.personId ? -1 : 1))[0]
      ?.personId;
  return nextInTurn(context, pool, free);
}

/** Whoever comes after the one who had the last lead, in the order of ids. The row lock makes it one after another. */
async function nextInTurn(context: WriteContext, pool: Pool, free: readonly Candidate[]): Promise<string | undefined> {
  if (free.length === 0) return undefined;
  const { rows } = await sql<{ last: string | null }>`
    select last_assigned_id::text as last from qd.pool
    where company_id = qd.current_company() and id = ${pool.id}::uuid for update`.execute(context.tx.kysely);
  const last = rows[0]?.last ?? '';
  const chosen = free.find(({ personId }) => personId > last) ?? free[0];
  await sql`update qd.pool set last_assigned_id = ${chosen.personId}::uuid
    where company_id = qd.current_company() and id = ${pool.id}::uuid`.execute(context.tx.kysely);
  return chosen.personId;
}

/** Sales consultants of the pool who sit there today, with the open leads they hold and the regions they answer for. */
async function candidatesOf(context: WriteContext, pool: Pool): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select a.person_id::text as "personId",
      (select count(*)::int from qd.lead l where l.company_id = a.company_id and l.owner_id = a.person_id and l.deleted_at is null
        and l.status in ('new', 'working', 'qualified')) as open,
      (select coalesce(array_agg(t.region), '{}') from qd.territory t where t.company_id = a.company_id and t.deleted_at is null
        and t.position_id = any(array_agg(p.id)) and t.region is not null) as regions
    from qd.assignment a join qd.position p on p.company_id = a.company_id and p.id = a.position_id and p.role = 'rep'
    join qd.person person on person.company_id = a.company_id and person.id = a.person_id and person.deleted_at is null
      and (person.left_on is null or person.left_on > ${context.today}::date)
    where a.company_id = qd.current_company() and a.deleted_at is null and a.from_on <= ${context.today}::date
      and (a.until_on is null or a.until_on > ${context.today}::date) and p.deleted_at is null
    group by a.company_id, a.person_id order by a.person_id`.execute(context.tx.kysely);
  const { people } = pool;
  return people === 'all' ? rows : rows.filter(({ personId }) => people.has(personId));
}
