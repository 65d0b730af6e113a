import { sql } from 'kysely';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { may } from '#platform/visibility/viewer.ts';
import { placeOfAccount, placeOfCity } from '#rooms/customers/places/index.ts';
import type { PlannedVisit, RouteStart } from './plan-route.ts';

const kindOf = (name: string) => recordDefinition(name).kind;
const usualMinutes = 45;
const most = 40;

interface VisitRow {
  readonly kind: 'task' | 'activity';
  readonly id: string;
  readonly title: string;
  readonly plannedAt: number | null;
  readonly agreed: boolean;
  readonly minutes: number | null;
  readonly accountId: string | null;
  readonly account: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/**
 * The viewer's own visits of today that are still to be made: open tasks of the type visit (about a customer, or about a deal
 * of one), and visits, meetings and demos entered for a time to come.
 */
export async function loadVisits(context: WriteContext): Promise<PlannedVisit[]> {
  const { viewer, today, now, company } = context;
  const zone = company.timeZone;
  const minuteOf = (column: string) =>
    sql`(extract(hour from ${sql.ref(column)} at time zone ${zone}) * 60 + extract(minute from ${sql.ref(column)} at time zone ${zone}))::int`;
  const activities = may(viewer, 'activity', 'read')
    ? sql`union all
      select 'activity', f.id, f.subject, ${minuteOf('f.occurred_at')}, true, f.minutes, f.account_id, f.created_at
      from qd.activity f where ${visibleRows(viewer, kindOf('activity'), 'f')} and f.owner_id = ${viewer.personId}::uuid
        and f.type in ('visit', 'meeting', 'demo') and f.occurred_at > ${now}::timestamptz
        and (f.occurred_at at time zone ${zone})::date = ${today}::date`
    : sql``;
  const { rows } = await sql<VisitRow>`
    with visit (kind, id, title, planned, agreed, minutes, account_id, created_at) as (
      select 'task', f.id, f.subject, ${minuteOf('f.planned_at')}, f.time_agreed, f.minutes,
        case f.about_kind when 'account' then f.about_id when 'opportunity' then (
          select o.account_id from qd.opportunity o where o.company_id = f.company_id and o.id = f.about_id) end, f.created_at
      from qd.task f where ${visibleRows(viewer, kindOf('task'), 'f')} and f.owner_id = ${viewer.personId}::uuid
        and f.type = 'visit' and f.status = 'open' and f.due_on = ${today}::date ${activities})
    select v.kind, v.id::text, v.title, v.planned as "plannedAt", v.agreed, v.minutes, f.id::text as "accountId", f.name as account,
      f.city, f.latitude::float8, f.longitude::float8
    from visit v left join qd.account f on f.id = v.account_id and ${visibleRows(viewer, kindOf('account'), 'f')}
    order by v.planned nulls last, v.created_at, v.id limit ${most}`.execute(context.tx.kysely);
  return rows.map(({ latitude, longitude, minutes, ...row }) => ({
    ...row,
    minutes: minutes ?? usualMinutes,
    place: placeOfAccount({ latitude, longitude, city: row.city }),
  }));
}

/** Cities of the viewer's own customers whose place is known, the most frequent first. */
export async function loadCities(context: WriteContext): Promise<string[]> {
  const { rows } = await sql<{ city: string }>`
    select f.city from qd.account f
    where ${visibleRows(context.viewer, kindOf('account'), 'f')} and f.owner_id = ${context.viewer.personId}::uuid and f.city is not null
    group by 1 order by count(*) desc, 1 limit 60`.execute(context.tx.kysely);
  return rows.map(({ city }) => city).filter((city) => placeOfCity(city) !== undefined);
}

/** Where the day begins: the city asked for, else the city of most of the day's visits, else the first of the cities. */
export function startOf(
  wanted: string | undefined,
  visits: readonly PlannedVisit[],
  cities: readonly string[],
): RouteStart | undefined {
  const counts = new Map<string, number>();
  for (const { city } of visits) if (city !== null) counts.set(city, (counts.get(city) ?? 0) + 1);
  const busiest = [...counts].toSorted((a, b) => b[1] - a[1]).map(([city]) => city);
  for (const city of [wanted, ...busiest, ...cities]) {
    const place = city === undefined ? undefined : placeOfCity(city);
    if (city !== undefined && place !== undefined) return { city, ...place };
  }
  // Nobody says where: at the first customer that has a place.
  const first = visits.find(({ place }) => place !== undefined);
  return first === undefined
    ? undefined
    : { city: first.account ?? first.title, latitude: first.place!.latitude, longitude: first.place!.longitude };
}
