import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteDictionary } from './byte-dictionary.ts';
import { instantIsZoneless, isoInstant } from './byte-instant.ts';
import { ByteRowSplitter, cellText } from './byte-rows.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function split(text: string, size = Number.POSITIVE_INFINITY) {
  const rows: string[][] = [];
  const lines: number[] = [];
  const splitter = new ByteRowSplitter(',', (row) => {
    rows.push(Array.from({ length: row.cells }, (_, cell) => cellText(row, cell)));
    lines.push(row.line);
  });
  const bytes = bytesOf(text);
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
  splitter.push(new Uint8Array(), true);
  return { rows, lines, problem: splitter.problem };
}

describe('rows of bytes', () => {
  it('come out as they went in, wherever the chunks are cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '销', '𠮷', ' ', ',', '"', '\n', ';'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 9 }),
        (rows, end, size) => {
          const text = rows
            .map((row) => row.map((one) => (/[",\n]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one)).join(','))
            .join(end);
          expect(split(text, size).rows).toEqual(rows);
        },
      ),
    );
  });

  it('name the line of each row, of quoted lines and of a quote left open', () => {
    expect(split('a,b\n\n"x\ny",2\n3,4\n').lines).toEqual([1, 3, 5]);
    expect(split('a,b\n"open,2\n3,4').problem?.line).toBe(2);
  });
});

describe('instants from bytes', () => {
  const read = (text: string): number => isoInstant(bytesOf(text), 0, bytesOf(text).length);

  it('agree with the platform on every zone and fraction', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2200-01-01T00:00:00Z'), noInvalidDate: true }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (date, zone) => {
          const sign = zone < 0 ? '-' : '+';
          const two = (value: number): string => String(value).padStart(2, '0');
          const offset = `${sign}${two(Math.floor(Math.abs(zone) / 60))}:${two(Math.abs(zone) % 60)}`;
          const local = new Date(date.getTime() + zone * 60_000).toISOString().slice(0, -1);
          expect(read(local + offset)).toBe(date.getTime());
          expect(read(`${date.toISOString().slice(0, 19).replace('T', ' ')}`)).toBe(
            Math.floor(date.getTime() / 1000) * 1000,
          );
          expect(instantIsZoneless).toBe(true);
        },
      ),
    );
  });

  it.each([
    '2023-02-29',
    '2024-13-01',
    '2024-01-01T24:00',
    '2024-01-01T10:60',
    '2024/01/01',
    '2024-01-01T10:00+9',
    'today',
  ])('refuses %s', (text) => {
    expect(read(text)).toBeNaN();
  });

  it('cuts what is finer than a millisecond', () => {
    expect(read('2011-10-11 13:45:40.276999+02:00')).toBe(Date.parse('2011-10-11T13:45:40.276+02:00'));
    expect(read('2011-10-11 13:45:40.2Z')).toBe(Date.parse('2011-10-11T13:45:40.200Z'));
  });
});

describe('a dictionary of bytes', () => {
  it('numbers values in the order of their first occurrence and gives each back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 5 }), { maxLength: 3000 }), (texts) => {
        const dictionary = new ByteDictionary();
        const codes = texts.map((text) => dictionary.codeOfText(text));
        expect(dictionary.texts()).toEqual([...new Set(texts)]);
        expect(codes.map((code) => dictionary.textOf(code))).toEqual(texts);
      }),
      { numRuns: 30 },
    );
  });
});
