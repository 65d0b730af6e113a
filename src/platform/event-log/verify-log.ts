import { sql } from 'kysely';
import type { Transaction } from '#platform/database/transaction.ts';
import { sealEvents } from './seal-events.ts';

export interface LogVerdict {
  readonly intact: boolean;
  readonly blocks: number;
  readonly events: number;
  /** Hash of the last block: write it down elsewhere and hand it back as the anchor next time. */
  readonly head: string | null;
  /** The first thing found wrong, with the row or block it stands in. */
  readonly broken?: { readonly block: number; readonly eventId?: string; readonly problem: string };
}

interface Block {
  readonly block: string;
  readonly events: string;
  readonly hash: string;
  readonly linked: boolean;
  readonly self: boolean;
  readonly present: string;
  readonly root_ok: boolean;
}

/**
 * Recomputes the whole chain: every row against its digest, every block against its rows, every block against the one
 * before. With an anchor (a head noted earlier) it also shows that nothing was cut off the end or replaced whole.
 */
export async function verifyLog(tx: Transaction, companyId: number, anchor?: string): Promise<LogVerdict> {
  await sealEvents(tx, companyId);
  const { rows: blocks } = await sql<Block>`
    select s.block::text, s.events::text, encode(s.hash, 'hex') as hash,
      s.previous = coalesce(lag(s.hash) over (order by s.block), sha256('quarterdeck'))
        and s.block = row_number() over (order by s.block) as linked,
      s.hash = qd.seal_hash(s.previous, s.block, s.epoch, s.from_xid, s.until_xid, s.events, s.root) as self,
      body.present::text, body.root = s.root as root_ok
    from qd.event_seal s, lateral (
      select count(*) as present, sha256(coalesce(string_agg(e.digest, ''::bytea order by e.xid, e.id), ''::bytea)) as root
      from qd.event e
      where e.company_id = s.company_id and e.epoch = s.epoch and e.xid >= s.from_xid and e.xid < s.until_xid) body
    where s.company_id = ${companyId} order by s.block`.execute(tx.kysely);
  const summary = {
    blocks: blocks.length,
    events: blocks.reduce((sum, block) => sum + Number(block.events), 0),
    head: blocks.at(-1)?.hash ?? null,
  };
  const broken =
    (await firstAlteredRow(tx, companyId)) ?? firstBrokenBlock(blocks) ?? (await unsealedBehind(tx, companyId));
  if (broken !== undefined) return { intact: false, ...summary, broken };
  if (anchor !== undefined && !blocks.some((block) => block.hash === anchor)) {
    const problem = `the anchor ${anchor} is not in the chain: blocks were removed or the log was replaced`;
    return { intact: false, ...summary, broken: { block: blocks.length, problem } };
  }
  return { intact: true, ...summary };
}

function firstBrokenBlock(blocks: readonly Block[]): LogVerdict['broken'] {
  for (const block of blocks) {
    const number = Number(block.block);
    if (!block.self) return { block: number, problem: 'the seal of this block was altered' };
    if (!block.linked) return { block: number, problem: 'the block before this one is missing or was altered' };
    if (block.present !== block.events) {
      return { block: number, problem: `${block.present} events stand where ${block.events} were sealed` };
    }
    if (!block.root_ok) return { block: number, problem: 'events of this block were replaced or reordered' };
  }
  return undefined;
}

async function firstAlteredRow(tx: Transaction, companyId: number): Promise<LogVerdict['broken']> {
  const { rows } = await sql<{ id: string; block: string | null }>`
    select e.id::text, (select s.block::text from qd.event_seal s where s.company_id = e.company_id and s.epoch = e.epoch
      and e.xid >= s.from_xid and e.xid < s.until_xid limit 1) as block
    from qd.event e where e.company_id = ${companyId} and e.digest is distinct from qd.event_digest(e)
    order by e.epoch, e.xid, e.id limit 1`.execute(tx.kysely);
  if (rows.length === 0) return undefined;
  return {
    block: Number(rows[0].block ?? 0),
    eventId: rows[0].id,
    problem: 'this event was altered after it was written',
  };
}

/** An event whose transaction lies in a sealed range of no block was slipped in later. */
async function unsealedBehind(tx: Transaction, companyId: number): Promise<LogVerdict['broken']> {
  const { rows } = await sql<{ id: string }>`
    select e.id::text from qd.event e where e.company_id = ${companyId}
      and e.xid < (select max(until_xid) from qd.event_seal s where s.company_id = e.company_id and s.epoch = e.epoch)
      and not exists (select 1 from qd.event_seal s where s.company_id = e.company_id and s.epoch = e.epoch
        and e.xid >= s.from_xid and e.xid < s.until_xid) limit 1`.execute(tx.kysely);
  return rows.length === 0 ? undefined : { block: 0, eventId: rows[0].id, problem: 'this event is in no sealed block' };
}
