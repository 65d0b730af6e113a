import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { icalendar } from './icalendar.ts';

const stamp = '2026-11-23T04:00:00Z';
const entry = { uid: '1@quarterdeck', summary: 'Visit', sequence: 3, changedAt: '2026-11-20T00:00:00.5Z' } as const;
const unfold = (text: string): string => text.replaceAll('\r\n ', '');

describe('a calendar (RFC 5545)', () => {
  it('has instants in UTC and days whose end is not included', () => {
    const text = icalendar(
      '帷幄',
      [
        { ...entry, when: { start: '2026-11-24T01:30:00Z', minutes: 45 } },
        { ...entry, uid: '2@quarterdeck', when: { day: '2026-12-31' } },
      ],
      stamp,
    );
    expect(text.split('\r\n')).toEqual(
      expect.arrayContaining([
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'DTSTAMP:20261123T040000Z',
        'LAST-MODIFIED:20261120T000000Z',
        'SEQUENCE:3',
        'DTSTART:20261124T013000Z',
        'DTEND:20261124T021500Z',
        'DTSTART;VALUE=DATE:20261231',
        'DTEND;VALUE=DATE:20270101',
        'END:VCALENDAR',
      ]),
    );
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });

  it('escapes what would end a value, and cannot be broken out of', () => {
    const text = icalendar(
      'x',
      [{ ...entry, summary: 'a,b;c\\d\r\nEND:VEVENT\u0007', when: { day: '2026-01-01' } }],
      stamp,
    );
    expect(unfold(text)).toContain('SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT ');
    expect(text.match(/^END:VEVENT/gm)).toHaveLength(1);
  });

  it('folds at 75 octets, never within a character, and unfolds to the same (any text)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (summary) => {
        const text = icalendar('x', [{ ...entry, summary, when: { day: '2026-01-01' } }], stamp);
        const lines = text.split('\r\n');
        return (
          lines.every((line) => Buffer.byteLength(line) <= 75) &&
          unfold(text)
            .split('\r\n')
            .filter((line) => line.startsWith('SUMMARY:')).length === 1
        );
      }),
    );
    const long = icalendar('x', [{ ...entry, summary: '拜'.repeat(200), when: { day: '2026-01-01' } }], stamp);
    expect(long.split('\r\n').every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\uFFFD'))).toBe(true);
    expect(unfold(long)).toContain(`SUMMARY:${'拜'.repeat(200)}`);
  });
});
