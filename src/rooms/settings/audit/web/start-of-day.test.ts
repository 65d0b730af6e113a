import { describe, expect, it } from 'vitest';
import { startOfDay } from './start-of-day.ts';

describe('the instant a day begins', () => {
  it.each(['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'])(
    'equals Temporal’s in %s',
    (zone) => {
      for (const day of ['2026-01-01', '2026-03-08', '2026-03-29', '2026-10-04', '2026-11-01', '2026-11-30']) {
        const expected = Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant();
        expect(Temporal.Instant.from(startOfDay(day, zone)).toString()).toBe(expected.toString());
      }
    },
  );
});
