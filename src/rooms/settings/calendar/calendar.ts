import { sql } from 'kysely';
import { calendarDays } from '#kernel/chinese-holidays.ts';
import { type FiscalCalendar, fiscalMonths, fiscalQuarters, fiscalYear } from '#kernel/fiscal-calendar.ts';
import { Refused } from '#kernel/result.ts';
import { companyVersion, logCompanyChange, takeCompanyVersion } from '#platform/company/change-company.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { CalendarChange, CalendarDayView, CalendarView } from './contract.ts';

export async function calendarView(context: WriteContext): Promise<CalendarView> {
  const { fiscal } = context.company;
  const year = fiscalYear(fiscal, context.today);
  const days = await storedDays(context);
  return {
    version: await companyVersion(context),
    today: context.today,
    fiscal: { ...fiscal },
    workingDays: await workingWeek(context),
    year: {
      year: year.year,
      from: year.from,
      until: year.until,
      months: fiscalMonths(fiscal, year.year).map(periodOf),
      quarters: fiscalQuarters(fiscal, year.year).map(periodOf),
    },
    days,
    offered: offeredYears(new Set(days.map(({ onDate }) => onDate))),
  };
}

/** Changes how the year is cut and which weekdays are worked; periods that were reported keep the days they had. */
export async function changeCalendar(context: WriteContext, version: number, change: CalendarChange): Promise<void> {
  const before = { fiscal: context.company.fiscal, workingDays: await workingWeek(context) };
  const after: { fiscal: FiscalCalendar; workingDays: number[] } = {
    fiscal: change.fiscal ?? before.fiscal,
    workingDays: [...new Set(change.workingDays ?? before.workingDays)].sort((left, right) => left - right),
  };
  await takeCompanyVersion(context, version);
  await sql`update qd.company set fiscal = ${JSON.stringify(after.fiscal)}::jsonb, working_days = ${after.workingDays}::smallint[]
    where company_id = qd.current_company()`.execute(context.tx.kysely);
  await logCompanyChange(context, 'calendarChanged', {
    fiscal: { from: before.fiscal, to: after.fiscal },
    workingDays: { from: before.workingDays, to: after.workingDays },
  });
}

/** Keeps one day as a holiday or as worked, whatever its weekday says. */
export async function keepDay(context: WriteContext, day: CalendarDayView): Promise<void> {
  const before = (await storedDays(context)).find(({ onDate }) => onDate === day.onDate);
  await insertDays(context, [day]);
  await logCompanyChange(context, 'calendarDayKept', { [day.onDate]: { from: before, to: day } });
}

export async function dropDay(context: WriteContext, onDate: string): Promise<void> {
  const { rows } = await sql<CalendarDayView>`
    delete from qd.calendar_day where company_id = qd.current_company() and on_date = ${onDate}::date
    returning on_date as "onDate", kind, name, source`.execute(context.tx.kysely);
  if (rows.length === 0)
    throw new Refused('not-found', 'nothing is kept for this day', { field: 'onDate', found: onDate });
  await logCompanyChange(context, 'calendarDayDropped', { [onDate]: { from: rows[0] } });
}

/** Takes over the public holidays of mainland China of one year, make-up working days with them. */
export async function takeHolidays(context: WriteContext, year: number): Promise<number> {
  const days = calendarDays().filter(({ onDate }) => onDate.startsWith(`${year}-`));
  if (days.length === 0)
    throw new Refused('unknown-year', `the public holidays of ${year} are not known`, {
      field: 'year',
      found: year,
      expected: `one of ${knownYears().join(', ')}`,
    });
  await insertDays(context, days);
  await logCompanyChange(context, 'holidaysTaken', { [String(year)]: { to: days.length } }, days[0].source);
  return days.length;
}

async function insertDays(context: WriteContext, days: readonly CalendarDayView[]): Promise<void> {
  const rows = JSON.stringify(days.map(({ onDate, kind, name, source }) => ({ on_date: onDate, kind, name, source })));
  await sql`insert into qd.calendar_day (on_date, kind, name, source)
    select on_date, kind, name, source from jsonb_to_recordset(${rows}::jsonb) as d(on_date date, kind text, name text, source text)
    on conflict (company_id, on_date) do update set kind = excluded.kind, name = excluded.name, source = excluded.source`.execute(
    context.tx.kysely,
  );
}

async function storedDays(context: WriteContext): Promise<CalendarDayView[]> {
  const { rows } = await sql<CalendarDayView>`
    select on_date as "onDate", kind, name, source from qd.calendar_day
    where company_id = qd.current_company() order by on_date`.execute(context.tx.kysely);
  return rows;
}

async function workingWeek(context: WriteContext): Promise<number[]> {
  const { rows } = await sql<{ week: number[] }>`
    select working_days as week from qd.company where company_id = qd.current_company()`.execute(context.tx.kysely);
  return rows[0].week.map(Number);
}

function knownYears(): number[] {
  return [...new Set(calendarDays().map(({ onDate }) => Number(onDate.slice(0, 4))))].filter((year) => year >= 2022);
}

function offeredYears(stored: ReadonlySet<string>): CalendarView['offered'] {
  const all = calendarDays();
  return knownYears().map((year) => {
    const days = all.filter(({ onDate }) => onDate.startsWith(`${year}-`));
    return {
      year,
      source: days.find(({ onDate }) => onDate > `${year}-01-31`)?.source ?? days[0].source,
      days: days.length,
      taken: days.every(({ onDate }) => stored.has(onDate)),
    };
  });
}

function periodOf({ number, from, until }: { number: number; from: string; until: string }) {
  return { number, from, until };
}
