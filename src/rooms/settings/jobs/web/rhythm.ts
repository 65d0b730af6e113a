/** One of the usual rhythms, as the words of the jobs page name it, with what stands in them. */
export type Rhythm =
  | { readonly every: 'minute' }
  | { readonly every: 'minutes'; readonly minutes: number }
  | { readonly every: 'day' | 'workingDay'; readonly time: string }
  | { readonly every: 'week'; readonly time: string /** 0 Sunday … 6 Saturday. */; readonly weekday: number }
  | { readonly every: 'month'; readonly time: string; readonly day: number };

/** What the five fields of a schedule mean, where they are a usual rhythm; anything else is shown as it is written. */
export function rhythmOf(cron: string): Rhythm | undefined {
  const [minute, hour, day, month, weekday, ...more] = cron.trim().split(/\s+/);
  if (weekday === undefined || more.length > 0 || month !== '*') return undefined;
  const anyDay = day === '*' && weekday === '*';
  if (hour === '*' && anyDay) {
    if (minute === '*') return { every: 'minute' };
    const [, step] = /^\*\/(\d+)$/.exec(minute) ?? [];
    return step === undefined || 60 % Number(step) !== 0 ? undefined : { every: 'minutes', minutes: Number(step) };
  }
  if (!isNumber(minute) || !isNumber(hour)) return undefined;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (anyDay) return { every: 'day', time };
  if (day === '*') {
    if (weekday === '1-5') return { every: 'workingDay', time };
    return isNumber(weekday) ? { every: 'week', time, weekday: Number(weekday) % 7 } : undefined;
  }
  return weekday === '*' && isNumber(day) ? { every: 'month', time, day: Number(day) } : undefined;
}

function isNumber(field: string): boolean {
  return /^\d{1,2}$/.test(field);
}
