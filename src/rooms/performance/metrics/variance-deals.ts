import { type RawBuilder, sql } from 'kysely';
import type { VarianceDimension } from './variance-dimensions.ts';
import type { PipelineDeal } from '#engines/variance/pipeline-variance.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

const sliceOf: Readonly<Record<VarianceDimension, RawBuilder<unknown>>> = {
  region: sql`a.region`,
  owner: sql`f.owner_id`,
  product: sql`f.product_id`,
  segment: sql`a.segment`,
  source: sql`f.source`,
  competitor: sql`f.competitor_id`,
};

/** Deals the viewer may see that were open or closed in either period, each with the slice it falls in. */
export async function loadDeals(
  context: WriteContext,
  by: VarianceDimension | undefined,
  from: string,
  until: string,
): Promise<PipelineDeal[]> {
  const { rows } = await sql<{
    slice: string | null;
    created: number;
    closed: number | null;
    won: boolean;
    minor: string;
  }>`
    select ${by === undefined ? sql`''` : sql`${sliceOf[by]}::text`} as slice, f.created_on - date '1970-01-01' as created,
      f.closed_on - date '1970-01-01' as closed, f.status = 'won' as won, coalesce(f.base_minor, 0)::text as minor
    from qd.opportunity f left join qd.account a on a.company_id = f.company_id and a.id = f.account_id
      and ${visibleRows(context.viewer, recordDefinition('account').kind, 'a')}
    where ${visibleRows(context.viewer, recordDefinition('opportunity').kind, 'f')} and f.created_on is not null
      and f.created_on < ${until}::date and (f.closed_on is null and f.status = 'open' or f.closed_on >= ${from}::date)`.execute(
    context.tx.kysely,
  );
  return rows.map((row) => ({
    slice: [row.slice ?? ''],
    created: row.created,
    ...(row.closed === null ? {} : { closed: row.closed }),
    won: row.won,
    amountMinor: BigInt(row.minor),
  }));
}
