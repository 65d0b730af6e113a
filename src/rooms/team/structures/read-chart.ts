import { sql } from 'kysely';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { Chart, ChartUnit } from './chart-contract.ts';

/** The chart of a structure on a day: units, positions and who holds them, as they stood or will stand. */
export async function readChart(context: WriteContext, wanted: string | undefined, asOf: string): Promise<Chart> {
  const { rows: structures } = await sql<Chart['structures'][number]>`
    select s.id::text, s.name, s.dimension from qd.structure s
    where s.company_id = qd.current_company() and s.deleted_at is null
    order by (select count(*) from qd.unit u where u.company_id = s.company_id and u.structure_id = s.id) desc, s.name`.execute(
    context.tx.kysely,
  );
  const structureId = structures.find(({ id }) => id === wanted)?.id ?? structures[0]?.id ?? null;
  const units = structureId === null ? [] : await unitsOn(context, structureId, asOf);
  return { structures, structureId, asOf, today: context.today, units };
}

export async function unitsOn(context: WriteContext, structureId: string, day: string): Promise<ChartUnit[]> {
  const { rows } = await sql<ChartUnit>`
    select u.id::text, u.name, u.level,
      (select case when count(*) = 0 then u.parent_id::text else max(p.parent_id::text) end from (
        select parent_id from qd.unit_placement p where p.company_id = u.company_id and p.unit_id = u.id
          and p.from_on <= ${day}::date and (p.until_on is null or p.until_on > ${day}::date) limit 1) p) as "parentId",
      coalesce((
        select jsonb_agg(jsonb_build_object('id', s.id, 'unitId', u.id, 'title', coalesce(s.title, ''), 'role', s.role, 'leads', s.leads,
          'holders', coalesce((
            select jsonb_agg(jsonb_build_object('assignmentId', a.id, 'personId', a.person_id, 'name', person.name,
              'fromOn', a.from_on, 'untilOn', a.until_on) order by person.name)
            from qd.assignment a join qd.person person on person.company_id = a.company_id and person.id = a.person_id
            where a.company_id = s.company_id and a.position_id = s.id and a.deleted_at is null and person.deleted_at is null
              and a.from_on <= ${day}::date and (a.until_on is null or a.until_on > ${day}::date)), '[]')) order by s.leads desc, s.role, s.title)
        from qd.position s where s.company_id = u.company_id and s.unit_id = u.id and s.deleted_at is null
          and (s.from_on is null or s.from_on <= ${day}::date) and (s.until_on is null or s.until_on > ${day}::date)), '[]') as positions
    from qd.unit u where u.company_id = qd.current_company() and u.structure_id = ${structureId}::uuid and u.deleted_at is null
      and (u.from_on is null or u.from_on <= ${day}::date) and (u.until_on is null or u.until_on > ${day}::date)
    order by u.name`.execute(context.tx.kysely);
  return rows;
}
