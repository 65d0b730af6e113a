import { sql } from 'kysely';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { quotaKind } from './contract.ts';

/**
 * What people are to sell in some days (`until` is not one of them), in minor units of the company's currency, by person: of each quota the
 * share of its days that fall inside. Quotas of different metrics are not added up: a person's won amount counts, else their revenue.
 */
export async function quotasBetween(
  context: WriteContext,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ personId: string; minor: string }>`
    with held as (
      select f.owner_id, f.metric, bool_or(f.metric = 'wonAmount') over (partition by f.owner_id) as of_won,
        round(f.base_minor::numeric * (least(f.until_on, ${until}::date) - greatest(f.from_on, ${from}::date)) / (f.until_on - f.from_on)) as minor
      from qd.quota f
      where ${visibleRows(context.viewer, quotaKind, 'f')} and f.owner_id is not null and f.metric in ('wonAmount', 'revenue')
        and f.from_on < ${until}::date and f.until_on > ${from}::date and f.base_minor is not null)
    select owner_id::text as "personId", sum(minor)::text as minor from held where of_won = (metric = 'wonAmount') group by 1`.execute(
    context.tx.kysely,
  );
  return new Map(rows.map(({ personId, minor }) => [personId, BigInt(minor)]));
}
