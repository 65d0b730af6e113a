import type { Language } from '#kernel/local-text.ts';
import { type FieldDefinition, type RecordKind, titleFields } from '#kernel/record-kind.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { formatDate, formatInstant } from '#web/format/date.ts';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { plainText } from './plain-text.ts';

/** For whom and when a value is written. */
export interface Reader {
  readonly language: Language;
  readonly timeZone: string;
  readonly baseCurrency: string;
  readonly today: string;
}

/** The currency a money field of a record is in: its own, except for amounts in the company's currency. */
export function currencyOf(
  field: FieldDefinition,
  record: Readonly<Record<string, unknown>>,
  baseCurrency: string,
): string {
  const own = record.currency;
  return field.inBase === true || typeof own !== 'string' || own === '' ? baseCurrency : own;
}

/** The value of a field as plain text in the reader's notation; empty for nothing. */
export function fieldText(field: FieldDefinition, record: SentRecord, reader: Reader, short = false): string {
  return valueText(field, record[field.name], reader, {
    currency: currencyOf(field, record, reader.baseCurrency),
    label: record.labels?.[field.name],
    short,
  });
}

/** The same for a value that stands apart from its record, as in a history. */
export function valueText(
  field: FieldDefinition,
  value: unknown,
  reader: Reader,
  more: { readonly currency?: string; readonly label?: string | null; readonly short?: boolean } = {},
): string {
  if (value === null || value === undefined || value === '') return '';
  const { language } = reader;
  switch (field.type) {
    case 'money':
      return formatMoney(plainText(value), more.currency ?? reader.baseCurrency, language, {
        short: more.short ?? false,
      });
    case 'percent':
      return formatPercent(Number(value), language);
    case 'whole':
    case 'decimal':
      return formatNumber(Number(value), language, { decimals: 4 });
    case 'date':
      return formatDate(plainText(value), language, 'short', reader.today);
    case 'instant':
      return formatInstant(plainText(value), language, reader.timeZone);
    case 'boolean':
      return value === true ? '✓' : '';
    case 'choice':
      return field.choices?.find((choice) => choice.value === value)?.label[language] ?? plainText(value);
    case 'reference':
      return more.label ?? '–';
    case 'tags':
      return Array.isArray(value) ? value.join(' · ') : plainText(value);
    default:
      return plainText(value);
  }
}

/** The text that names a record. */
export function titleOf(kind: RecordKind, record: SentRecord, reader: Reader): string {
  const titles = titleFields(kind, reader.language).map((field) => fieldText(field, record, reader));
  return titles.find((title) => title !== '') ?? kind.label[reader.language];
}

export function isNumeric(field: FieldDefinition): boolean {
  return ['whole', 'decimal', 'percent', 'money'].includes(field.type);
}
