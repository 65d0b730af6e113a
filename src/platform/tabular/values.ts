import { type CivilDate, civilDate, fromDayNumber, isRealDay } from '#kernel/civil-date.ts';

const missing = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '-', '--', '—', '无', '未知', '不详']);

/** ASCII characters with which those words, or blanks before them, begin: most cells are told by their first character. */
const asciiStarts = new Set(Array.from('nN#- \t\r\n\v\f', (character) => character.charCodeAt(0)));

/** Whether a cell says "no value" (blank, N/A, NULL, 无 …). */
export function isMissing(text: string): boolean {
  if (text === '') return true;
  const first = text.charCodeAt(0);
  if (first < 128 && !asciiStarts.has(first)) return false;
  return missing.has(text.trim().toLowerCase());
}

/**
 * Reads a number as people write it and returns plain decimal text ('1234.5'), or undefined.
 * Accepts grouping (1,234.56 · 1 234,56 · 1.234,56 with a decimal comma), currency signs, (5) for −5, 12% (→ 0.12),
 * full-width digits, 1.5万 / 2亿. Refuses what could be read two ways only when `decimalComma` is not said: '1,234' is
 * one thousand two hundred and thirty-four. Never passes through floating point, so 18 digits stay exact.
 */
export function normaliseNumber(text: string, decimalComma = false): string | undefined {
  if (plain.test(text) && !(decimalComma && text.includes('.'))) return text;
  let value = text.normalize('NFKC').trim();
  let negative = false;
  const bracketed = /^\((.*)\)$/.exec(value);
  if (bracketed !== null) {
    negative = true;
    value = bracketed[1];
  }
  value = value.replace(/^([+\-−]?)\s*(?:CN¥|US\$|HK\$|NT\$|[¥$€£₩]|CNY|RMB|USD|EUR|HKD|TWD|JPY|GBP)\s*/iu, '$1');
  value = value.replace(/\s*(?:元|圓|円|CNY|RMB|USD|EUR|HKD|TWD|JPY|GBP)$/iu, '').replace('−', '-');
  let shift = 0;
  if (value.endsWith('%')) {
    shift = -2;
    value = value.slice(0, -1);
  } else if (/[万萬]$/u.test(value)) {
    shift = 4;
    value = value.slice(0, -1);
  } else if (/[亿億]$/u.test(value)) {
    shift = 8;
    value = value.slice(0, -1);
  }
  value = value.trim();
  if (decimalComma || /^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(value)) value = value.replaceAll('.', '').replace(',', '.');
  else if (/^[+-]?\d{1,3}([ \u00a0]\d{3})+(,\d+)?$/.test(value))
    value = value.replaceAll(/[ \u00a0]/g, '').replace(',', '.');
  else if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(value) || /^[+-]?\d{1,2}(,\d{2})*,\d{3}(\.\d*)?$/.test(value))
    value = value.replaceAll(',', '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(value)) return undefined;
  if (shift !== 0) value = shiftDecimal(value, shift);
  if (!negative) return value;
  return value.startsWith('-') ? value.slice(1) : `-${value.replace(/^\+/, '')}`;
}

const plain = /^-?\d+(\.\d+)?$/;

function shiftDecimal(value: string, by: number): string {
  const exponent = /[eE]([+-]?\d+)$/.exec(value);
  if (exponent !== null) return `${value.slice(0, exponent.index)}e${Number(exponent[1]) + by}`;
  const sign = value.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = value.replace(/^[+-]/, '').split('.');
  const digits = by >= 0 ? `${whole}${fraction.padEnd(by, '0')}` : `${whole.padStart(1 - by, '0')}${fraction}`;
  const point = by >= 0 ? whole.length + by : Math.max(whole.length, 1 - by) + by;
  const text = `${digits.slice(0, point) || '0'}.${digits.slice(point)}`.replace(/\.?0*$/, (tail) =>
    tail.startsWith('.') ? '' : tail,
  );
  return sign + text.replace(/^0+(?=\d)/, '');
}

/**
 * Whether the numbers of a column are written with a decimal comma. One cell that can be read only so decides (0,5 · 12,75 ·
 * 1.234,5), unless another can be read only with a point (1,234.5 · 1,234,567 · 0.5). Where every comma has three digits
 * behind it, it is a decimal comma only if semicolons separate the columns (that is why they do) and no number is without
 * one (grouped numbers below a thousand are).
 */
export function hasDecimalComma(texts: Iterable<string>, delimiter?: string): boolean {
  let [comma, ambiguous, whole] = [false, false, false];
  for (const text of texts) {
    if (!text.includes(',')) {
      if (/^[+-]?\d*\.\d+$/.test(text.trim()) && !/^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text.trim())) return false;
      whole ||= /\d/.test(text);
      continue;
    }
    const digits = text.replaceAll(/[^\d.,]/g, '');
    if (/,\d*\.|,\d+,/.test(digits)) return false;
    if (/^0,|^\d{4,},|\..*,|,(?:\d{1,2}|\d{4,})$/.test(digits)) comma = true;
    else ambiguous = true;
  }
  return comma || (ambiguous && !whole && delimiter === ';');
}

/** Reads a finite number, or undefined. Inf and NaN are no numbers. */
export function parseNumber(text: string, decimalComma = false): number | undefined {
  const normal = normaliseNumber(text, decimalComma);
  if (normal === undefined) return undefined;
  const value = Number(normal);
  return Number.isFinite(value) ? value : undefined;
}

export type DayOrder = 'dmy' | 'mdy';

export interface ReadDate {
  readonly date: CivilDate;
  /** Which notation it was read as, for the report. */
  readonly notation: 'iso' | 'slashed-ymd' | 'compact' | 'chinese' | 'dmy' | 'mdy' | 'month' | 'named-month' | 'serial';
}

/**
 * Reads a calendar day. ISO 8601 first (a time part is dropped: dates are days); also 2024/2/29, 20240229, 2024年2月29日,
 * 29-Feb-2024, 2024-02 (its first day), and day/month/year in the order given. 2/3/24 without a known order is refused,
 * because it could be two days; so is a day that does not exist.
 */
export function parseDate(text: string, order?: DayOrder): ReadDate | undefined {
  const value = text.normalize('NFKC').trim();
  let match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/.exec(value);
  if (match !== null) return made(match[1], match[2], match[3], 'iso');
  match = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/.exec(value);
  if (match !== null) return made(match[1], match[2], match[3], 'slashed-ymd');
  match = /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/.exec(value);
  if (match !== null) return made(match[1], match[2], match[3], 'chinese');
  match = /^((?:19|20|21)\d{2})(\d{2})(\d{2})$/.exec(value);
  if (match !== null) return made(match[1], match[2], match[3], 'compact');
  match = /^(\d{4})[-/年](\d{1,2})月?$/.exec(value);
  if (match !== null) return made(match[1], match[2], '1', 'month');
  match = /^(\d{1,2})[- /]([A-Za-z]{3,9})[- /,]+(\d{4})$/.exec(value);
  if (match !== null) return made(match[3], monthNumber(match[2]), match[1], 'named-month');
  match = /^([A-Za-z]{3,9}) (\d{1,2}),? (\d{4})$/.exec(value);
  if (match !== null) return made(match[3], monthNumber(match[1]), match[2], 'named-month');
  match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ]\d{1,2}:\d{2}.*)?$/.exec(value);
  if (match === null) return undefined;
  const [first, second] = [Number(match[1]), Number(match[2])];
  const known = order ?? (first > 12 ? 'dmy' : second > 12 ? 'mdy' : undefined);
  if (known === 'dmy') return made(match[3], match[2], match[1], 'dmy');
  if (known === 'mdy') return made(match[3], match[1], match[2], 'mdy');
  return undefined;
}

/** The day of a spreadsheet serial number in the 1900 system (45292 is 2024-01-01). */
export function dateFromSerial(serial: number): CivilDate | undefined {
  if (!Number.isInteger(serial) || serial < 61 || serial > 2_958_465) return undefined;
  return fromDayNumber(serial - 25_569);
}

/** Finds the order of day and month from a column of dates: the first that can be read only one way decides. */
export function dayOrder(texts: Iterable<string>): DayOrder | undefined {
  let order: DayOrder | undefined;
  for (const text of texts) {
    const match = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}/.exec(text.trim());
    if (match === null) continue;
    const found = Number(match[1]) > 12 ? 'dmy' : Number(match[2]) > 12 ? 'mdy' : undefined;
    if (found === undefined) continue;
    if (order !== undefined && order !== found) return undefined;
    order = found;
  }
  return order;
}

function made(year: string, month: string, day: string, notation: ReadDate['notation']): ReadDate | undefined {
  const parts = [Number(year), Number(month), Number(day)] as const;
  return isRealDay(...parts) ? { date: civilDate(...parts), notation } : undefined;
}

function monthNumber(name: string): string {
  const index = 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(name.slice(0, 3).toLowerCase());
  return index < 0 || index % 3 !== 0 ? '0' : String(index / 3 + 1);
}
