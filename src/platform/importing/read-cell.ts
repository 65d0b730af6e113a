import { type FieldDefinition } from '#kernel/record-kind.ts';
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
  switch (field.type) {
    case 'money':
    case 'decimal':
    case 'percent':
    case 'whole': {
      const number = normaliseNumber(text, settings.decimalComma);
      if (number === undefined) return { expected: 'a number' };
      if (field.type === 'money') return { value: number };
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
    case 'tags':
      return {
        value: text
          .split(/[;,，；]/)
          .map((tag) => tag.trim())
          .filter((tag) => tag !== ''),
      };
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
        ? { value: text.toLowerCase() }
        : { expected: 'an e-mail address' };
    default:
      return text.includes('\0') ? { expected: 'text without NUL' } : { value: text.normalize('NFC') };
  }
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
  return { value: new Date(`${date}T${time}Z`).toISOString() };
}

function readChoice(field: FieldDefinition, text: string): ReadCell {
  const folded = text.toLowerCase();
  const found = field.choices?.find(({ value, label }) =>
    [value, label.en, label['zh-Hans'], label['zh-Hant']].some((name) => name.toLowerCase() === folded),
  );
  if (found !== undefined) return { value: found.value };
  return { expected: `one of ${(field.choices ?? []).map((choice) => choice.value).join(', ')}` };
}
