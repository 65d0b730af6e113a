import { sql } from 'kysely';
import type { RecordChange } from '#platform/records/registry.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

/** Ends the visit of the stage that was left and begins one of the stage that was entered. */
export async function projectStageVisits(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const moved = changes
    .filter(
      ({ previous, next, action }) =>
        action !== 'deleted' && action !== 'restored' && previous?.stageId !== next.stageId,
    )
    .map(({ id, previous, next, occurredAt }) => ({
      id,
      stage: next.stageId,
      owner: next.ownerId ?? null,
      at: occurredAt ?? (previous === undefined ? entryTime(context, next) : context.now),
    }));
  if (moved.length === 0) return;
  const moves = sql`unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ stage }) => stage)}::uuid[],
    ${moved.map(({ owner }) => owner)}::uuid[], ${moved.map(({ at }) => at)}::timestamptz[]) as m(opportunity_id, stage_id, owner_id, at)`;
  // A new opportunity has no visit to end, and none that could be there already.
  const anyKnown = changes.some(({ previous }) => previous !== undefined);
  if (anyKnown) {
    await sql`
      update qd.stage_visit v set left_at = m.at from ${moves}
      where v.company_id = qd.current_company() and v.opportunity_id = m.opportunity_id and v.left_at is null`.execute(
      context.tx.kysely,
    );
  }
  await sql`
    insert into qd.stage_visit (opportunity_id, stage_id, owner_id, entered_at)
    select opportunity_id, stage_id, owner_id, at from ${moves}
    ${anyKnown ? sql`on conflict do nothing` : sql``}`.execute(context.tx.kysely);
}

/** The visits of opportunities that an import made, and that are about to go, go too. */
export async function takeOutVisits(context: WriteContext, importId: string): Promise<void> {
  await sql`
    delete from qd.stage_visit v using qd.opportunity o
    where v.company_id = qd.current_company() and o.company_id = v.company_id and o.id = v.opportunity_id
      and o.import_id = ${importId}::uuid and o.deleted_at is null`.execute(context.tx.kysely);
}

/** A new record enters its stage now; one imported from the past enters it on the day it closed or was created. */
function entryTime(context: WriteContext, next: Readonly<Record<string, unknown>>): string {
  const day = (next.closedOn ?? next.createdOn) as string | null;
  return day === null || day >= context.today ? context.now : `${day}T00:00:00Z`;
}
