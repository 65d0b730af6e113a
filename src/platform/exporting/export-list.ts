import { z } from 'zod';
import { type Language, languages } from '#kernel/local-text.ts';
import { type FieldDefinition, type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import { textOf } from '#kernel/text-of.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { parseFilter, visibleField } from '#platform/records/filter.ts';
import { countRecords, listRecords } from '#platform/records/list-records.ts';
import { type Workplace, runAs } from '#platform/records/run-as.ts';
import type { SentRecord } from '#platform/records/send-record.ts';
import { wholeKind } from '#platform/records/whole-kind.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { type Viewer, seesField } from '#platform/visibility/viewer.ts';
import { csvCell, neutraliseFormula } from './neutralise-formula.ts';
import { type WorkbookCell, mostSheetRows, sheetTooLong, workbookBytes } from './workbook.ts';

/** What of a list is exported, and as what. */
export const listExport = z.object({
  format: z.enum(['csv', 'xlsx']),
  language: z.enum(languages).default('zh-Hans'),
  filter: z.array(z.string()).max(20).default([]),
  search: z.string().max(200).optional(),
  sort: z.string().max(60).optional(),
  fields: z.string().max(3000).optional(),
});
export type ListExport = z.output<typeof listExport>;

const pageSize = 1000;
const mostCounted = 1_000_000_000;
const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** An export whose rows are read as its bytes are taken. */
export interface OpenExport {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: AsyncIterable<Buffer>;
  /** What the event log keeps of it. */
  readonly note: string;
}

/** How a job follows an export; a reply goes without. */
export interface ExportWatch {
  readonly onRows: (done: number, total: number) => void;
}

/**
 * Opens the export of a list: what the viewer may see of it, as filtered and laid out, a page at a time. Names that the server
 * picks are in the language of the file. Everything that can be refused for what was asked is refused here.
 */
export async function openExport(
  place: Workplace,
  asker: Viewer,
  own: RecordKind,
  ask: ListExport,
  watch?: ExportWatch,
): Promise<OpenExport> {
  const viewer = { ...asker, language: ask.language };
  const read = <T>(work: (context: WriteContext) => Promise<T>): Promise<T> =>
    runAs(place, viewer, work, { readOnly: true, ...(watch === undefined ? {} : { statementTimeoutMs: 0 }) });
  const query = queryOf(ask);
  const { kind, fields, rows } = await read(async (context) => {
    const checked = await checkExport(context, own, ask);
    const needed = watch !== undefined || ask.format === 'xlsx';
    const count = needed ? await countRecords(context, checked.kind, query, mostCounted) : 0;
    if (ask.format === 'xlsx' && count >= mostSheetRows) throw sheetTooLong();
    return { ...checked, rows: count };
  });
  async function* pages(): AsyncGenerator<SentRecord[]> {
    let cursor: string | undefined;
    let done = 0;
    do {
      const limit = pageSize;
      const page = await read((context) => listRecords(context, kind, { ...query, limit, cursor }));
      yield page.items;
      done += page.items.length;
      watch?.onRows(done, rows);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
  const header = fields.map((field) => neutraliseFormula(field.label[ask.language]));
  return {
    fileName: exportName(kind, ask),
    contentType: contentTypes[ask.format],
    bytes:
      ask.format === 'csv' ? csvBytes(header, fields, pages()) : workbookBytes(sheetPages(header, fields, pages())),
    note: `${ask.format}; ${fieldsNote(fields)}${ask.filter.join(' ')}`,
  };
}

/** What of a list is meant. */
export function queryOf({ filter, search, sort }: ListExport) {
  return { filter: parseFilter(filter), search, sort };
}

/** @throws Refused when the viewer may not see a field that is asked for, or filter or order cannot be read */
export async function checkExport(
  context: WriteContext,
  own: RecordKind,
  ask: ListExport,
): Promise<{ kind: RecordKind; fields: FieldDefinition[] }> {
  const kind = wholeKind(context.company, own);
  const fields = fieldsOf(context.viewer, kind, ask.fields);
  await listRecords(context, kind, { ...queryOf(ask), limit: 1 });
  return { kind, fields };
}

export function exportName(kind: RecordKind, { format, language }: { format: string; language: Language }): string {
  return `${kind.plural[language]}.${format}`;
}

/** Every export is in the event log, with what it held beyond what everyone sees. */
export async function noteExport(context: WriteContext, kind: RecordKind, note: string): Promise<void> {
  const id = newId(context);
  await appendEvents(context.tx, context.author, [
    { id, action: 'exported', kind: kind.kind, recordId: id, changes: {}, note },
  ]);
}

/** Names what an export holds beyond what everyone sees who sees the rows: pay, costs, personal data. */
function fieldsNote(fields: readonly FieldDefinition[]): string {
  const guarded = fields.filter(({ access }) => access !== undefined && access !== 'open');
  return guarded.length === 0 ? '' : `with ${guarded.map(({ name }) => name).join(', ')}; `;
}

function fieldsOf(viewer: Viewer, kind: RecordKind, names: string | undefined): FieldDefinition[] {
  if (names === undefined || names === '')
    return kind.fields.filter((field) => field.internal !== true && seesField(viewer, field.access));
  return withCurrency(
    viewer,
    kind,
    names.split(',').map((name) => visibleField(viewer, kind, name)),
  );
}

/** Beside amounts that may be in any currency stands which one, also where the list on the screen shows it by its sign alone. */
function withCurrency(viewer: Viewer, kind: RecordKind, fields: FieldDefinition[]): FieldDefinition[] {
  const amount = fields.findIndex(({ type, inBase }) => type === 'money' && inBase !== true);
  const currency = fieldOf(kind, 'currency');
  if (amount === -1 || currency === undefined || fields.includes(currency) || !seesField(viewer, currency.access))
    return fields;
  return fields.toSpliced(amount + 1, 0, currency);
}

const numbers = new Set(['money', 'whole', 'decimal', 'percent']);
const harmless = new Set([...numbers, 'date', 'instant', 'boolean']);

function cellOf(record: SentRecord, field: FieldDefinition): string {
  const value = field.type === 'reference' ? (record.labels?.[field.name] ?? '') : (record[field.name] ?? '');
  const text = Array.isArray(value) ? value.join('; ') : textOf(value);
  return harmless.has(field.type) ? text : neutraliseFormula(text);
}

async function* csvBytes(
  header: readonly string[],
  fields: readonly FieldDefinition[],
  pages: AsyncIterable<SentRecord[]>,
): AsyncGenerator<Buffer> {
  yield Buffer.from(`\uFEFF${header.map(csvCell).join(',')}\r\n`);
  for await (const records of pages) {
    const lines = records.map((record) => `${fields.map((field) => csvCell(cellOf(record, field))).join(',')}\r\n`);
    yield Buffer.from(lines.join(''));
  }
}

async function* sheetPages(
  header: readonly string[],
  fields: readonly FieldDefinition[],
  pages: AsyncIterable<SentRecord[]>,
): AsyncGenerator<WorkbookCell[][]> {
  yield [[...header]];
  for await (const records of pages)
    yield records.map((record) => fields.map((field) => sheetCell(cellOf(record, field), field)));
}

/** A number where a spreadsheet keeps it exactly; otherwise its text. */
function sheetCell(text: string, field: FieldDefinition): WorkbookCell {
  const numeric = numbers.has(field.type) && /^-?\d+(\.\d+)?$/.test(text);
  return numeric && text.replaceAll(/[-.]/g, '').length <= 15 ? { number: text } : text;
}
