import { sql } from 'kysely';
import { addDays, daysBetween } from '#kernel/civil-date.ts';
import { money, moneyToText } from '#kernel/money.ts';
import { fiscalQuarter } from '#kernel/fiscal-calendar.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { may, readScope } from '#platform/visibility/viewer.ts';
import { quotasBetween } from '#rooms/performance/goals/index.ts';
import type { Day, DayGoal, DayItem, HelpNeeded } from './contract.ts';

const kindOf = (name: string) => recordDefinition(name).kind;
/** Without contact for so long, a deal is cooling. */
const quietDays = 30;

/** The day of the viewer: what to do, how the quarter stands, what changed, who needs help. All of it only from rows they see. */
export async function loadDay(context: WriteContext): Promise<Day> {
  const { viewer } = context;
  const leads = readScope(viewer, 'opportunity') !== 'own' && may(viewer, 'opportunity', 'read');
  const selling = may(viewer, 'opportunity', 'read');
  return {
    today: context.today,
    currency: context.company.baseCurrency,
    view: leads ? 'lead' : 'own',
    goal: selling ? await goalOf(context) : null,
    plan: [
      ...(await tasksDue(context)),
      ...(selling ? await dealSteps(context) : []),
      ...(await leadsWaiting(context)),
      ...(await ticketsWaiting(context)),
    ].slice(0, 40),
    alerts: await alertsOf(context),
    changes: selling ? await changesSinceYesterday(context) : [],
    help: leads ? await helpOf(context) : [],
  };
}

function text(context: WriteContext, minor: string | null): string {
  return moneyToText(money(BigInt(minor ?? '0'), context.company.baseCurrency));
}

/** Today's visits are not among them: they are on the route. */
async function tasksDue(context: WriteContext): Promise<DayItem[]> {
  const { rows } = await sql<{ id: string; subject: string; dueOn: string | null }>`
    select f.id::text, f.subject, f.due_on as "dueOn" from qd.task f
    where ${visibleRows(context.viewer, kindOf('task'), 'f')} and f.owner_id = ${context.viewer.personId}::uuid and f.status = 'open'
      and (f.due_on < ${context.today}::date or f.due_on = ${context.today}::date and f.type <> 'visit') order by f.due_on, f.id limit 20`.execute(
    context.tx.kysely,
  );
  return rows.map((row) => ({
    kind: 'task',
    id: row.id,
    title: row.subject,
    who: null,
    reason: 'taskDue',
    days: row.dueOn === null ? null : daysBetween(row.dueOn, context.today),
    detail: null,
    amount: null,
  }));
}

interface DealRow {
  id: string;
  name: string;
  account: string | null;
  nextStep: string | null;
  nextStepOn: string | null;
  expectedCloseOn: string | null;
  lastActivityOn: string | null;
  base: string | null;
}

/** Own deals that ask for something today: a next step that is due, a close date that has passed, no contact for a month. */
async function dealSteps(context: WriteContext): Promise<DayItem[]> {
  const { rows } = await sql<DealRow>`
    select f.id::text, f.name, a.name as account, f.next_step as "nextStep", f.next_step_on as "nextStepOn", f.expected_close_on as "expectedCloseOn",
      f.last_activity_on as "lastActivityOn", f.base_minor::text as base
    from qd.opportunity f left join qd.account a on a.company_id = f.company_id and a.id = f.account_id and ${visibleRows(context.viewer, kindOf('account'), 'a')}
    where ${visibleRows(context.viewer, kindOf('opportunity'), 'f')} and f.owner_id = ${context.viewer.personId}::uuid and f.status = 'open'
      and (f.next_step_on <= ${context.today}::date or f.expected_close_on < ${context.today}::date or f.last_activity_on < ${addDays(context.today, -quietDays)}::date)
    order by least(f.next_step_on, f.expected_close_on), f.base_minor desc limit 25`.execute(context.tx.kysely);
  return rows.map((row): DayItem => {
    const common = {
      kind: 'opportunity',
      id: row.id,
      title: row.name,
      who: row.account,
      amount: row.base === null ? null : text(context, row.base),
    };
    if (row.nextStepOn !== null && row.nextStepOn <= context.today)
      return {
        ...common,
        reason: 'nextStepDue',
        days: daysBetween(row.nextStepOn, context.today),
        detail: row.nextStep,
      };
    if (row.expectedCloseOn !== null && row.expectedCloseOn < context.today)
      return {
        ...common,
        reason: 'pastClose',
        days: daysBetween(row.expectedCloseOn, context.today),
        detail: row.nextStep,
      };
    return {
      ...common,
      reason: 'noContact',
      days: row.lastActivityOn === null ? null : daysBetween(row.lastActivityOn, context.today),
      detail: row.nextStep,
    };
  });
}

async function leadsWaiting(context: WriteContext): Promise<DayItem[]> {
  if (!may(context.viewer, 'lead', 'read')) return [];
  const { rows } = await sql<{ id: string; name: string; company: string | null; days: number; source: string | null }>`
    select f.id::text, f.name, f.company_name as company, f.source, (${context.today}::date - f.received_at::date) as days from qd.lead f
    where ${visibleRows(context.viewer, kindOf('lead'), 'f')} and f.owner_id = ${context.viewer.personId}::uuid and f.status = 'new' and f.first_response_at is null
    order by f.received_at desc limit 10`.execute(context.tx.kysely);
  return rows.map((row) => ({
    kind: 'lead',
    id: row.id,
    title: row.name,
    who: row.company,
    reason: 'leadWaiting',
    days: row.days,
    detail: row.source,
    amount: null,
  }));
}

async function ticketsWaiting(context: WriteContext): Promise<DayItem[]> {
  if (!may(context.viewer, 'ticket', 'update')) return [];
  const own =
    readScope(context.viewer, 'ticket') === 'own' ? sql`and f.owner_id = ${context.viewer.personId}::uuid` : sql``;
  const { rows } = await sql<{ id: string; subject: string; account: string | null; days: number }>`
    select f.id::text, f.subject, a.name as account, (${context.today}::date - f.opened_at::date) as days
    from qd.ticket f left join qd.account a on a.company_id = f.company_id and a.id = f.account_id and ${visibleRows(context.viewer, kindOf('account'), 'a')}
    where ${visibleRows(context.viewer, kindOf('ticket'), 'f')} ${own} and f.status = 'open' order by f.responded_at nulls first, f.opened_at limit 15`.execute(
    context.tx.kysely,
  );
  return rows.map((row) => ({
    kind: 'ticket',
    id: row.id,
    title: row.subject,
    who: row.account,
    reason: 'ticketWaiting',
    days: row.days,
    detail: null,
    amount: null,
  }));
}

/** The quarter so far against the quota, with what the open deals would add. */
async function goalOf(context: WriteContext): Promise<DayGoal> {
  const { from, until } = fiscalQuarter(context.company.fiscal, context.today);
  const visible = visibleRows(context.viewer, kindOf('opportunity'), 'f');
  const { rows: won } = await sql<{ day: string; base: string }>`
    select f.closed_on as day, coalesce(sum(f.base_minor), 0)::text as base from qd.opportunity f
    where ${visible} and f.status = 'won' and f.closed_on >= ${from}::date and f.closed_on < ${until}::date group by 1 order by 1`.execute(
    context.tx.kysely,
  );
  const { rows: open } = await sql<{ count: number; base: string; weighted: string }>`
    select count(*)::int as count, coalesce(sum(f.base_minor), 0)::text as base,
      coalesce(trunc(sum(f.base_minor * f.probability) filter (where f.expected_close_on < ${until}::date)), 0)::text as weighted
    from qd.opportunity f where ${visible} and f.status = 'open'`.execute(context.tx.kysely);
  const quotas = await quotasBetween(context, { from, until });
  let total = 0n;
  const days = won.map((row) => {
    total += BigInt(row.base);
    return { day: row.day, total: text(context, total.toString()) };
  });
  return {
    from,
    until,
    won: text(context, total.toString()),
    weighted: text(context, open[0].weighted),
    quota: quotas.size === 0 ? null : text(context, String([...quotas.values()].reduce((sum, one) => sum + one, 0n))),
    openCount: open[0].count,
    openAmount: text(context, open[0].base),
    days,
  };
}

async function alertsOf(context: WriteContext): Promise<Day['alerts']> {
  const alerts: Day['alerts'] = [];
  const count = async (
    kind: string,
    reason: DayItem['reason'],
    condition: ReturnType<typeof sql>,
    filter: string[],
  ): Promise<void> => {
    if (!may(context.viewer, kind, 'read')) return;
    const { table } = kindOf(kind);
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from qd.${sql.raw(table)} f where ${visibleRows(context.viewer, kindOf(kind), 'f')} and ${condition}`.execute(
      context.tx.kysely,
    );
    if (rows[0].n > 0) alerts.push({ reason, count: rows[0].n, kind, filter });
  };
  await count('opportunity', 'pastClose', sql`f.status = 'open' and f.expected_close_on < ${context.today}::date`, [
    'status:eq:open',
    `expectedCloseOn:lt:${context.today}`,
  ]);
  await count('lead', 'leadWaiting', sql`f.status = 'new' and f.first_response_at is null`, [
    'status:eq:new',
    'firstResponseAt:empty',
  ]);
  await count(
    'opportunity',
    'noContact',
    sql`f.status = 'open' and f.last_activity_on < ${addDays(context.today, -quietDays)}::date`,
    ['status:eq:open', `lastActivityOn:lt:${addDays(context.today, -quietDays)}`],
  );
  return alerts.slice(0, 3);
}

/** Deals won, lost, made or moved since yesterday: whatever entered its present stage since then. */
async function changesSinceYesterday(context: WriteContext): Promise<DayItem[]> {
  const yesterday = addDays(context.today, -1);
  const { rows } = await sql<{
    id: string;
    name: string;
    owner: string | null;
    reason: DayItem['reason'];
    base: string | null;
  }>`
    select f.id::text, f.name, p.name as owner, f.base_minor::text as base,
      case when f.status <> 'open' then f.status when f.created_on >= ${yesterday}::date then 'created' else 'moved' end as reason
    from qd.opportunity f left join qd.person p on p.company_id = f.company_id and p.id = f.owner_id
    where ${visibleRows(context.viewer, kindOf('opportunity'), 'f')} and f.stage_entered_on >= ${yesterday}::date
    order by f.base_minor desc nulls last limit 12`.execute(context.tx.kysely);
  return rows.map((row) => ({
    kind: 'opportunity',
    id: row.id,
    title: row.name,
    who: row.owner,
    reason: row.reason,
    days: null,
    detail: null,
    amount: row.base === null ? null : text(context, row.base),
  }));
}

/** People whose deals slip or lie still, or who are far behind their quota: where a word from the lead helps most. */
async function helpOf(context: WriteContext): Promise<HelpNeeded[]> {
  const { from, until } = fiscalQuarter(context.company.fiscal, context.today);
  const { rows } = await sql<{
    personId: string;
    name: string;
    pastClose: number;
    quiet: number;
    open: string;
    won: string;
  }>`
    select p.id::text as "personId", p.name, count(*) filter (where f.status = 'open' and f.expected_close_on < ${context.today}::date)::int as "pastClose",
      count(*) filter (where f.status = 'open' and f.last_activity_on < ${addDays(context.today, -quietDays)}::date)::int as quiet,
      coalesce(sum(f.base_minor) filter (where f.status = 'open'), 0)::text as open,
      coalesce(sum(f.base_minor) filter (where f.status = 'won'), 0)::text as won
    from qd.opportunity f join qd.person p on p.company_id = f.company_id and p.id = f.owner_id
    where ${visibleRows(context.viewer, kindOf('opportunity'), 'f')} and (f.status = 'open' or (f.status = 'won' and f.closed_on >= ${from}::date and f.closed_on < ${until}::date))
    group by p.company_id, p.id, p.name order by 3 desc, 4 desc limit 6`.execute(context.tx.kysely);
  const quotas = await quotasBetween(context, { from, until });
  return rows
    .filter((row) => row.pastClose + row.quiet > 0)
    .map((row) => ({
      personId: row.personId,
      name: row.name,
      pastClose: row.pastClose,
      quiet: row.quiet,
      openAmount: text(context, row.open),
      attainment: shareOf(row.won, quotas.get(row.personId)),
    }));
}

function shareOf(won: string, quota: bigint | undefined): number | null {
  return quota === undefined || quota === 0n ? null : Number(won) / Number(quota);
}
