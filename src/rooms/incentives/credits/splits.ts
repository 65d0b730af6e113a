import { sql } from 'kysely';
import type { z } from 'zod';
import { type Exact, add, compare, exactToText, multiply, one, zero } from '#engines/commission/exact.ts';
import { Refused } from '#kernel/result.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { notFound, note } from '../steps.ts';
import type { splitBody } from './contract.ts';
import { readShare } from './read-share.ts';

export interface SplitRow {
  readonly sourceKind: 'opportunity' | 'order';
  readonly sourceId: string;
  readonly personId: string;
  readonly share: string;
  readonly onTop: boolean;
  readonly role: string | null;
}

/** Every split, or those of some deals. */
export async function splitRows(context: WriteContext, sourceIds?: readonly string[]): Promise<SplitRow[]> {
  const { rows } = await sql<SplitRow>`
    select source_kind as "sourceKind", source_id::text as "sourceId", owner_id::text as "personId", share, on_top as "onTop", role
    from qd.pay_split where company_id = qd.current_company()
      ${sourceIds === undefined ? sql`` : sql`and source_id = any(${[...sourceIds]}::uuid[])`}
    order by source_id, on_top, owner_id`.execute(context.tx.kysely);
  return rows;
}

/** Says who shares a deal. Direct parts make exactly 100 %; no parts at all: the crediting rules decide again. */
export async function setSplit(
  context: WriteContext,
  kind: 'opportunity' | 'order',
  id: string,
  { parts }: z.output<typeof splitBody>,
): Promise<void> {
  const definition = recordDefinition(kind).kind;
  const { rows } = await sql`
    select 1 from ${sql.raw(`qd.${definition.table}`)} f where ${visibleRows(context.viewer, definition, 'f')} and f.id = ${id}::uuid`.execute(
    context.tx.kysely,
  );
  if (rows.length === 0) throw notFound(kind, id);
  checkParts(parts);
  // The deal itself may be another's to change, so its split has a lock of its own.
  await sql`select pg_advisory_xact_lock(hashtext(${`qd.pay_split ${id}`}))`.execute(context.tx.kysely);
  await checkPeople(context, parts);
  const before = (await splitRows(context, [id])).length;
  await sql`delete from qd.pay_split where company_id = qd.current_company() and source_id = ${id}::uuid`.execute(
    context.tx.kysely,
  );
  for (const { personId, share, onTop = false, role } of parts) {
    await sql`
      insert into qd.pay_split (id, source_kind, source_id, owner_id, share, on_top, role)
      values (${newId(context)}::uuid, ${kind}, ${id}::uuid, ${personId}::uuid, ${share}, ${onTop}, ${role ?? null})`.execute(
      context.tx.kysely,
    );
  }
  await note(context, 'paySplit', id, 'changed', { parts: { from: before, to: parts.length } });
}

function checkParts(parts: z.output<typeof splitBody>['parts']): void {
  let total = zero;
  const seen = new Set<string>();
  for (const [i, { personId, share, onTop = false }] of parts.entries()) {
    const value = readShare(share);
    if (value === undefined || value.n <= 0n || value.n > value.d)
      throw new Refused('invalid-share', 'a share is above 0 % and up to 100 %', {
        field: `parts.${i}.share`,
        found: share,
        expected: "a share such as '50%', '0.5' or '1/3'",
      });
    const key = `${personId} ${onTop}`;
    if (seen.has(key))
      throw new Refused('duplicate-share', 'everyone has one part of a deal', {
        field: `parts.${i}.personId`,
        found: personId,
        expected: 'a person once, with the sum of their parts',
      });
    seen.add(key);
    if (!onTop) total = add(total, value);
  }
  const direct = parts.filter(({ onTop }) => onTop !== true);
  if (direct.length === 0 || compare(total, one) === 0) return;
  const percent = `${exactToText(multiply(total, { n: 100n, d: 1n }), 6)} %`;
  throw new Refused('split-not-whole', `the parts make ${percent}, not 100 %`, {
    field: `parts.${parts.lastIndexOf(direct.at(-1)!)}.share`,
    found: direct.map(({ share }) => share).join(' + '),
    expected: `parts that make exactly 100 % (thirds are written 1/3): ${compare(total, one) > 0 ? 'take away' : 'add'} ${exactToText(multiply(distance(total), { n: 100n, d: 1n }), 6)} %`,
  });
}

function distance(total: Exact): Exact {
  const n = total.n - total.d;
  return { n: n < 0n ? -n : n, d: total.d };
}

async function checkPeople(context: WriteContext, parts: z.output<typeof splitBody>['parts']): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id::text from qd.person where company_id = qd.current_company() and id = any(${parts.map(({ personId }) => personId)}::uuid[])`.execute(
    context.tx.kysely,
  );
  const known = new Set(rows.map(({ id }) => id));
  const at = parts.findIndex(({ personId }) => !known.has(personId));
  if (at >= 0)
    throw new Refused('unknown-reference', 'nobody has this id', {
      field: `parts.${at}.personId`,
      found: parts[at].personId,
      expected: 'the id of a person',
    });
}
