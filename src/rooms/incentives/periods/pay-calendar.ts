import {
  type Period,
  type PeriodCalendar,
  type PeriodKind,
  periodKinds,
  regularCalendar,
} from '#engines/commission/periods.ts';
import { type CivilDate, addDays } from '#kernel/civil-date.ts';
import { Refused } from '#kernel/result.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { compileText, planVersions } from '../plans/index.ts';

/** The calendar behind a name: month, quarter/7, plan:KEY … Plans with pay cycles of their own say which days they are. */
export async function payCalendar(context: WriteContext, name: string): Promise<PeriodCalendar> {
  const [kind, start] = name.split('/');
  if ((periodKinds as readonly string[]).includes(kind)) return regularCalendar(kind as PeriodKind, Number(start ?? 1));
  const versions = await planVersions(context, { states: ['approved', 'retired'] });
  const own = versions.find(({ calendar }) => calendar === name);
  if (own === undefined)
    throw new Refused('unknown-calendar', 'no plan is paid by this calendar', {
      field: 'calendar',
      found: name,
      expected: `one of ${[...new Set(['month', ...versions.map(({ calendar }) => calendar)])].join(', ')}`,
    });
  return compileText(own.text).plan.calendar;
}

/** The period with this label; undefined when the calendar has none. */
export function periodLabelled(calendar: PeriodCalendar, label: string): Period | undefined {
  const own = calendar.named?.(label);
  if (own !== undefined) return own;
  const year = /^(?:FY)?(\d{4})/.exec(label)?.[1];
  if (year === undefined) return undefined;
  let day: CivilDate = `${String(Number(year) - 1)}-01-01`;
  for (let i = 0; i < 200; i++) {
    const period = calendar.periodOf(day);
    if (period?.id === label) return period;
    day = period === undefined ? addDays(day, 7) : addDays(period.through, 1);
  }
  return undefined;
}
