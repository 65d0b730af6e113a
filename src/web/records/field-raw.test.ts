import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldDefinition, FieldType } from '#kernel/record-kind.ts';
import { parseRaw, rawOf } from './field-raw.ts';

const label = { en: 'x', 'zh-Hans': 'x', 'zh-Hant': 'x' };
const field = (type: FieldType, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name: 'x',
  label,
  type,
  ...more,
});

describe('what stands in an input', () => {
  it('is an exact amount, never a float', () => {
    expect(parseRaw(field('money'), '90,071,992,547,409,931.07', 'CNY')).toEqual({
      ok: true,
      value: '90071992547409931.07',
    });
    expect(parseRaw(field('money'), '１２３．５', 'CNY')).toEqual({ ok: true, value: '123.5' });
    expect(parseRaw(field('money'), '1.005', 'CNY')).toMatchObject({ ok: false, problem: 'amount', limit: 2 });
    expect(parseRaw(field('money'), '10.5', 'JPY')).toMatchObject({ ok: false, problem: 'amount' });
  });

  it('shows shares as per cent and gives them back unchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (basisPoints) => {
        const share = basisPoints / 10_000;
        expect(parseRaw(field('percent'), rawOf(field('percent'), share), 'CNY')).toEqual({ ok: true, value: share });
      }),
    );
  });

  it('refuses what is not of the field', () => {
    expect(parseRaw(field('whole'), '1.5', 'CNY')).toMatchObject({ problem: 'whole' });
    expect(parseRaw(field('date'), '2026-02-30', 'CNY')).toMatchObject({ problem: 'date' });
    expect(parseRaw(field('email'), 'nobody', 'CNY')).toMatchObject({ problem: 'email' });
    expect(parseRaw(field('text', { required: true }), '  ', 'CNY')).toMatchObject({ problem: 'required' });
    expect(parseRaw(field('percent', { max: 1 }), '120', 'CNY')).toMatchObject({ problem: 'most', limit: 100 });
  });

  it('clears an optional field', () => {
    expect(parseRaw(field('text'), '', 'CNY')).toEqual({ ok: true, value: null });
  });
});
