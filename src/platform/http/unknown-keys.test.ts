import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { withUnknownKeys } from './unknown-keys.ts';

const line = z.object({ sku: z.string(), price: z.object({ amount: z.string() }).optional() });
const order = z.object({
  id: z.string().min(2),
  lines: z.array(line).max(2),
  ship: z.union([z.object({ to: z.string() }), z.null()]).default(null),
  custom: z.record(z.string(), z.unknown()).optional(),
  pair: z.tuple([z.object({ a: z.int() }), z.int()]).optional(),
});

describe('unknown keys', () => {
  it.each([
    [{ id: 'aa', lines: [], extra: 1 }],
    [{ id: 'aa', lines: [{ sku: 's', extra: 1 }] }],
    [{ id: 'aa', lines: [{ sku: 's', price: { amount: '1', extra: 1 } }] }],
    [{ id: 'aa', lines: [], ship: { to: 'x', extra: 1 } }],
    [{ id: 'aa', lines: [], pair: [{ a: 1, extra: 1 }, 2] }],
  ])('are refused at every level: %j', (value) => {
    expect(order.safeParse(value).success).toBe(true);
    expect(withUnknownKeys(order, 'refuse').safeParse(value).success).toBe(false);
  });

  it('keeps checks, defaults and free-form records', () => {
    const strict = withUnknownKeys(order, 'refuse');
    expect(strict.parse({ id: 'aa', lines: [], custom: { anything: { goes: 1 } } })).toEqual({
      id: 'aa',
      lines: [],
      ship: null,
      custom: { anything: { goes: 1 } },
    });
    expect(strict.safeParse({ id: 'a', lines: [] }).success).toBe(false);
    expect(strict.safeParse({ id: 'aa', lines: [{ sku: '1' }, { sku: '2' }, { sku: '3' }] }).success).toBe(false);
  });

  it('drops them from replies, also where the schema is strict', () => {
    const reply = z.strictObject({ a: z.string(), inner: z.array(z.strictObject({ b: z.int() })) });
    const value = { a: 'x', salary: 9, inner: [{ b: 1, cost: 3 }] };
    expect(withUnknownKeys(reply, 'drop').parse(value)).toEqual({ a: 'x', inner: [{ b: 1 }] });
  });

  it('works through refinements, transforms and pipes', () => {
    const refined = z.object({ a: z.int(), b: z.int() }).refine(({ a, b }) => a < b, 'a below b');
    const strict = withUnknownKeys(refined, 'refuse');
    expect(strict.safeParse({ a: 1, b: 2 }).success).toBe(true);
    expect(strict.safeParse({ a: 2, b: 1 }).success).toBe(false);
    expect(strict.safeParse({ a: 1, b: 2, c: 3 }).success).toBe(false);
    const piped = withUnknownKeys(
      z.object({ a: z.string() }).transform((value) => value.a),
      'refuse',
    );
    expect(piped.parse({ a: 'x' })).toBe('x');
    expect(piped.safeParse({ a: 'x', b: 1 }).success).toBe(false);
  });

  it('leaves an explicitly loose object loose', () => {
    expect(withUnknownKeys(z.looseObject({ a: z.int() }), 'refuse').parse({ a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
  });
});
