import { type RawBuilder, sql } from 'kysely';
import { dayNumber, fromDayNumber } from '#kernel/civil-date.ts';
import { minorDigits } from '#kernel/currency.ts';
import type { RecordKind } from '#kernel/record-kind.ts';
import type {
  DiagnosedAccount,
  DiagnosedLead,
  DiagnosedLine,
  DiagnosedPerson,
  DiagnosedTraining,
} from '#engines/diagnosis/diagnosis-input.ts';
import { readInPieces } from '#platform/database/read-in-pieces.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { quotasBetween } from '#rooms/performance/goals/index.ts';
import type { DiagnosisPart, LoadedDeal, LoadedName, LoadedVisit } from './diagnosis-part.ts';

const day = (column: string): RawBuilder<unknown> => sql`(${sql.ref(column)}::date - date '1970-01-01')`;
const kindOf = (name: string): RecordKind => recordDefinition(name).kind;

/** The unit a person sits in, or sat in last. */
const personTeam = sql`
  select distinct on (a.person_id) a.person_id, p.unit_id, p.role
  from qd.assignment a join qd.position p on p.company_id = a.company_id and p.id = a.position_id and p.deleted_at is null
  where a.company_id = qd.current_company() and a.deleted_at is null
  order by a.person_id, a.until_on desc nulls first, a.from_on desc`;

/**
 * Reads what the diagnosis looks at, as far as the viewer may see it, part by part; the lists in an order of their own, so that
 * the same data is the same input.
 */
export async function* loadDiagnosisInput(context: WriteContext): AsyncGenerator<DiagnosisPart> {
  const unit = 10 ** -minorDigits(context.company.baseCurrency);
  let lastDay = 0;
  for await (const rows of readInPieces(context.tx, dealsOf(context, unit))) {
    for (const deal of rows) lastDay = Math.max(lastDay, deal.closedDay ?? 0, deal.createdDay ?? 0);
    yield { list: 'deals', rows };
  }
  for await (const rows of readInPieces(context.tx, linesOf(context, unit))) {
    for (const line of rows) lastDay = Math.max(lastDay, line.day);
    yield { list: 'lines', rows };
  }
  for await (const rows of readInPieces(context.tx, stageVisits)) yield { list: 'stageVisits', rows };
  yield { list: 'leads', rows: await loadLeads(context) };
  yield { list: 'accounts', rows: await loadAccounts(context, unit) };
  yield { list: 'people', rows: await loadPeople(context) };
  yield { list: 'trainings', rows: await loadTrainings(context) };
  yield { list: 'names', rows: await loadNames(context) };
  const asOfDay = asOf(context, lastDay);
  const nextQuarterQuota = await loadQuota(context, unit, asOfDay);
  yield { facts: { asOfDay, currency: context.company.baseCurrency, nextQuarterQuota } };
}

/** Today; or, when nothing has happened for two months, the last day on which something did. */
function asOf(context: WriteContext, lastDay: number): number {
  const today = dayNumber(context.today);
  return lastDay === 0 || lastDay > today - 60 ? today : lastDay;
}

function dealsOf(context: WriteContext, unit: number): RawBuilder<LoadedDeal> {
  return sql<LoadedDeal>`
    with team as (${personTeam}),
    touched as (
      select t.opportunity_id, count(*)::int as n,
        count(*) filter (where t.early)::int as early,
        count(*) filter (where t.early and t.type in ('visit', 'meeting', 'demo'))::int as meetings,
        count(distinct t.contact_id) filter (where t.early)::int as contacts,
        min(t.after) filter (where t.early) as first
      from (
        select opportunity_id, type, contact_id, after, after between 0 and 13 as early from (
          select a.opportunity_id, a.type, a.contact_id, (a.occurred_at at time zone ${context.company.timeZone})::date - o.created_on as after
          from qd.activity a join qd.opportunity o on o.company_id = a.company_id and o.id = a.opportunity_id
          where a.company_id = qd.current_company() and a.deleted_at is null offset 0) d offset 0) t
      group by 1)
    select f.id::text, f.status, (f.base_minor * ${unit}::float8) as amount, (f.list_minor * (f.base_minor::float8 / nullif(f.amount_minor, 0)) * ${unit}::float8) as "listAmount",
      ${day('f.created_on')} as "createdDay", ${day('f.closed_on')} as "closedDay", ${day('f.expected_close_on')} as "expectedCloseDay",
      ${day('f.last_activity_on')} as "lastActivityDay", f.slip_count as "slipCount", coalesce(t.n, 0) as activities,
      t.early, t.meetings, t.contacts, t.first,
      f.stage_id::text as stage, f.probability::float8, f.owner_id::text as owner, team.unit_id::text as team, f.account_id::text as account,
      f.product_id::text as product, coalesce(a.region, ru.name) as region, a.segment, f.source, f.competitor_id::text as competitor
    from qd.opportunity f
      left join qd.account a on a.company_id = f.company_id and a.id = f.account_id
      left join team on team.person_id = f.owner_id
      left join qd.unit tu on tu.company_id = f.company_id and tu.id = team.unit_id
      left join qd.unit ru on ru.company_id = f.company_id and ru.id = tu.parent_id and ru.level = 'region'
      left join touched t on t.opportunity_id = f.id
    where ${visibleRows(context.viewer, kindOf('opportunity'), 'f')}
    order by f.id`;
}

const stageVisits = sql<LoadedVisit>`
  select v.opportunity_id::text as deal, v.stage_id::text as stage, v.left_at is null as running,
    extract(epoch from v.entered_at)::float8 / 86400 as "enteredDay",
    extract(epoch from coalesce(v.left_at, now()) - v.entered_at)::float8 / 86400 as days
  from qd.stage_visit v join qd.stage s on s.company_id = v.company_id and s.id = v.stage_id and s.outcome = 'open'
  where v.company_id = qd.current_company()
  order by v.opportunity_id, v.entered_at, v.stage_id`;

async function loadLeads(context: WriteContext): Promise<DiagnosedLead[]> {
  const { rows } = await sql<DiagnosedLead>`
    with team as (${personTeam})
    select f.source, ${day('f.received_at')} as "receivedDay", f.owner_id::text as owner, team.unit_id::text as team,
      (extract(epoch from f.first_response_at - f.received_at) / 3600)::float8 as "responseHours",
      f.status in ('qualified', 'converted') as qualified, f.status in ('new', 'working') as open
    from qd.lead f left join team on team.person_id = f.owner_id
    where ${visibleRows(context.viewer, kindOf('lead'), 'f')} order by f.id`.execute(context.tx.kysely);
  return rows;
}

async function loadAccounts(context: WriteContext, unit: number): Promise<DiagnosedAccount[]> {
  const { rows } = await sql<DiagnosedAccount>`
    with bought as (
      select account_id, count(*)::int as orders, sum(base_minor) * ${unit}::float8 / greatest(1, (max(ordered_on) - min(ordered_on)) / 365.0) as value
      from qd.sales_order where company_id = qd.current_company() and deleted_at is null group by 1),
    slowest as (
      select distinct on (account_id) account_id, extract(epoch from responded_at - opened_at)::float8 / 3600 as hours, ${day('opened_at')} as day
      from qd.ticket where company_id = qd.current_company() and deleted_at is null and responded_at is not null
      order by account_id, responded_at - opened_at desc)
    select f.id::text, f.name, f.owner_id::text as owner, f.region, f.industry, ${day('f.last_order_on')} as "lastOrderDay",
      coalesce(b.orders, 0) as orders, coalesce(b.value, 0)::float8 as "yearlyValue", s.hours as "slowestTicketHours", s.day as "slowestTicketDay"
    from qd.account f left join bought b on b.account_id = f.id left join slowest s on s.account_id = f.id
    where ${visibleRows(context.viewer, kindOf('account'), 'f')} order by f.id`.execute(context.tx.kysely);
  return rows;
}

function linesOf(context: WriteContext, unit: number): RawBuilder<DiagnosedLine> {
  return sql<DiagnosedLine>`
    with team as (${personTeam})
    select ${day('f.ordered_on')} as day, f.owner_id::text as owner, team.unit_id::text as team, f.product_id::text as product,
      f.account_id::text as account, p.family, f.quantity::float8, f.currency = ${context.company.baseCurrency} as domestic, f.base_minor * ${unit}::float8 as amount, f.base_list_minor * ${unit}::float8 as "listAmount"
    from qd.order_line f
      left join team on team.person_id = f.owner_id
      left join qd.product p on p.company_id = f.company_id and p.id = f.product_id
    where ${visibleRows(context.viewer, kindOf('orderLine'), 'f')} and f.base_minor is not null
    order by f.ordered_on, f.id`;
}

async function loadPeople(context: WriteContext): Promise<DiagnosedPerson[]> {
  const { rows } = await sql<DiagnosedPerson>`
    with team as (${personTeam})
    select f.id::text, team.unit_id::text as team, f.manager_id::text as manager,
      coalesce(team.role in ('rep', 'teamLead'), false) as sells, ${day('f.joined_on')} as "joinedDay", ${day('f.left_on')} as "leftDay"
    from qd.person f left join team on team.person_id = f.id
    where ${visibleRows(context.viewer, kindOf('person'), 'f')} order by f.id`.execute(context.tx.kysely);
  return rows;
}

async function loadTrainings(context: WriteContext): Promise<DiagnosedTraining[]> {
  const { rows } = await sql<DiagnosedTraining>`
    select f.person_id::text as person, c.name as course, ${day('f.completed_on')} as "completedDay"
    from qd.enrolment f join qd.course c on c.company_id = f.company_id and c.id = f.course_id
    where ${visibleRows(context.viewer, kindOf('enrolment'), 'f')} and f.completed_on is not null order by f.id`.execute(
    context.tx.kysely,
  );
  return rows;
}

/** Quota of the coming 91 days: what is set for people, each period counted by the share of it that falls inside. */
async function loadQuota(context: WriteContext, unit: number, asOfDay: number): Promise<number | null> {
  const quotas = await quotasBetween(context, { from: fromDayNumber(asOfDay + 1), until: fromDayNumber(asOfDay + 92) });
  return quotas.size === 0 ? null : Number([...quotas.values()].reduce((sum, one) => sum + one, 0n)) * unit;
}

async function loadNames(context: WriteContext): Promise<LoadedName[]> {
  const { rows } = await sql<LoadedName>`
    select id::text, to_jsonb(name) as name from qd.person where company_id = qd.current_company()
    union all select id::text, to_jsonb(name) from qd.unit where company_id = qd.current_company()
    union all select id::text, to_jsonb(name) from qd.product where company_id = qd.current_company()
    union all select id::text, jsonb_build_object('zh-Hans', name, 'en', coalesce(name_en, name), 'zh-Hant', coalesce(name_hant, name))
      from qd.stage where company_id = qd.current_company()
    union all select id::text, to_jsonb(name) from qd.competitor where company_id = qd.current_company()
    union all select f.id::text, to_jsonb(f.name) from qd.account f where ${visibleRows(context.viewer, kindOf('account'), 'f')}
    order by 1`.execute(context.tx.kysely);
  return rows;
}
