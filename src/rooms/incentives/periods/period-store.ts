import { sql } from 'kysely';
import type { CivilDate } from '#kernel/civil-date.ts';
import { Refused } from '#kernel/result.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { notFound, note } from '../steps.ts';
import type { PeriodState } from './contract.ts';
import { payCalendar, periodLabelled } from './pay-calendar.ts';

export interface PeriodRow {
  readonly id: string;
  readonly calendar: string;
  readonly label: string;
  readonly fromOn: CivilDate;
  readonly throughOn: CivilDate;
  readonly state: PeriodState;
  readonly calculatedAt: string | null;
  readonly closedAt: string | null;
  readonly closedHash: string | null;
  readonly version: number;
}

const closed: readonly PeriodState[] = ['closed', 'paid'];

export function isClosed({ state }: Pick<PeriodRow, 'state'>): boolean {
  return closed.includes(state);
}

export async function periodRows(
  context: WriteContext,
  where: { readonly id?: string; readonly calendar?: string; readonly limit?: number; readonly lock?: boolean } = {},
): Promise<PeriodRow[]> {
  const { rows } = await sql<PeriodRow>`
    select id::text, calendar, label, from_on as "fromOn", through_on as "throughOn", state, calculated_at as "calculatedAt", closed_at as "closedAt",
      closed_hash as "closedHash", version
    from qd.pay_period where company_id = qd.current_company()
      ${where.id === undefined ? sql`` : sql`and id = ${where.id}::uuid`}
      ${where.calendar === undefined ? sql`` : sql`and calendar = ${where.calendar}`}
    order by through_on desc, calendar limit ${where.limit ?? 500}
    ${where.lock === true ? sql`for update` : sql``}`.execute(context.tx.kysely);
  return rows;
}

/** The period, locked until the transaction ends: whatever writes to its books and whatever closes them wait for each other. */
export async function lockedPeriod(context: WriteContext, id: string): Promise<PeriodRow> {
  const [row] = await periodRows(context, { id, lock: true });
  if (row === undefined) throw notFound('period', id);
  return row;
}

/** Opens the next period of a calendar, or the one named. */
export async function openPeriod(context: WriteContext, name: string, label: string | undefined): Promise<string> {
  const calendar = await payCalendar(context, name);
  const [last] = await periodRows(context, { calendar: name, limit: 1 });
  const period =
    label !== undefined
      ? periodLabelled(calendar, label)
      : last === undefined
        ? calendar.periodOf(context.today)
        : calendar.next({ id: last.label, from: last.fromOn, through: last.throughOn });
  if (period === undefined)
    throw new Refused('unknown-period', 'the calendar has no such period', {
      field: 'label',
      found: label ?? 'the next',
      expected: `a period of ${name} such as ${calendar.periodOf(context.today)?.id ?? 'one of its list'}`,
    });
  if (last !== undefined && period.from <= last.fromOn)
    throw new Refused('duplicate-period', `${last.label} is there already: periods are opened in order`, {
      field: 'label',
      found: period.id,
      expected: `a period after ${last.label}`,
    });
  const id = newId(context);
  await sql`
    insert into qd.pay_period (id, calendar, label, from_on, through_on, created_at)
    values (${id}::uuid, ${name}, ${period.id}, ${period.from}::date, ${period.through}::date, ${context.now}::timestamptz)`.execute(
    context.tx.kysely,
  );
  await note(context, 'payPeriod', id, 'created', { calendar: { to: name }, label: { to: period.id } });
  return id;
}

/** Moves a period on and leaves the step in its trail. */
export async function movePeriod(
  context: WriteContext,
  period: PeriodRow,
  to: PeriodState,
  details: {
    readonly note?: string | null;
    readonly closedHash?: string;
    readonly calculated?: boolean;
    readonly hash?: string;
  } = {},
): Promise<void> {
  const hash = details.hash ?? (await statementsHash(context, period.id));
  await sql`
    update qd.pay_period set state = ${to}, version = version + 1,
      calculated_at = case when ${details.calculated ?? false} then ${context.now}::timestamptz else calculated_at end,
      closed_at = coalesce(closed_at, case when ${to === 'closed'} then ${context.now}::timestamptz end),
      closed_hash = coalesce(closed_hash, ${details.closedHash ?? null})
    where company_id = qd.current_company() and id = ${period.id}::uuid`.execute(context.tx.kysely);
  await sql`
    insert into qd.pay_period_step (id, period_id, from_state, to_state, person_id, via, at, note, statements_hash)
    values (${newId(context)}::uuid, ${period.id}::uuid, ${period.state}, ${to}, ${context.viewer.personId}::uuid, ${context.author.via}, ${context.now}::timestamptz,
      ${details.note ?? null}, ${hash})`.execute(context.tx.kysely);
  await note(context, 'payPeriod', period.id, to, { state: { from: period.state, to }, statementsHash: { to: hash } });
}

/** One hash over all statements of a period, in a fixed order. */
export async function statementsHash(context: WriteContext, periodId: string): Promise<string> {
  const { rows } = await sql<{ hash: string }>`
    select encode(sha256(convert_to(coalesce(string_agg(owner_id || ' ' || plan_id || ' ' || revision || ' ' || hash || chr(10), '' order by owner_id, plan_id), ''), 'UTF8')), 'hex') as hash
    from qd.pay_statement where company_id = qd.current_company() and period_id = ${periodId}::uuid and latest`.execute(
    context.tx.kysely,
  );
  return rows[0].hash;
}
