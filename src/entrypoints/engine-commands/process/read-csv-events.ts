import { UnusableData, unusable, type DataProblem } from '#kernel/unusable-data.ts';
import { type ByteRow, ByteRowSplitter, cellText } from '#platform/tabular/byte-rows.ts';
import { instantIsZoneless, isoInstant } from '#platform/tabular/byte-instant.ts';
import { findColumn, parseTimestamp } from '#platform/tabular/columns.ts';
import type { Encoding } from '#platform/tabular/encoding.ts';
import { openUtf8 } from '#platform/tabular/open-source.ts';
import { guessDelimiter } from '#platform/tabular/split-rows.ts';
import { type DayOrder, dayOrder, isMissing, parseNumber } from '#platform/tabular/values.ts';
import { EventCollector, lifecycleOf } from './event-collector.ts';

/** Column names that logs in the wild use besides our own. */
export const alsoNamed = {
  case: ['case:concept:name', 'case id', 'caseid', 'trace', 'trace id'],
  activity: ['concept:name', 'event', 'event name', 'task'],
  timestamp: ['time:timestamp', 'time', 'complete timestamp', 'date', 'end time'],
  resource: ['org:resource', 'user', 'owner'],
  amount: ['value', 'case:amount'],
  lifecycle: ['lifecycle:transition', 'transition', 'status'],
} as const;

type Wanted = keyof typeof alsoNamed;
const needed: readonly Wanted[] = ['case', 'activity', 'timestamp'];
export const wantedColumns = Object.keys(alsoNamed) as Wanted[];

/** Reads a delimited file of events in one pass over its bytes. Rows without a needed cell are refused, with their lines. */
export async function readCsvEvents(
  path: string,
  map: Readonly<Record<string, string>>,
  encoding: Encoding | undefined,
): Promise<{ collector: EventCollector; notes: string[] }> {
  const { name, chunks } = await openUtf8(path, encoding);
  let reader: EventRows | undefined;
  let splitter: ByteRowSplitter | undefined;
  for await (const chunk of chunks) {
    splitter ??= new ByteRowSplitter(guessDelimiter(firstLine(chunk)), (row) => {
      if (reader === undefined) reader = new EventRows(name, header(row), map);
      else reader.read(row);
    });
    splitter.push(chunk);
  }
  splitter?.push(new Uint8Array(), true);
  if (splitter?.problem !== undefined)
    throw unusable(`whole rows (${splitter.problem.problem})`, { file: name, line: splitter.problem.line });
  if (reader === undefined)
    throw unusable('a header line and at least one row; the file is empty', { file: name, line: 1 });
  return reader.finish();
}

function firstLine(chunk: Uint8Array): string {
  const end = chunk.indexOf(0x0a);
  return new TextDecoder().decode(chunk.subarray(0, end === -1 ? Math.min(chunk.length, 1 << 16) : end));
}

const header = (row: ByteRow): string[] => Array.from({ length: row.cells }, (_, cell) => cellText(row, cell).trim());

class EventRows {
  readonly #name: string;
  readonly #places: Record<Wanted, number>;
  readonly #header: readonly string[];
  readonly #collector = new EventCollector();
  readonly #problems: DataProblem[] = [];
  readonly #lifecycles = new Map<string, 'start' | 'complete' | 'other'>();
  #problemCount = 0;
  #zoneless = false;
  #order: DayOrder | undefined;

  constructor(name: string, columns: readonly string[], map: Readonly<Record<string, string>>) {
    this.#name = name;
    this.#header = columns;
    this.#places = Object.fromEntries(
      wantedColumns.map((wanted) => [wanted, placeOf(name, columns, wanted, map[wanted])]),
    ) as Record<Wanted, number>;
  }

  read(row: ByteRow): void {
    const width = this.#header.length;
    if (row.cells !== width && !onlyBlanksBeyond(row, width)) {
      this.#refuse({ line: row.line, found: `${row.cells} cells`, expected: `${width} cells, as in the header` });
      return;
    }
    const { case: caseAt, activity: activityAt, timestamp: timeAt, resource: who, amount, lifecycle } = this.#places;
    if (
      this.#blank(row, caseAt, 'case') ||
      this.#blank(row, activityAt, 'activity') ||
      this.#blank(row, timeAt, 'timestamp')
    )
      return;
    const time = this.#time(row, timeAt);
    if (Number.isNaN(time)) return;
    const { cases, activities, resources } = this.#collector;
    this.#collector.add(
      code(cases, row, caseAt),
      code(activities, row, activityAt),
      time,
      who === -1 || row.starts[who] === row.ends[who] ? -1 : code(resources, row, who),
      amount === -1 || row.starts[amount] === row.ends[amount] ? Number.NaN : this.#amount(row, amount),
      lifecycle === -1 ? 'complete' : this.#lifecycle(row, lifecycle),
    );
  }

  finish(): { collector: EventCollector; notes: string[] } {
    if (this.#problemCount > 0) throw new UnusableData(this.#problems, this.#problemCount);
    if (this.#collector.count === 0) throw unusable('at least one event', { file: this.#name, line: 2 });
    const timestamp = this.#header[this.#places.timestamp];
    return {
      collector: this.#collector,
      notes: [
        ...(this.#zoneless ? [`column "${timestamp}" has times without a zone; they were read as UTC`] : []),
        ...(this.#order === undefined
          ? []
          : [`column "${timestamp}" was read as ${this.#order === 'dmy' ? 'day/month/year' : 'month/day/year'}`]),
      ],
    };
  }

  #time(row: ByteRow, cell: number): number {
    const quick = isoInstant(row.bytes, row.starts[cell], row.ends[cell]);
    if (!Number.isNaN(quick)) {
      if (instantIsZoneless) this.#zoneless = true;
      return quick;
    }
    const text = cellText(row, cell).trim();
    this.#order ??= dayOrder([text]);
    const read = parseTimestamp(text, this.#order);
    if (read === undefined)
      this.#refuse({
        line: row.line,
        column: this.#header[cell],
        found: text,
        expected: 'a date and time such as 2026-11-23T09:30:00Z',
      });
    else if (read.zoneless) this.#zoneless = true;
    return read?.milliseconds ?? Number.NaN;
  }

  #amount(row: ByteRow, cell: number): number {
    const text = cellText(row, cell);
    if (isMissing(text)) return Number.NaN;
    const value = parseNumber(text);
    if (value === undefined)
      this.#refuse({ line: row.line, column: this.#header[cell], found: text, expected: 'a finite number' });
    return value ?? Number.NaN;
  }

  #lifecycle(row: ByteRow, cell: number): 'start' | 'complete' | 'other' {
    const text = cellText(row, cell);
    let known = this.#lifecycles.get(text);
    if (known === undefined) {
      known = lifecycleOf(text);
      this.#lifecycles.set(text, known);
    }
    return known;
  }

  #blank(row: ByteRow, cell: number, wanted: Wanted): boolean {
    for (let i = row.starts[cell]; i < row.ends[cell]; i++) if (row.bytes[i] !== 0x20) return false;
    this.#refuse({ line: row.line, column: this.#header[cell], found: '', expected: `a ${wanted} for every event` });
    return true;
  }

  #refuse(problem: Omit<DataProblem, 'file'>): void {
    this.#problemCount += 1;
    if (this.#problems.length < UnusableData.listed) this.#problems.push({ file: this.#name, ...problem });
  }
}

function code(dictionary: EventCollector['cases'], row: ByteRow, cell: number): number {
  if (row.escaped[cell] === 1) return dictionary.codeOfText(cellText(row, cell).trim());
  const { bytes } = row;
  let [start, end] = [row.starts[cell], row.ends[cell]];
  while (start < end && bytes[start] === 0x20) start += 1;
  while (end > start && bytes[end - 1] === 0x20) end -= 1;
  return dictionary.codeOf(bytes, start, end);
}

function onlyBlanksBeyond(row: ByteRow, width: number): boolean {
  if (row.cells < width) return false;
  for (let cell = width; cell < row.cells; cell++) if (row.starts[cell] !== row.ends[cell]) return false;
  return true;
}

function placeOf(file: string, columns: readonly string[], wanted: Wanted, renamed: string | undefined): number {
  const at =
    renamed === undefined
      ? findColumn({ header: columns }, wanted, alsoNamed[wanted])
      : findColumn({ header: columns }, renamed);
  if (at === -1 && (renamed !== undefined || needed.includes(wanted)))
    throw unusable(
      `a column named "${renamed ?? wanted}" (or ${alsoNamed[wanted].join(', ')}); --map ${wanted}=HEADER renames`,
      {
        file,
        line: 1,
        column: renamed ?? wanted,
        found: columns.join(', '),
      },
    );
  return at;
}
