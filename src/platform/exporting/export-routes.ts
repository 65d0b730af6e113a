import { textOf } from '#kernel/text-of.ts';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { languages } from '#kernel/local-text.ts';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { FileReply, fileReply } from '#platform/http/file-reply.ts';
import { parseFilter, visibleField } from '#platform/records/filter.ts';
import { listRecords } from '#platform/records/list-records.ts';
import type { RecordDefinition } from '#platform/records/registry.ts';
import { runAs } from '#platform/records/run-as.ts';
import type { SentRecord } from '#platform/records/send-record.ts';
import { wholeKind } from '#platform/records/whole-kind.ts';
import { newId } from '#platform/records/write-context.ts';
import { seesField } from '#platform/visibility/viewer.ts';
import { csvCell, neutraliseFormula } from './neutralise-formula.ts';

const manyTexts = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]));

const pageSize = 1000;
/** A workbook is built in memory; longer lists are for CSV. */
const mostWorkbookRows = 100_000;

/** The export of a kind's list: what the viewer may see of it, as filtered and laid out. Every export is in the event log. */
export function exportRoute({ kind: own }: RecordDefinition): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `/api/${own.room}/${own.path}/export`,
    summary: `Save the list of ${own.plural.en} as CSV or XLSX`,
    access: { to: 'kind', kind: own.kind, action: 'export' },
    query: z.object({
      format: z.enum(['csv', 'xlsx']),
      language: z.enum(languages).default('zh-Hans'),
      filter: manyTexts,
      search: z.string().max(200).optional(),
      sort: z.string().max(60).optional(),
      fields: z.string().max(3000).optional(),
    }),
    response: fileReply,
    handler: async (call) => {
      const { format, language, fields: names } = call.query;
      const place = { database: call.services.database, clock: call.services.clock };
      const filter = parseFilter(call.query.filter);
      const { kind, fields } = await runAs(place, call.viewer, async (context) => {
        const whole = wholeKind(context.company, own);
        const chosen = fieldsOf(call.viewer, whole, names);
        const id = newId(context);
        await appendEvents(context.tx, context.author, [
          {
            id,
            action: 'exported',
            kind: whole.kind,
            recordId: id,
            changes: {},
            note: `${format}; ${fieldsNote(chosen)}${call.query.filter.join(' ')}`,
          },
        ]);
        return { kind: whole, fields: chosen };
      });
      async function* pages(): AsyncGenerator<SentRecord[]> {
        let cursor: string | undefined;
        do {
          const page = await runAs(place, call.viewer, (context) =>
            listRecords(context, kind, {
              filter,
              search: call.query.search,
              sort: call.query.sort,
              limit: pageSize,
              cursor,
            }),
          );
          yield page.items;
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);
      }
      const header = fields.map((field) => field.label[language]);
      const fileName = `${kind.plural[language]}.${format}`;
      if (format === 'csv') {
        const content = Readable.from(csvLines(header, fields, pages()));
        return { body: new FileReply({ content, fileName, contentType: 'text/csv; charset=utf-8' }) };
      }
      const content = await workbook(header, fields, pages());
      return {
        body: new FileReply({
          content,
          fileName,
          contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        }),
      };
    },
  });
}

/** Names what an export holds beyond what everyone sees who sees the rows: pay, costs, personal data. */
function fieldsNote(fields: readonly FieldDefinition[]): string {
  const guarded = fields.filter(({ access }) => access !== undefined && access !== 'open');
  return guarded.length === 0 ? '' : `with ${guarded.map(({ name }) => name).join(', ')}; `;
}

function fieldsOf(
  viewer: Parameters<typeof seesField>[0],
  kind: RecordKind,
  names: string | undefined,
): FieldDefinition[] {
  if (names !== undefined && names !== '') return names.split(',').map((name) => visibleField(viewer, kind, name));
  return kind.fields.filter((field) => seesField(viewer, field.access));
}

function cellOf(record: SentRecord, field: FieldDefinition): string {
  const value = field.type === 'reference' ? (record.labels?.[field.name] ?? '') : (record[field.name] ?? '');
  const text = Array.isArray(value) ? value.join('; ') : textOf(value);
  return ['money', 'whole', 'decimal', 'percent', 'date', 'instant', 'boolean'].includes(field.type)
    ? text
    : neutraliseFormula(text);
}

async function* csvLines(
  header: readonly string[],
  fields: readonly FieldDefinition[],
  pages: AsyncIterable<SentRecord[]>,
): AsyncGenerator<string> {
  yield `\uFEFF${header.map((name) => csvCell(neutraliseFormula(name))).join(',')}\r\n`;
  for await (const records of pages) {
    yield records.map((record) => `${fields.map((field) => csvCell(cellOf(record, field))).join(',')}\r\n`).join('');
  }
}

async function workbook(
  header: readonly string[],
  fields: readonly FieldDefinition[],
  pages: AsyncIterable<SentRecord[]>,
): Promise<Uint8Array> {
  const xlsx = await import('@e965/xlsx');
  const rows: (string | number)[][] = [[...header]];
  for await (const records of pages) {
    for (const record of records) {
      rows.push(
        fields.map((field) => {
          const text = cellOf(record, field);
          const numeric =
            ['money', 'whole', 'decimal', 'percent'].includes(field.type) &&
            text !== '' &&
            Number.isSafeInteger(Math.trunc(Number(text)));
          return numeric ? Number(text) : text;
        }),
      );
    }
    if (rows.length - 1 > mostWorkbookRows)
      throw new Refused(
        'workbook-too-large',
        `the list has more than ${mostWorkbookRows.toLocaleString('en')} rows, the most a workbook takes`,
        {
          field: 'format',
          found: 'xlsx',
          expected: 'csv, which takes any number of rows, or a narrower filter',
        },
      );
  }
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), 'Quarterdeck');
  return new Uint8Array(xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array);
}
