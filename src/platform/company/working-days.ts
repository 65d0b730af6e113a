import { sql } from 'kysely';
import { type CivilDate, dayNumber, fromDayNumber, weekday } from '#kernel/civil-date.ts';
import type { Transaction } from '#platform/database/transaction.ts';

/** Which days are worked: the working week, public holidays taken out, make-up days put in. */
export interface WorkCalendar {
  isWorkingDay(day: CivilDate): boolean;
  /** Working days after `from` up to and with `until`: 0 on the same day, 1 from one working day to the next. */
  workingDaysBetween(from: CivilDate, until: CivilDate): number;
}

/** `week` holds 1 Monday … 7 Sunday; `exceptions` holds public holidays and the weekend days worked instead. */
export function workCalendar(
  week: readonly number[],
  exceptions: ReadonlyMap<CivilDate, 'holiday' | 'workday'>,
): WorkCalendar {
  const isWorkingDay = (day: CivilDate): boolean => {
    const exception = exceptions.get(day);
    return exception === undefined ? week.includes(weekday(day)) : exception === 'workday';
  };
  return {
    isWorkingDay,
    workingDaysBetween(from, until) {
      let days = 0;
      for (let day = dayNumber(from) + 1; day <= dayNumber(until); day++)
        if (isWorkingDay(fromDayNumber(day))) days += 1;
      return days;
    },
  };
}

export async function loadWorkCalendar(tx: Transaction): Promise<WorkCalendar> {
  const [{ rows: company }, { rows: days }] = [
    await sql<{
      week: number[];
    }>`select working_days as week from qd.company where company_id = qd.current_company()`.execute(tx.kysely),
    await sql<{ day: CivilDate; kind: 'holiday' | 'workday' }>`
      select on_date as day, kind from qd.calendar_day where company_id = qd.current_company()`.execute(tx.kysely),
  ];
  return workCalendar(company[0].week, new Map(days.map(({ day, kind }) => [day, kind])));
}
