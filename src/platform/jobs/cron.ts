import { Refused } from '#kernel/result.ts';

/** A schedule of five fields, minute hour day-of-month month day-of-week, read into what each field admits. */
export interface Cron {
  readonly text: string;
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number>;
  /** Either day field begins with `*`: then both must fit; otherwise one of the two is enough (POSIX crontab). */
  readonly bothDays: boolean;
  /** Every hour fits: the schedule is an interval and follows time as it passes, through a change of the clocks too. */
  readonly everyHour: boolean;
}

const fields = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'day of week', min: 0, max: 7 },
] as const;

/** Reads `0 2 * * *`, `0,30 8-18 * * 1-5` and the like: numbers, lists, ranges and steps (POSIX crontab with the usual steps). */
export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) throw invalid(text, text, 'five fields such as 0 2 * * *');
  const [minutes, hours, daysOfMonth, months, week] = fields.map(({ name, min, max }, i) =>
    parseField(text, parts[i], name, min, max),
  );
  return {
    text: parts.join(' '),
    minutes,
    hours,
    daysOfMonth,
    months,
    daysOfWeek: new Set([...week].map((day) => day % 7)),
    bothDays: parts[2].startsWith('*') || parts[4].startsWith('*'),
    everyHour: hours.size === 24,
  };
}

function parseField(text: string, part: string, name: string, min: number, max: number): Set<number> {
  const admitted = new Set<number>();
  for (const piece of part.split(',')) {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(piece);
    if (match === null) throw invalid(text, piece, `a ${name} such as ${min}, ${min}-${max} or */5`);
    const [, first, last, step] = match;
    const from = first === undefined ? min : Number(first);
    const to = last === undefined ? (first === undefined || step !== undefined ? max : from) : Number(last);
    const by = step === undefined ? 1 : Number(step);
    if (from < min || to > max || from > to || by < 1) throw invalid(text, piece, `a ${name} from ${min} to ${max}`);
    for (let value = from; value <= to; value += by) admitted.add(value);
  }
  return admitted;
}

function invalid(text: string, found: string, expected: string): Refused {
  return new Refused('invalid-schedule', `invalid schedule: ${text}`, { field: 'cron', found, expected });
}

const mostDays = 366 * 8;

/**
 * The first due instant strictly after `after`. Named hours are civil times of the zone: one that the clocks skip is due when
 * they have moved on (02:30 → 03:30), one that they repeat is due the first time only. A schedule of every hour is due at each
 * fitting minute that passes. Undefined when nothing fits within eight years (30 February).
 */
export function nextDue(cron: Cron, timeZone: string, after: Temporal.Instant): Temporal.Instant | undefined {
  return cron.everyHour ? nextByInstant(cron, timeZone, after) : nextByDay(cron, timeZone, after);
}

function nextByDay(cron: Cron, timeZone: string, after: Temporal.Instant): Temporal.Instant | undefined {
  // A day earlier than today: a time skipped late yesterday may be due today.
  let day = after.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  const times = [...cron.hours]
    .sort(ascending)
    .flatMap((hour) => [...cron.minutes].sort(ascending).map((minute) => ({ hour, minute })));
  let best: Temporal.Instant | undefined;
  for (let i = 0; i < mostDays; i++, day = day.add({ days: 1 })) {
    if (!dayFits(cron, day)) continue;
    for (const time of times) {
      const due = day.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toInstant();
      if (Temporal.Instant.compare(due, after) > 0 && (best === undefined || Temporal.Instant.compare(due, best) < 0))
        best = due;
    }
    if (best !== undefined) return best;
  }
  return undefined;
}

function nextByInstant(cron: Cron, timeZone: string, after: Temporal.Instant): Temporal.Instant | undefined {
  const minute = 60_000;
  let at = Temporal.Instant.fromEpochMilliseconds((Math.floor(after.epochMilliseconds / minute) + 1) * minute);
  for (let i = 0; i < mostDays; ) {
    const local = at.toZonedDateTimeISO(timeZone);
    if (!dayFits(cron, local.toPlainDate())) {
      const next = local.startOfDay().add({ days: 1 }).startOfDay().toInstant();
      at = next;
      i += 1;
    } else if (cron.minutes.has(local.minute)) return at;
    else at = at.add({ minutes: 1 });
  }
  return undefined;
}

function dayFits(cron: Cron, day: Temporal.PlainDate): boolean {
  if (!cron.months.has(day.month)) return false;
  const [ofMonth, ofWeek] = [cron.daysOfMonth.has(day.day), cron.daysOfWeek.has(day.dayOfWeek % 7)];
  return cron.bothDays ? ofMonth && ofWeek : ofMonth || ofWeek;
}

function ascending(left: number, right: number): number {
  return left - right;
}

/** The last due instant at or before `now` that is after `since`; undefined when none was. What was missed between counts once. */
export function lastDue(
  cron: Cron,
  timeZone: string,
  since: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  // A year of downtime of a schedule of every minute is not counted one by one.
  const yesterday = now.subtract({ hours: 24 * 32 });
  let from = Temporal.Instant.compare(since, yesterday) < 0 ? yesterday : since;
  let found = from === since ? undefined : nextBetween(cron, timeZone, since, now);
  for (;;) {
    const due = nextBetween(cron, timeZone, from, now);
    if (due === undefined) return found;
    found = due;
    from = due;
  }
}

function nextBetween(
  cron: Cron,
  timeZone: string,
  from: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  const due = nextDue(cron, timeZone, from);
  return due === undefined || Temporal.Instant.compare(due, now) > 0 ? undefined : due;
}
