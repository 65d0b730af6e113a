import type { FieldDefinition } from '#kernel/record-kind.ts';
import { currencyOf } from './field-text.ts';
import { type FieldProblem, type Raw, parseRaw, rawOf } from './field-raw.ts';

export type RawValues = Readonly<Record<string, Raw>>;

interface FormContext {
  readonly fields: readonly FieldDefinition[];
  /** What was typed; fields that were not touched are absent. */
  readonly typed: RawValues;
  /** What the form began with: the record, or the values a new one is given. */
  readonly begin: Readonly<Record<string, unknown>>;
  /** The record as it stands; absent for a new one. */
  readonly record?: Readonly<Record<string, unknown>>;
  readonly baseCurrency: string;
}

export interface Collected {
  /** For a new record everything that has a value; else only what differs from the record. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly wrong: readonly { readonly field: string; readonly problem: FieldProblem; readonly limit?: number }[];
}

/** What a form would send, or what is wrong with it. */
export function collectValues({ fields, typed, begin, record, baseCurrency }: FormContext): Collected {
  const values: Record<string, unknown> = {};
  const wrong: { field: string; problem: FieldProblem; limit?: number }[] = [];
  for (const field of fields) {
    const parsed = parseRaw(
      field,
      typed[field.name] ?? rawOf(field, begin[field.name]),
      formCurrency(field, { typed, begin, baseCurrency }),
    );
    if (!parsed.ok) {
      wrong.push({
        field: field.name,
        problem: parsed.problem,
        ...(parsed.limit === undefined ? {} : { limit: parsed.limit }),
      });
      continue;
    }
    const isEmpty =
      parsed.value === null || parsed.value === false || (Array.isArray(parsed.value) && parsed.value.length === 0);
    const counts = record === undefined ? !isEmpty : !isSame(field, parsed.value, record[field.name]);
    if (counts) values[field.name] = parsed.value;
  }
  return { values, wrong };
}

/** The currency of a money field in a form, as typed so far. */
export function formCurrency(
  field: FieldDefinition,
  { typed, begin, baseCurrency }: Pick<FormContext, 'typed' | 'begin' | 'baseCurrency'>,
): string {
  return currencyOf(field, { currency: typed.currency ?? begin.currency }, baseCurrency);
}

/** What a new record begins with: amounts are in the company's currency unless another is named. */
export function startValues(
  fields: readonly FieldDefinition[],
  baseCurrency: string,
): Readonly<Record<string, unknown>> {
  const hasMoney = fields.some(({ type }) => type === 'money');
  return hasMoney && fields.some(({ name }) => name === 'currency') ? { currency: baseCurrency } : {};
}

/** '158000' and '158000.00' are the same amount; no value, an unticked box and no tags are the same as none. */
function isSame(field: FieldDefinition, value: unknown, before: unknown): boolean {
  const plain = (one: unknown): unknown => {
    if (one === undefined || one === null || one === false || (Array.isArray(one) && one.length === 0)) return null;
    return field.type === 'money' && typeof one === 'string' && one.includes('.') ? one.replace(/\.?0+$/, '') : one;
  };
  return JSON.stringify(plain(value)) === JSON.stringify(plain(before));
}
