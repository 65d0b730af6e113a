import { crc32, createDeflateRaw } from 'node:zlib';
import { Refused } from '#kernel/result.ts';

/** A cell: text, or a number as exact decimal text. */
export type WorkbookCell = string | { readonly number: string };

/** Rows of a sheet, header included (ECMA-376: 2²⁰). */
export const mostSheetRows = 1_048_576;
const mostCellText = 32_767;
const mostZipBytes = 0xffff_ffff;

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

/**
 * A workbook of one sheet, written as its rows arrive: memory does not grow with them. Texts stand in the cells themselves
 * (inlineStr), so that no table of strings has to be kept. Sources: ECMA-376 part 1, 18.3; PKWARE APPNOTE 4.3.
 * @throws Refused when a text or the sheet is larger than a workbook can hold
 */
export async function* workbookBytes(
  rows: AsyncIterable<readonly (readonly WorkbookCell[])[]>,
): AsyncGenerator<Buffer> {
  const entries: ZipEntry[] = [];
  let offset = 0;
  const part = async function* (name: string, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const entry: ZipEntry = { name: Buffer.from(name), offset, crc: 0, packed: 0, size: 0 };
    for await (const chunk of zipEntry(entry, content)) {
      offset += chunk.length;
      yield chunk;
    }
    entries.push(entry);
  };
  for (const [name, content] of fixedParts) yield* part(name, once(Buffer.from(content)));
  yield* part('xl/worksheets/sheet1.xml', sheetXml(rows));
  yield Buffer.concat([...entries.map(centralHeader), endOfZip(entries, offset)]);
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
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

interface ZipEntry {
  readonly name: Buffer;
  readonly offset: number;
  crc: number;
  packed: number;
  size: number;
}

/** Sizes are not known before the content has gone by: they follow it (bit 3 of the flags); names are UTF-8 (bit 11). */
const flags = 0x0808;
const deflated = 8;
const versionNeeded = 20;
/** 1980-01-01, the first day that zip knows: the same list gives the same bytes. */
const zipDay = 0x21;

async function* zipEntry(entry: ZipEntry, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(versionNeeded, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt16LE(zipDay, 12);
  header.writeUInt16LE(entry.name.length, 26);
  yield Buffer.concat([header, entry.name]);
  for await (const chunk of deflate(entry, content)) {
    entry.packed += chunk.length;
    if (entry.offset + entry.packed > mostZipBytes || entry.size > mostZipBytes) throw sheetTooLong();
    yield chunk;
  }
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x0807_4b50, 0);
  writeSizes(descriptor, 4, entry);
  yield descriptor;
}

async function* deflate(entry: ZipEntry, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const packer = createDeflateRaw();
  const feeding = (async () => {
    for await (const chunk of content) {
      entry.crc = crc32(chunk, entry.crc);
      entry.size += chunk.length;
      if (!packer.write(chunk)) await new Promise((resolve) => packer.once('drain', resolve));
    }
    packer.end();
  })();
  feeding.catch((problem: unknown) => packer.destroy(problem as Error));
  yield* packer as AsyncIterable<Buffer>;
  await feeding;
}

function writeSizes(target: Buffer, at: number, { crc, packed, size }: ZipEntry): void {
  target.writeUInt32LE(crc, at);
  target.writeUInt32LE(packed, at + 4);
  target.writeUInt32LE(size, at + 8);
}

function centralHeader(entry: ZipEntry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(versionNeeded, 4);
  header.writeUInt16LE(versionNeeded, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(deflated, 10);
  header.writeUInt16LE(zipDay, 14);
  writeSizes(header, 16, entry);
  header.writeUInt16LE(entry.name.length, 28);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, entry.name]);
}

function endOfZip(entries: readonly ZipEntry[], at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    entries.reduce((sum, { name }) => sum + 46 + name.length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  return end;
}
