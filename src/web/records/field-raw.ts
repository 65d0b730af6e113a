import { parseCivilDate } from '#kernel/civil-date.ts';
import { minorDigits } from '#kernel/currency.ts';
import { decimalToText, parseDecimal } from '#kernel/decimal.ts';
import type { FieldDefinition } from '#kernel/record-kind.ts';
import { plainText } from './plain-text.ts';

/** What stands in an input: text for everything typed, else the value itself. */
export type Raw = string | boolean | readonly string[] | null;

export type FieldProblem =
  | 'required'
  | 'number'
  | 'whole'
  | 'amount'
  | 'date'
  | 'email'
  | 'url'
  | 'least'
  | 'most'
  | 'length';

export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: FieldProblem; readonly limit?: number };

/** The value of a record as it is put into an input. Shares become per cent: 0.635 → '63.5'. */
export function rawOf(field: FieldDefinition, value: unknown): Raw {
  if (value === null || value === undefined) return field.type === 'boolean' ? false : field.type === 'tags' ? [] : '';
  switch (field.type) {
    case 'boolean':
      return value === true;
    case 'tags':
      return Array.isArray(value) ? value.map(String) : [];
    case 'percent':
      return Number.parseFloat((Number(value) * 100).toPrecision(12)).toString();
    case 'instant':
      return plainText(value).slice(0, 16);
    default:
      return plainText(value);
  }
}

/** What was typed as the value the API takes, or what is wrong with it. Full-width digits and grouping commas are understood. */
export function parseRaw(field: FieldDefinition, raw: Raw, currency: string): Parsed {
  if (field.type === 'boolean') return { ok: true, value: raw === true };
  if (field.type === 'tags') return { ok: true, value: raw };
  const text = plainText(raw).normalize('NFKC').trim();
  if (text === '') return field.required === true ? { ok: false, problem: 'required' } : { ok: true, value: null };
  switch (field.type) {
    case 'money':
      return parseAmount(text, currency);
    case 'whole':
    case 'decimal':
    case 'percent':
      return parseNumber(field, text);
    case 'date':
      return parseCivilDate(text) === undefined ? { ok: false, problem: 'date' } : { ok: true, value: text };
    case 'instant': {
      const at = new Date(text);
      return Number.isNaN(at.getTime()) ? { ok: false, problem: 'date' } : { ok: true, value: at.toISOString() };
    }
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? { ok: true, value: text } : { ok: false, problem: 'email' };
    case 'url':
      return /^https?:\/\/\S+$/.test(text) ? { ok: true, value: text } : { ok: false, problem: 'url' };
    default:
      return field.maxLength !== undefined && text.length > field.maxLength
        ? { ok: false, problem: 'length', limit: field.maxLength }
        : { ok: true, value: text };
  }
}

function parseAmount(text: string, currency: string): Parsed {
  const decimal = parseDecimal(text.replaceAll(/[,\s]/g, ''));
  if (decimal === undefined || decimal.scale > minorDigits(currency))
    return { ok: false, problem: 'amount', limit: minorDigits(currency) };
  return { ok: true, value: decimalToText(decimal) };
}

function parseNumber(field: FieldDefinition, text: string): Parsed {
  const number = Number(text.replaceAll(/[,\s]|%$/g, ''));
  if (!Number.isFinite(number)) return { ok: false, problem: 'number' };
  if (field.type === 'whole' && !Number.isInteger(number)) return { ok: false, problem: 'whole' };
  const value = field.type === 'percent' ? Number.parseFloat((number / 100).toPrecision(12)) : number;
  const shown = (limit: number): number => (field.type === 'percent' ? limit * 100 : limit);
  if (field.min !== undefined && value < field.min) return { ok: false, problem: 'least', limit: shown(field.min) };
  if (field.max !== undefined && value > field.max) return { ok: false, problem: 'most', limit: shown(field.max) };
  return { ok: true, value };
}
