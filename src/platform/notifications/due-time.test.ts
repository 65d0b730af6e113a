import { describe, expect, it } from 'vitest';
import { dueTime } from './due-time.ts';

const at = (
  instant: string,
  rhythm: 'off' | 'immediate' | 'daily' | 'weekly',
  quiet: Parameters<typeof dueTime>[3]['quiet'] = null,
  zone = 'Asia/Shanghai',
) => dueTime(Temporal.Instant.from(instant), zone, rhythm, { quiet, digestAt: '08:00' })?.toString();
const nights = { from: '21:30', until: '07:30', weekends: false };

describe('when a channel speaks', () => {
  it('at once, never, with the next morning or the next Monday', () => {
    expect(at('2026-11-25T04:00:00Z', 'immediate')).toBe('2026-11-25T04:00:00Z');
    expect(at('2026-11-25T04:00:00Z', 'off')).toBeUndefined();
    expect(at('2026-11-25T04:00:00Z', 'daily')).toBe('2026-11-26T00:00:00Z');
    expect(at('2026-11-24T23:59:00Z', 'daily')).toBe('2026-11-25T00:00:00Z');
    expect(at('2026-11-25T00:00:00Z', 'daily')).toBe('2026-11-26T00:00:00Z');
    expect(at('2026-11-25T04:00:00Z', 'weekly')).toBe('2026-11-30T00:00:00Z');
  });

  it('after quiet hours, over midnight too, and over a weekend', () => {
    expect(at('2026-11-25T13:29:00Z', 'immediate', nights)).toBe('2026-11-25T13:29:00Z');
    expect(at('2026-11-25T13:30:00Z', 'immediate', nights)).toBe('2026-11-25T23:30:00Z');
    expect(at('2026-11-25T17:00:00Z', 'immediate', nights)).toBe('2026-11-25T23:30:00Z');
    expect(at('2026-11-25T23:30:00Z', 'immediate', nights)).toBe('2026-11-25T23:30:00Z');
    expect(at('2026-11-27T14:00:00Z', 'immediate', { ...nights, weekends: true })).toBe('2026-11-29T23:30:00Z');
    expect(at('2026-11-28T04:00:00Z', 'immediate', { from: '12:00', until: '13:00', weekends: false })).toBe(
      '2026-11-28T05:00:00Z',
    );
  });

  it('at the civil time, through a change of the clocks', () => {
    expect(at('2026-03-07T17:00:00Z', 'daily', null, 'America/New_York')).toBe('2026-03-08T12:00:00Z');
    expect(at('2026-03-06T17:00:00Z', 'daily', null, 'America/New_York')).toBe('2026-03-07T13:00:00Z');
  });
});
