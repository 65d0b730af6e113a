import { textOf } from '#kernel/text-of.ts';
import { minorDigits } from '#kernel/currency.ts';
import { money, moneyFromText, moneyToText } from '#kernel/money.ts';
import { type FieldDefinition, type RecordKind, columnOf } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import type { StoredValues } from './registry.ts';

/** The currency that the money fields of a record are in. */
export function currencyOf(kind: RecordKind, values: StoredValues, base: string): string {
  const own = kind.fields.some((field) => field.name === 'currency') ? values.currency : undefined;
  return typeof own === 'string' && own !== '' ? own : base;
}

/** What a caller sent → what is stored: money text becomes minor units, blank text becomes null. */
export function toStored(field: FieldDefinition, value: unknown, currency: string): unknown {
  if (value === undefined || value === null || value === '') return null;
  if (field.type !== 'money') return value;
  const amount = moneyFromText(textOf(value), currency);
  if (amount === undefined) {
    throw new Refused('invalid-amount', `${field.name}: ${textOf(value)} is not an exact amount in ${currency}`, {
      field: field.name,
      found: value,
      expected: `decimal text with at most ${minorDigits(currency)} decimals`,
    });
  }
  return amount.minor.toString();
}

/** What is stored → what a reader gets; `own` is the record's currency, `base` the company's. */
export function toApi(field: FieldDefinition, value: unknown, own: string, base: string): unknown {
  const currency = field.inBase === true ? base : own;
  if (value === undefined || value === null) return null;
  if (field.type === 'money') return moneyToText(money(BigInt(textOf(value)), currency));
  if (field.type === 'percent' || field.type === 'decimal' || field.type === 'whole') return Number(value);
  return value;
}

/**
 * What is stored of an amount when its record gets another currency: the same number in that. 5,000.00 dollars that should have been yen
 * are 5,000 yen, not as many as there were cents.
 */
export function inOtherCurrency(field: FieldDefinition, value: unknown, from: string, to: string): unknown {
  if (field.type !== 'money' || field.inBase === true || minorDigits(from) === minorDigits(to)) return value;
  return toStored(field, toApi(field, value, from, from), to);
}

/** A database row (snake_case columns) → stored values by field name. */
export function fromRow(kind: RecordKind, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const custom = (row.custom ?? {}) as Record<string, unknown>;
  for (const field of kind.fields) {
    const value = field.custom === true ? custom[field.name] : row[columnOf(field)];
    values[field.name] = typeof value === 'bigint' ? value.toString() : (value ?? null);
  }
  return values;
}

/** Stored values by field name → a database row. `custom` holds a null for what is cleared, so that it can be laid over what is kept. */
export function toRow(kind: RecordKind, values: StoredValues): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  for (const field of kind.fields) {
    const value = values[field.name] ?? null;
    if (field.custom === true) {
      custom[field.name] = value;
    } else row[columnOf(field)] = value;
  }
  return { ...row, custom };
}
