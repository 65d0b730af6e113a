import { sql } from 'kysely';
import type { Transaction } from '#platform/database/transaction.ts';

/**
 * Seals what has been logged since the last seal into the next block of the hash chain:
 * root = SHA-256 of the row digests in order, hash = SHA-256(previous hash ‖ block ‖ bounds ‖ root).
 * Only transactions below the snapshot horizon are sealed: none of them can still be running, so a sealed range never
 * grows, and writers never wait for each other (docs/decisions/0005-event-log.md).
 * Needs a system transaction; returns how many events were sealed.
 */
export async function sealEvents(tx: Transaction, companyId: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('qd.event_seal'), ${companyId})`.execute(tx.kysely);
  const { rows } = await sql<{ events: string }>`
    with last as (
      select block, epoch, until_xid, hash from qd.event_seal where company_id = ${companyId} order by block desc limit 1),
    bounds as (
      select coalesce((select block from last), 0) + 1 as block, c.epoch,
        case when (select epoch from last) = c.epoch then (select until_xid from last) else 0 end as from_xid,
        pg_snapshot_xmin(pg_current_snapshot())::text::bigint as until_xid,
        coalesce((select hash from last), sha256('quarterdeck')) as previous
      from qd.company c where c.company_id = ${companyId}),
    body as (
      select count(*) as events, sha256(coalesce(string_agg(e.digest, ''::bytea order by e.xid, e.id), ''::bytea)) as root
      from qd.event e, bounds b
      where e.company_id = ${companyId} and e.epoch = b.epoch and e.xid >= b.from_xid and e.xid < b.until_xid)
    insert into qd.event_seal (company_id, block, epoch, from_xid, until_xid, events, root, previous, hash)
    select ${companyId}, block, epoch, from_xid, until_xid, events, root, previous,
      qd.seal_hash(previous, block, epoch, from_xid, until_xid, events, root)
    from bounds, body where events > 0
    returning events`.execute(tx.kysely);
  return Number(rows[0]?.events ?? 0);
}
