import { type DataProblem, UnusableData, unusable } from '#kernel/unusable-data.ts';
import type { Usage } from '#kernel/trace.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';

export interface Places {
  readonly ids: readonly string[];
  /** x and y, or longitude and latitude. */
  readonly points: readonly (readonly [number, number])[];
  readonly degrees: boolean;
  readonly weight: Float64Array | undefined;
  readonly usage: Usage;
  readonly notes: readonly string[];
}

const blank = { optional: true, blank: 'keep' } as const;
const spec = {
  id: textColumn({ ...blank, also: ['customer', 'account', 'name', '编号', '客户', '客户名称', '名称'] }),
  lat: numberColumn({ ...blank, min: -90, max: 90, also: ['latitude', '纬度', '緯度'] }),
  lon: numberColumn({ ...blank, min: -180, max: 180, also: ['lng', 'long', 'longitude', '经度', '經度'] }),
  x: numberColumn(blank),
  y: numberColumn(blank),
  weight: numberColumn({ ...blank, min: 0, also: ['demand', 'workload', '权重', '需求量'] }),
};

/** Reads places with coordinates; rows without an id are named by their line. A name that stands twice gets its line too. */
export function readPlaces(table: Table, map: Readonly<Record<string, string>>): Places {
  const { columns, lines, usage, notes } = readColumns(table, spec, map);
  const degrees = columns.lat !== undefined && columns.lon !== undefined;
  const [across, up] = degrees ? [columns.lon, columns.lat] : [columns.x, columns.y];
  if (across === undefined || up === undefined)
    throw unusable('columns lat and lon, or x and y', { file: table.name, line: 1, found: table.header.join(', ') });
  if (lines.length === 0) throw unusable('at least one place', { file: table.name });
  const problems: DataProblem[] = [];
  const points = lines.map((line, row): readonly [number, number] => {
    const [x, y] = [across[row], up[row]];
    if (x === undefined || y === undefined)
      problems.push({
        file: table.name,
        line,
        column: degrees ? 'lat, lon' : 'x, y',
        found: '',
        expected: 'coordinates',
      });
    return [x ?? 0, y ?? 0];
  });
  if (problems.length > 0) throw new UnusableData(problems);
  const seen = new Set<string>();
  let repeated = 0;
  const ids = lines.map((line, row) => {
    const id = columns.id?.[row] ?? `line ${line}`;
    if (!seen.has(id)) {
      seen.add(id);
      return id;
    }
    repeated += 1;
    return `${id} (line ${line})`;
  });
  return {
    ids,
    points,
    degrees,
    weight: columns.weight === undefined ? undefined : Float64Array.from(columns.weight, (value) => value ?? 0),
    usage,
    notes:
      repeated === 0
        ? notes
        : [...notes, `${repeated} ids stand more than once; their line was added to tell them apart`],
  };
}
