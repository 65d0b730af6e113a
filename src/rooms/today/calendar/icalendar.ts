/** One entry of a calendar: at an instant for so long, or a whole day. */
export interface CalendarEntry {
  readonly uid: string;
  readonly summary: string;
  readonly description?: string;
  readonly location?: string;
  readonly url?: string;
  readonly when: { readonly start: string; readonly minutes: number } | { readonly day: string };
  /** Grows with every change, so that calendars take the newer one (RFC 5545, 3.8.7.4). */
  readonly sequence: number;
  readonly changedAt: string;
  readonly done?: boolean;
}

/** A calendar as text (RFC 5545). `stamp` is the instant it was made. */
export function icalendar(name: string, entries: readonly CalendarEntry[], stamp: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Quarterdeck//Calendar feed//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...entries.flatMap((entry) => eventLines(entry, stamp)),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

function eventLines(entry: CalendarEntry, stamp: string): string[] {
  const optional = (name: string, value: string | undefined): string[] =>
    value === undefined || value === '' ? [] : [`${name}:${escapeText(value)}`];
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(entry.uid)}`,
    `DTSTAMP:${utc(stamp)}`,
    `LAST-MODIFIED:${utc(entry.changedAt)}`,
    `SEQUENCE:${entry.sequence}`,
    ...whenLines(entry.when),
    `SUMMARY:${escapeText(entry.summary)}`,
    ...optional('DESCRIPTION', entry.description),
    ...optional('LOCATION', entry.location),
    ...(entry.url === undefined ? [] : [`URL:${entry.url}`]),
    `TRANSP:${'day' in entry.when ? 'TRANSPARENT' : 'OPAQUE'}`,
    ...(entry.done === true ? ['STATUS:CONFIRMED', 'CATEGORIES:done'] : []),
    'END:VEVENT',
  ];
}

/** A day ends where the next begins: the end is not included (3.6.1). */
function whenLines(when: CalendarEntry['when']): string[] {
  if ('day' in when) {
    const next = Temporal.PlainDate.from(when.day).add({ days: 1 }).toString();
    return [`DTSTART;VALUE=DATE:${when.day.replaceAll('-', '')}`, `DTEND;VALUE=DATE:${next.replaceAll('-', '')}`];
  }
  const end = Temporal.Instant.from(when.start).add({ minutes: when.minutes }).toString();
  return [`DTSTART:${utc(when.start)}`, `DTEND:${utc(end)}`];
}

function utc(instant: string): string {
  return Temporal.Instant.from(instant).toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

/** TEXT (3.3.11): backslash, semicolon and comma are escaped, line ends become \n; other controls cannot stand in it. */
function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/[\p{Cc}]/gu, ' ');
}

/** Lines of at most 75 octets, continued after CRLF and a space, never within a character (3.1). */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of line) {
    const bytes = Buffer.byteLength(character);
    const most = parts.length === 0 ? 75 : 74;
    if (size + bytes > most) {
      parts.push(part);
      part = '';
      size = 0;
    }
    part += character;
    size += bytes;
  }
  return [...parts, part].join('\r\n ');
}
