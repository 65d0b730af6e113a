import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { unusable } from '#kernel/unusable-data.ts';
import type { Table } from './read-table.ts';

/**
 * Reads one sheet of an .xlsx, .xls or .ods workbook as text cells: dates as ISO days, numbers in full precision,
 * formulas by their stored value. The reader is loaded only when a workbook is opened.
 */
export async function readWorkbook(path: string, sheet?: string): Promise<Table> {
  const xlsx = await import('@e965/xlsx');
  const name = basename(path);
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) throw unusable('a file that exists', { file: path });
  let workbook: ReturnType<typeof xlsx.read>;
  try {
    workbook = xlsx.read(bytes, { type: 'buffer', cellDates: false, cellNF: true, dense: true });
  } catch (problem) {
    throw unusable(`a workbook that can be opened (${(problem as Error).message})`, { file: name });
  }
  const wanted = sheet === undefined ? workbook.SheetNames[0] : (workbook.SheetNames[Number(sheet) - 1] ?? sheet);
  const found = workbook.Sheets[wanted];
  if (found === undefined) {
    throw unusable(`one of the sheets ${workbook.SheetNames.join(', ')}`, { file: name, found: sheet });
  }
  const cells: string[][] = [];
  const lines: number[] = [];
  const data = (found['!data'] ?? []) as (
    | ({ t: string; v?: unknown; w?: string; z?: string } | undefined)[]
    | undefined
  )[];
  data.forEach((row, index) => {
    if (row === undefined) return;
    const texts = Array.from(row, (cell) => (cell === undefined ? '' : cellText(cell)));
    if (texts.every((text) => text === '')) return;
    cells.push(texts);
    lines.push(index + 1);
  });
  if (cells.length === 0)
    throw unusable('a header line and at least one row; the sheet is empty', { file: name, line: 1 });
  const header = cells[0].map((cell) => cell.trim());
  const rows = cells.slice(1).map((row) => header.map((_, i) => row[i] ?? ''));
  return { name, header, rows, lines: lines.slice(1) };

  function cellText(cell: { t: string; v?: unknown; w?: string; z?: string }): string {
    if (cell.t === 'e') return cell.w ?? '#ERROR';
    if (cell.t === 'n' && cell.z !== undefined && xlsx.SSF.is_date(cell.z)) {
      const { y, m, d, H, M, S } = xlsx.SSF.parse_date_code(Number(cell.v));
      const two = (part: number): string => String(part).padStart(2, '0');
      const day = `${String(y).padStart(4, '0')}-${two(m)}-${two(d)}`;
      return H + M + S === 0 ? day : `${day}T${two(H)}:${two(M)}:${two(Math.floor(S))}`;
    }
    if (typeof cell.v === 'number' || typeof cell.v === 'boolean') return String(cell.v);
    return typeof cell.v === 'string' ? cell.v : '';
  }
}
