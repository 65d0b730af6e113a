/** Reads '09:30' or a plain number of minutes; undefined when it is neither. */
export function parseClock(text: string): { minutes: number; clock: boolean } | undefined {
  const clock = /^(\d{1,2})[:：](\d{2})$/.exec(text.trim());
  if (clock !== null) {
    const minutes = Number(clock[1]) * 60 + Number(clock[2]);
    return Number(clock[2]) < 60 && minutes <= 24 * 60 ? { minutes, clock: true } : undefined;
  }
  const minutes = Number(text);
  return text.trim() !== '' && Number.isFinite(minutes) ? { minutes, clock: false } : undefined;
}

/** 570 → '09:30'. Rounded to the minute. */
export function showClock(minutes: number): string {
  const whole = Math.round(minutes);
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}

/** Reads '09:00-18:00'. */
export function parseSpan(text: string): { from: number; until: number; clock: boolean } | undefined {
  const parts = text.split(/[-–—]/).map(parseClock);
  if (parts.length !== 2 || parts[0] === undefined || parts[1] === undefined) return undefined;
  const [from, until] = [parts[0].minutes, parts[1].minutes];
  return from < until ? { from, until, clock: parts[0].clock || parts[1].clock } : undefined;
}
