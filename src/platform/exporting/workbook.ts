import type { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { Refused } from '#kernel/result.ts';

/** A cell: text, or a number as exact decimal text. */
export type WorkbookCell = string | { readonly number: string };

/** Rows of a sheet, header included (ECMA-376: 2²⁰). */
export const mostSheetRows = 1_048_576;
const mostCellText = 32_767;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaging = 'http://schemas.openxmlformats.org/package/2006';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const fixedParts: readonly (readonly [string, string])[] = [
  [
    '[Content_Types].xml',
    `${head}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `${head}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Quarterdeck" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${head}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  ],
];

/** The first day that zip knows: the same list gives the same bytes. */
const entry = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };

/**
 * A workbook of one sheet, written as its rows arrive: memory does not grow with them. Texts stand in the cells themselves
 * (inlineStr), so that no table of strings has to be kept. Source: ECMA-376 part 1, 18.3.
 * @throws Refused when a text or the sheet is larger than a workbook can hold
 */
export async function* workbookBytes(
  rows: AsyncIterable<readonly (readonly WorkbookCell[])[]>,
): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  for (const [name, content] of fixedParts) zip.addBuffer(Buffer.from(content), name, entry);
  const sheet = Readable.from(sheetXml(rows));
  const sources: readonly EventEmitter[] = [zip, sheet];
  for (const source of sources) source.on('error', (problem: Error) => output.destroy(problem));
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', entry);
  zip.end();
  try {
    yield* output as AsyncIterable<Buffer>;
  } finally {
    sheet.destroy();
  }
}

async function* sheetXml(pages: AsyncIterable<readonly (readonly WorkbookCell[])[]>): AsyncGenerator<Buffer> {
  yield Buffer.from(`${head}<worksheet xmlns="${main}"><sheetData>`);
  let row = 0;
  for await (const page of pages) {
    let xml = '';
    for (const cells of page) {
      row += 1;
      if (row > mostSheetRows) throw sheetTooLong();
      xml += `<row r="${row}">${cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row}`)).join('')}</row>`;
    }
    yield Buffer.from(xml);
  }
  yield Buffer.from('</sheetData></worksheet>');
}

export function sheetTooLong(): Refused {
  const most = (mostSheetRows - 1).toLocaleString('en');
  return new Refused('workbook-too-large', `the list has more than ${most} rows, the most a workbook takes`, {
    field: 'format',
    found: 'xlsx',
    expected: 'csv, which takes any number of rows, or a narrower filter',
  });
}

function cellXml(cell: WorkbookCell, place: string): string {
  if (typeof cell !== 'string') return `<c r="${place}"><v>${cell.number}</v></c>`;
  if (cell === '') return '';
  if (cell.length > mostCellText)
    throw new Refused('cell-too-long', `the text of cell ${place} is longer than a workbook takes`, {
      field: place,
      found: `${cell.length} characters`,
      expected: `at most ${mostCellText} characters, or csv`,
    });
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
}

/** What XML cannot hold (control characters, halves of a pair) becomes U+FFFD, so that nobody takes the text for complete. */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/(?![\t\n\r\x7f-\x9f])\p{Cc}|[\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** 0 → A, 26 → AA. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
