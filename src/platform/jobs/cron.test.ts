import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import expected from '../../../test/reference/cron/expected.json' with { type: 'json' };
import { lastDue, nextDue, parseCron } from './cron.ts';

const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);

function dues(cron: string, zone: string, from: string, count: number): string[] {
  const found: string[] = [];
  let after = instant(from);
  for (let i = 0; i < count; i++) {
    const due = nextDue(parseCron(cron), zone, after);
    if (due === undefined) break;
    found.push(due.toString());
    after = due;
  }
  return found;
}

describe('when a schedule is due', () => {
  it.each(expected.cases)('$cron in $zone from $from equals cron-parser', ({ cron, zone, from, dues: theirs }) => {
    expect(dues(cron, zone, from, theirs.length)).toEqual(theirs);
  });

  it('comes once when the clocks skip its hour, and once when they repeat it', () => {
    expect(dues('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', 2)).toEqual([
      '2026-03-08T07:30:00Z',
      '2026-03-09T06:30:00Z',
    ]);
    expect(dues('30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', 2)).toEqual([
      '2026-11-01T05:30:00Z',
      '2026-11-02T06:30:00Z',
    ]);
  });

  it('follows passing time when every hour fits: the repeated hour counts twice, the skipped one not at all', () => {
    expect(dues('0 * * * *', 'America/New_York', '2026-11-01T04:30:00Z', 4)).toEqual([
      '2026-11-01T05:00:00Z',
      '2026-11-01T06:00:00Z',
      '2026-11-01T07:00:00Z',
      '2026-11-01T08:00:00Z',
    ]);
  });

  it('knows the summer time of Shanghai in 1986 to 1991 and the 29th of February', () => {
    expect(dues('0 2 * * *', 'Asia/Shanghai', '1988-04-16T00:00:00Z', 2)).toEqual([
      '1988-04-16T18:00:00Z',
      '1988-04-17T17:00:00Z',
    ]);
    expect(dues('0 0 29 2 *', 'UTC', '2023-01-01T00:00:00Z', 1)).toEqual(['2024-02-29T00:00:00Z']);
  });

  it('counts what was missed once, for the last time that passed', () => {
    const last = lastDue(
      parseCron('0 2 * * *'),
      'Asia/Shanghai',
      instant('2026-03-01T00:00:00Z'),
      instant('2026-03-05T04:00:00Z'),
    );
    expect(last?.toString()).toBe('2026-03-04T18:00:00Z');
    expect(
      lastDue(parseCron('0 2 * * *'), 'UTC', instant('2026-03-01T03:00:00Z'), instant('2026-03-01T09:00:00Z')),
    ).toBeUndefined();
    const yearly = lastDue(
      parseCron('0 0 1 1 *'),
      'UTC',
      instant('2024-06-01T00:00:00Z'),
      instant('2026-11-01T00:00:00Z'),
    );
    expect(yearly?.toString()).toBe('2025-01-01T00:00:00Z');
  });

  it('is later than asked, and nothing due lies between (any zone, any instant)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('15 3 * * *', '*/20 9-17 * * 1-5', '7 * * * *', '0 0 1 * *', '30 2 * * 0'),
        fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Europe/London'),
        fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }),
        fc.integer({ min: 1, max: 86_400 * 3 }),
        (text, zone, second, earlier) => {
          const cron = parseCron(text);
          const at = Temporal.Instant.fromEpochMilliseconds(second * 1000);
          const due = nextDue(cron, zone, at);
          if (due === undefined) return false;
          const fromEarlier = nextDue(cron, zone, at.subtract({ seconds: earlier }));
          return (
            Temporal.Instant.compare(due, at) > 0 &&
            fromEarlier !== undefined &&
            Temporal.Instant.compare(fromEarlier, due) <= 0
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    '',
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '5-1 * * * *',
    'a * * * *',
    '*/0 * * * *',
    '* * * * * *',
  ])('refuses "%s" and says what is expected', (text) => {
    expect(() => parseCron(text)).toThrow(/invalid schedule/);
  });

  it('is never due on the 30th of February', () => {
    expect(nextDue(parseCron('0 0 30 2 *'), 'UTC', instant('2026-01-01T00:00:00Z'))).toBeUndefined();
  });
});
