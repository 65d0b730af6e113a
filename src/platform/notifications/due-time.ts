import type { NotificationSettings } from './notification-settings.ts';
import type { Rhythm } from './topics.ts';

/**
 * When a channel speaks of something that happened at `now`: at once but not in quiet hours, or with the next daily or Monday
 * digest. Civil times of the zone. Undefined when the channel is off.
 */
export function dueTime(
  now: Temporal.Instant,
  zone: string,
  rhythm: Rhythm,
  { quiet, digestAt }: Pick<NotificationSettings, 'quiet' | 'digestAt'>,
): Temporal.Instant | undefined {
  const local = now.toZonedDateTimeISO(zone);
  switch (rhythm) {
    case 'off':
      return undefined;
    case 'immediate':
      return afterQuiet(local, quiet).toInstant();
    case 'daily':
      return nextAt(local, digestAt, () => true).toInstant();
    case 'weekly':
      return nextAt(local, digestAt, (day) => day.dayOfWeek === 1).toInstant();
  }
}

function nextAt(
  local: Temporal.ZonedDateTime,
  time: string,
  fits: (day: Temporal.PlainDate) => boolean,
): Temporal.ZonedDateTime {
  for (let day = local.toPlainDate(); ; day = day.add({ days: 1 })) {
    const at = day.toZonedDateTime({ timeZone: local.timeZoneId, plainTime: time });
    if (fits(day) && Temporal.ZonedDateTime.compare(at, local) > 0) return at;
  }
}

/** Saturdays and Sundays count as quiet from midnight to midnight when wanted. */
function afterQuiet(local: Temporal.ZonedDateTime, quiet: NotificationSettings['quiet']): Temporal.ZonedDateTime {
  if (quiet === null) return local;
  let at = local;
  for (let step = 0; step < 5; step++) {
    const next = endOfQuiet(at, quiet);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

function endOfQuiet(
  at: Temporal.ZonedDateTime,
  quiet: NonNullable<NotificationSettings['quiet']>,
): Temporal.ZonedDateTime | undefined {
  if (quiet.weekends && at.dayOfWeek >= 6) return at.startOfDay().add({ days: 1 });
  const time = at.toPlainTime().toString().slice(0, 5);
  const { from, until } = quiet;
  const overnight = from > until;
  const inside = overnight ? time >= from || time < until : time >= from && time < until;
  if (!inside) return undefined;
  const day = overnight && time >= from ? at.toPlainDate().add({ days: 1 }) : at.toPlainDate();
  return day.toZonedDateTime({ timeZone: at.timeZoneId, plainTime: until });
}
