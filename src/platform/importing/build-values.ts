import { textOf } from '#kernel/text-of.ts';
import { createHash } from 'node:crypto';
import { minorDigits } from '#kernel/currency.ts';
import { decimalToText, parseDecimal } from '#kernel/decimal.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { isMissing } from '#platform/tabular/values.ts';
import { CarriedRounding } from './carry-rounding.ts';
import type { ReportCollector } from './import-report.ts';
import type { FileMapping } from './mapping.ts';
import type { FieldPlan, RecordPlan } from './plan-record.ts';
import { readCell } from './read-cell.ts';
import { type ReferenceResolver, fold } from './resolve-references.ts';
import { SpellingWatch } from './suspect-spellings.ts';

/** What is needed to turn the rows of one file into values. */
export interface FileReader {
  readonly context: WriteContext;
  readonly fileName: string;
  readonly mapping: FileMapping;
  readonly resolver: ReferenceResolver;
  readonly report: ReportCollector;
  /** Carried rounding of each amount column: the total of the column is kept. */
  readonly roundings: Map<string, CarriedRounding>;
  readonly importId: string;
  /** Watches over the spelling of each text column, by place. */
  readonly spellings: Map<number, { header: string; watch: SpellingWatch }>;
  /** References to records of the same kind, settled when the whole file is read (a parent may stand below its child). */
  readonly deferred: DeferredReference[];
}

export interface DeferredReference {
  readonly plan: RecordPlan;
  readonly fieldPlan: FieldPlan;
  readonly key: () => string;
  readonly text: string;
  readonly line: number;
}

/** One row while it is read; a column is rounded once per row, however many fields use it. */
export interface RowReader {
  readonly cells: readonly string[];
  readonly line: number;
  readonly rounded: Map<number, string>;
}

export type BuiltValues = Readonly<Record<string, unknown>>;

/** The API values of one record from one row; undefined when a cell was rejected (and reported). */
export function buildValues(reader: FileReader, plan: RecordPlan, row: RowReader): BuiltValues | undefined {
  const values: Record<string, unknown> = {};
  let good = true;
  for (const fieldPlan of plan.fields) {
    if (fieldPlan.field.to === plan.definition.kind.kind) {
      const text = rawText(fieldPlan, row).trim();
      if (!isMissing(text))
        reader.deferred.push({ plan, fieldPlan, text, line: row.line, key: () => candidateKey(plan, values) });
      continue;
    }
    const built = buildField(reader, fieldPlan, row);
    if ('problem' in built) {
      reader.report.reject({
        file: reader.fileName,
        line: row.line,
        column: fieldPlan.header,
        value: built.found,
        problem: built.problem,
      });
      good = false;
    } else values[fieldPlan.field.name] = built.value;
  }
  return good ? values : undefined;
}

export type Built = { readonly value: unknown } | { readonly problem: string; readonly found: string };

function buildField(reader: FileReader, plan: FieldPlan, row: RowReader): Built {
  const { field, mapping } = plan;
  if (plan.minus.length > 0) return minusColumns(reader, plan, row);
  const raw = rawText(plan, row);
  if (field.type === 'reference') return resolveReference(reader, plan, raw.trim(), row.line);
  const read = readCell(field, raw, reader.mapping);
  if ('expected' in read) return { problem: `${read.expected} expected`, found: raw };
  if (field.type === 'text' && plan.header !== null)
    watchSpelling(reader, plan.index, plan.header, raw.trim(), row.line);
  if (read.value === null && field.type === 'date' && plan.header !== null)
    reader.report.warn(reader.fileName, plan.header, 'no day is given', row.line);
  if (read.value === null && field.required === true)
    return { problem: `a value for ${field.name} is expected`, found: raw };
  if (field.type === 'money' && read.value !== null)
    return { value: roundAmount(reader, plan.index, textOf(read.value), row, mapping.multiply) };
  return read;
}

/** The text a field is read from: a constant, a template, or the cell; then what its values stand for. */
export function rawText({ mapping, template, index }: FieldPlan, row: RowReader): string {
  const raw = mapping.value ?? (template.length > 0 ? composed(template, row) : (row.cells[index] ?? ''));
  return mapping.values?.[raw.trim()] ?? raw;
}

/** A composed text; what would set an empty cell apart at its start or end is left out ("– GTX Pro" is "GTX Pro"). */
function composed(template: FieldPlan['template'], row: RowReader): string {
  const pieces = template
    .map((piece) => (typeof piece === 'number' ? row.cells[piece].trim() : piece))
    .filter((piece, i) => i % 2 === 1 || piece !== '');
  const text = pieces.join('');
  const start = pieces[0] === '' ? text.replace(/^[\s–—·,/-]+/, '') : text;
  return pieces.at(-1) === '' ? start.replace(/[\s–—·,/-]+$/, '') : start;
}

function watchSpelling(reader: FileReader, index: number, header: string, text: string, line: number): void {
  const found = reader.spellings.get(index) ?? { header, watch: new SpellingWatch() };
  reader.spellings.set(index, found);
  found.watch.see(text, line);
}

function minusColumns(reader: FileReader, plan: FieldPlan, row: RowReader): Built {
  let total: bigint | undefined;
  const digits = minorDigits(currencyOf(reader));
  for (const index of plan.minus) {
    const read = readCell({ ...plan.field, type: 'money' }, row.cells[index] ?? '', reader.mapping);
    if ('expected' in read) return { problem: `${read.expected} expected`, found: row.cells[index] };
    if (read.value === null) return { value: null };
    const minor = parseDecimal(roundAmount(reader, index, textOf(read.value), row))!.unscaled;
    total = total === undefined ? minor : total - minor;
  }
  return { value: decimalToText({ unscaled: total ?? 0n, scale: digits }) };
}

function currencyOf(reader: FileReader): string {
  return reader.mapping.currency ?? reader.context.company.baseCurrency;
}

function roundAmount(reader: FileReader, index: number, text: string, row: RowReader, multiply = 1): string {
  const known = multiply === 1 ? row.rounded.get(index) : undefined;
  if (known !== undefined) return known;
  const key = `${index}|${multiply}`;
  const rounding = reader.roundings.get(key) ?? new CarriedRounding(currencyOf(reader));
  reader.roundings.set(key, rounding);
  const before = rounding.rounded;
  const rounded = rounding.next(multiply === 1 ? text : times(text, multiply));
  if (rounding.rounded && !before) {
    reader.report.warn(
      reader.fileName,
      null,
      'amounts with more decimals than the currency are rounded; the total of the column is kept',
      row.line,
    );
  }
  if (multiply === 1) row.rounded.set(index, rounded);
  return rounded;
}

function times(text: string, multiply: number): string {
  const amount = parseDecimal(text)!;
  const factor = parseDecimal(String(multiply))!;
  return decimalToText({ unscaled: amount.unscaled * factor.unscaled, scale: amount.scale + factor.scale });
}

/** The id that a text names, or what was wrong with it. Records to be made when missing are there already (make-missing.ts). */
export function resolveReference(reader: FileReader, plan: FieldPlan, text: string, line: number): Built {
  const { field, mapping } = plan;
  if (isMissing(text)) {
    if (field.required === true) return { problem: `a ${field.to} is expected`, found: text };
    if (plan.header !== null) reader.report.warn(reader.fileName, plan.header, `no ${field.to} is named`, line);
    return { value: null };
  }
  const target = field.to ?? '';
  const found = reader.resolver.resolve(target, text);
  if (found !== undefined && 'ambiguous' in found)
    return { problem: `one ${target} is expected; ${found.ambiguous} are called this`, found: text };
  if (found !== undefined) {
    if ('near' in found)
      reader.report.warn(reader.fileName, plan.header, `"${text}" was read as "${found.near}"`, line);
    return { value: found.id };
  }
  const missing = mapping.missing ?? 'reject';
  if (missing === 'blank') {
    reader.report.warn(reader.fileName, plan.header, `no ${target} is called "${text}"; left blank`, line);
    return { value: null };
  }
  return { problem: `the name of a known ${target} is expected`, found: text };
}

/** What a row is recognised by: the field the mapping names, the external id, else a fingerprint of its values. */
export function candidateKey(plan: RecordPlan, values: BuiltValues): string {
  const name = plan.mapping.match ?? (values.externalId === undefined ? undefined : 'externalId');
  if (name !== undefined) return textOf(values[name]);
  return `row:${createHash('sha256').update(valuesKey(values)).digest('hex').slice(0, 32)}`;
}

/** The values as one text, to compare them. */
export function valuesKey(values: BuiltValues): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? fold(value) : JSON.stringify(value)}`)
    .join('\u001f');
}
