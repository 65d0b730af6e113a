import { isCurrencyCode } from '#kernel/currency.ts';
import { parseDecimal } from '#kernel/decimal.ts';
import { type FieldDefinition } from '#kernel/record-kind.ts';
import { noControls } from '#platform/records/record-schemas.ts';
import { type DayOrder, dateFromSerial, isMissing, normaliseNumber, parseDate } from '#platform/tabular/values.ts';

export interface CellSettings {
  readonly dayOrder?: DayOrder;
  readonly decimalComma?: boolean;
}

export type ReadCell = { readonly value: unknown } | { readonly expected: string };

const yes = new Set(['true', 'yes', 'y', '1', '是', '有', '对']);
const no = new Set(['false', 'no', 'n', '0', '否', '无', '错', '無']);

/** The text of a cell as an API value of the field, or what was expected instead. Blank (and N/A, NULL …) is null. */
export function readCell(field: FieldDefinition, raw: string, settings: CellSettings): ReadCell {
  const text = raw.trim();
  if (text === '' || (field.type !== 'text' && field.type !== 'longText' && isMissing(text))) return { value: null };
  if (formulaErrors.has(text)) return { expected: 'a value and not the error of a formula' };
  switch (field.type) {
    case 'money':
    case 'decimal':
    case 'percent':
    case 'whole': {
      const number = normaliseNumber(text, settings.decimalComma);
      if (number === undefined) return { expected: 'a number' };
      if (field.type === 'money') return readAmount(number);
      return wholeOrNumber(field, Number(number));
    }
    case 'date': {
      const date =
        parseDate(text, settings.dayOrder)?.date ?? (/^\d{5}$/.test(text) ? dateFromSerial(Number(text)) : undefined);
      return date === undefined ? { expected: dateExpected(text) } : { value: date };
    }
    case 'instant':
      return readInstant(text, settings);
    case 'boolean': {
      const folded = text.toLowerCase();
      if (yes.has(folded)) return { value: true };
      return no.has(folded) ? { value: false } : { expected: 'yes or no' };
    }
    case 'choice':
      return readChoice(field, text);
    case 'tags': {
      const tags = text
        .split(/[;,，；]/)
        .map((tag) => tag.trim())
        .filter((tag) => tag !== '');
      return tags.length <= 50 && tags.every((tag) => tag.length <= 60)
        ? { value: tags }
        : { expected: 'at most 50 tags of at most 60 characters' };
    }
    case 'url':
      return readAddress(text);
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
        ? { value: text.toLowerCase() }
        : { expected: 'an e-mail address' };
    default:
      return readText(field, text);
  }
}

/** What spreadsheets write where a formula failed; #N/A is read as no value. */
const formulaErrors = new Set([
  '#REF!',
  '#DIV/0!',
  '#VALUE!',
  '#NAME?',
  '#NULL!',
  '#NUM!',
  '#SPILL!',
  '#CALC!',
  '#ERROR',
]);

/** Whole digits that an amount may have: more does not fit into 64 bits of minor units in every currency. */
const mostDigits = 15;

function readAmount(number: string): ReadCell {
  const amount = parseDecimal(number);
  const whole = amount === undefined ? undefined : (amount.unscaled / 10n ** BigInt(amount.scale)).toString();
  return whole === undefined || whole.replace('-', '').length > mostDigits
    ? { expected: `an amount of at most ${mostDigits} digits before the decimal point` }
    : { value: number };
}

/** A web address; one without its scheme is given https. */
function readAddress(text: string): ReadCell {
  const full = /^[\w-]+(\.[\w-]+)+([/:?#].*)?$/.test(text) ? `https://${text}` : text;
  return /^https?:\/\//i.test(full) && URL.canParse(full) && full.length <= 2000
    ? { value: full }
    : { expected: 'a web address such as https://example.com' };
}

/** The same bounds that a text has when it is written over the API. */
function readText(field: FieldDefinition, text: string): ReadCell {
  if (field.name === 'currency') {
    const code = text.toUpperCase();
    return isCurrencyCode(code) ? { value: code } : { expected: 'an ISO 4217 code such as CNY' };
  }
  const most = field.maxLength ?? (field.type === 'longText' ? 20_000 : 300);
  if (text.length > most) return { expected: `at most ${most} characters` };
  return noControls(text) ? { value: text.normalize('NFC') } : { expected: 'text without control characters' };
}

function wholeOrNumber(field: FieldDefinition, value: number): ReadCell {
  if (!Number.isFinite(value)) return { expected: 'a finite number' };
  if (field.type === 'whole' && !Number.isInteger(value)) return { expected: 'a whole number' };
  if ((field.min !== undefined && value < field.min) || (field.max !== undefined && value > field.max)) {
    return {
      expected: `a number${field.min === undefined ? '' : ` from ${field.min}`}${field.max === undefined ? '' : ` to ${field.max}`}`,
    };
  }
  return { value };
}

function dateExpected(text: string): string {
  return /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/.test(text)
    ? 'a calendar day that can be read one way (say dayOrder: dmy or mdy, or write 2026-11-23)'
    : 'a calendar day such as 2026-11-23';
}

function readInstant(text: string, settings: CellSettings): ReadCell {
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) {
    const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text);
    const time = Date.parse(zoned ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`);
    return Number.isNaN(time)
      ? { expected: 'a date and time such as 2026-11-23T09:30:00Z' }
      : { value: new Date(time).toISOString() };
  }
  const [day, clock] = text.split(' ');
  const date = parseDate(text, settings.dayOrder)?.date ?? parseDate(day, settings.dayOrder)?.date;
  if (date === undefined) return { expected: 'a date and time such as 2026-11-23T09:30:00Z' };
  const time = /^\d{1,2}:\d{2}(:\d{2})?$/.test(clock ?? '')
    ? clock.padStart(clock.length === 4 || clock.length === 7 ? clock.length + 1 : clock.length, '0')
    : '00:00';
  const instant = new Date(`${date}T${time}Z`);
  return Number.isNaN(instant.getTime())
    ? { expected: 'a date and time such as 2026-11-23T09:30:00Z' }
    : { value: instant.toISOString() };
}

function readChoice(field: FieldDefinition, text: string): ReadCell {
  const folded = text.toLowerCase();
  const found = field.choices?.find(({ value, label }) =>
    [value, label.en, label['zh-Hans'], label['zh-Hant']].some((name) => name.toLowerCase() === folded),
  );
  if (found !== undefined) return { value: found.value };
  return { expected: `one of ${(field.choices ?? []).map((choice) => choice.value).join(', ')}` };
}
