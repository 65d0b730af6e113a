import { sql } from 'kysely';
import type { RecordChange } from '#platform/records/registry.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

/** Keeps since when a unit stands where it does, however it was moved: the place before ends today, the new one begins. */
export async function keepPlacements(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const moved = changes.filter(
    ({ previous, next, action }) =>
      previous !== undefined && action !== 'deleted' && previous.parentId !== next.parentId,
  );
  if (moved.length === 0) return;
  const rows = JSON.stringify(
    moved.map(({ id, previous, next }) => ({
      unit: id,
      before: previous?.parentId ?? null,
      parent: next.parentId ?? null,
    })),
  );
  const moves = sql`jsonb_to_recordset(${rows}::jsonb) as m(unit uuid, before uuid, parent uuid)`;
  const { kysely } = context.tx;
  await sql`insert into qd.unit_placement (unit_id, parent_id, from_on)
    select m.unit, m.before, '0001-01-01' from ${moves}
    where not exists (select from qd.unit_placement p where p.company_id = qd.current_company() and p.unit_id = m.unit)`.execute(
    kysely,
  );
  await sql`update qd.unit_placement p set until_on = ${context.today}::date from ${moves}
    where p.company_id = qd.current_company() and p.unit_id = m.unit and p.from_on < ${context.today}::date
      and (p.until_on is null or p.until_on > ${context.today}::date) and p.parent_id is distinct from m.parent`.execute(
    kysely,
  );
  await sql`insert into qd.unit_placement (unit_id, parent_id, from_on)
    select m.unit, m.parent, ${context.today}::date from ${moves}
    where not exists (select from qd.unit_placement p where p.company_id = qd.current_company() and p.unit_id = m.unit
      and p.from_on <= ${context.today}::date and (p.until_on is null or p.until_on > ${context.today}::date))
    on conflict (company_id, unit_id, from_on) do update set parent_id = excluded.parent_id`.execute(kysely);
  await sql`update qd.unit_placement p set parent_id = m.parent from ${moves}
    where p.company_id = qd.current_company() and p.unit_id = m.unit and p.from_on = ${context.today}::date`.execute(
    kysely,
  );
}
