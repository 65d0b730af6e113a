import { type ClusterResult, cluster } from '#engines/segmentation/cluster.ts';
import type { NumericColumn } from '#engines/segmentation/prepare-features.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { type ColumnSpec, findColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { hasDecimalComma, isMissing, parseNumber } from '#platform/tabular/values.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from './print.ts';

export const clusterVerb: EngineVerb = {
  summary: 'Groups rows that are alike in several numbers; the number of groups is chosen and justified',
  files: [1, 1],
  input: 'id (else the line number names a row) and numeric columns',
  options: [
    { name: 'k', kind: 'whole', help: 'number of groups (default: chosen)', min: 2, max: 100 },
    { name: 'most', kind: 'whole', help: 'largest number of groups tried', min: 2, max: 30, fallback: 10 },
    { name: 'columns', kind: 'list', help: 'the columns to use (default: every numeric column but id)' },
    { name: 'drop', kind: 'list', help: 'columns to leave out' },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const idPlace = findColumn(table, call.map.id ?? 'id', call.map.id === undefined ? idNames : []);
    if (call.map.id !== undefined && idPlace === -1) {
      throw unusable(`a column named "${call.map.id}"`, { file: table.name, line: 1, found: table.header.join(', ') });
    }
    const { names, notes } = chooseColumns(
      table,
      idPlace,
      call.options.columns as readonly string[] | undefined,
      (call.options.drop as readonly string[] | undefined) ?? [],
    );
    const idKey = '\u0000id';
    const spec: Record<string, ColumnSpec> = Object.fromEntries(
      names.map((name) => [name, numberColumn({ blank: 'skip' })]),
    );
    if (idPlace !== -1) spec[idKey] = textColumn({ blank: 'skip' });
    const read = readColumns(table, spec, { ...call.map, [idKey]: table.header[idPlace] ?? '' });
    const columns = read.columns as unknown as Readonly<Record<string, readonly number[]>>;
    const ids =
      idPlace === -1
        ? read.lines.map((line) => `line ${line}`)
        : (read.columns as unknown as Readonly<Record<string, readonly string[]>>)[idKey];
    if (read.usage.used < 4) {
      throw unusable(`at least 4 rows whose cells are filled; there are ${read.usage.used}`, { file: table.name });
    }
    const k = call.options.k as number | undefined;
    if (k !== undefined && k > read.usage.used / 2) {
      throw new WrongCall(`invalid --k: ${k} (at most half the ${read.usage.used} usable rows is expected)`);
    }
    const numeric = names.map((name): NumericColumn => ({ name, values: columns[name] }));
    const found = cluster(numeric, { k, most: call.options.most as number, seed: call.seed });
    const { of, ...rest } = found;
    const told = [
      ...notes,
      ...read.notes,
      ...found.constant.map((name) => `column "${name}" is constant and was left out`),
    ];
    return {
      json: { ...rest, rows: ids.map((id, row) => ({ id, cluster: of[row] })), usage: read.usage, notes: told },
      text: [describe(found), ...usageLines(read.usage, told)].join('\n'),
      plot: map(found, numeric, ids),
    };
  },
};

const idNames = ['customer', 'customer_id', 'account', 'name', '客户', '客户ID', '编号'];

/** The named columns, or every column of which at least 90 % of the filled cells read as numbers. */
function chooseColumns(table: Table, idPlace: number, wanted: readonly string[] | undefined, drop: readonly string[]) {
  const dropped = drop.map((name) => place(table, name));
  if (wanted !== undefined) {
    return { names: wanted.map((name) => table.header[place(table, name)]), notes: [] as string[] };
  }
  const names: string[] = [];
  const notes: string[] = [];
  table.header.forEach((name, index) => {
    if (index === idPlace || name === '' || dropped.includes(index)) return;
    let filled = 0;
    let numeric = 0;
    const comma = hasDecimalComma(
      table.rows.map((row) => row[index] ?? ''),
      table.delimiter,
    );
    for (const row of table.rows) {
      if (isMissing(row[index] ?? '')) continue;
      filled += 1;
      if (parseNumber(row[index], comma) !== undefined) numeric += 1;
    }
    if (filled > 0 && numeric >= 0.9 * filled) names.push(name);
    else notes.push(`column "${name}" is not numeric and was left out`);
  });
  if (names.length === 0)
    throw unusable('at least one numeric column', { file: table.name, line: 1, found: table.header.join(', ') });
  return { names, notes };
}

function place(table: Table, name: string): number {
  const index = findColumn(table, name);
  if (index === -1) throw new WrongCall(`no column named "${name}" (one of ${table.header.join(', ')} is expected)`);
  return index;
}

function describe(found: ClusterResult): string {
  return [
    `${found.k} groups: ${found.because}. Stability ${found.stability.toFixed(2)} (adjusted Rand), silhouette ${found.silhouette.toFixed(2)}: ${found.structure} structure`,
    terminalTable(
      [
        { header: 'k', align: 'right' },
        { header: 'silhouette', align: 'right' },
        { header: 'stability', align: 'right' },
      ],
      found.candidates.map((one) => [
        one.k === found.k ? `*${one.k}` : one.k,
        one.silhouette.toFixed(3),
        one.stability.toFixed(3),
      ]),
    ),
    '',
    ...found.clusters.map(
      (one) =>
        `${one.id}. ${number(one.size)} rows (${percent(one.share)}): ${one.distinctive
          .slice(0, 4)
          .map(
            (d) =>
              `${d.feature} ${d.direction} (median ${number(d.inside, 2)} against ${number(d.outside, 2)}, ${d.effect.toFixed(1)} sd)`,
          )
          .join('; ')}`,
    ),
  ].join('\n');
}

/** The two features that separate the groups most, up to 2,000 points. */
function map(found: ClusterResult, columns: readonly NumericColumn[], ids: readonly string[]): ChartSpec {
  const strength = new Map<string, number>();
  for (const one of found.clusters) {
    for (const { feature, effect } of one.distinctive)
      strength.set(feature, (strength.get(feature) ?? 0) + Math.abs(effect));
  }
  const ranked = [...strength].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const x = columns.find((column) => column.name === ranked[0]) ?? columns[0];
  const y = columns.find((column) => column.name === (ranked[1] ?? ranked[0])) ?? x;
  const step = Math.max(1, Math.ceil(ids.length / 2000));
  const log = (name: string): boolean =>
    found.scales.some((scale) => scale.name === name && scale.transform === 'log1p') &&
    Array.from(columns.find((column) => column.name === name)?.values ?? []).every((value) => value > 0);
  return {
    kind: 'scatter',
    title: `${found.k} groups`,
    subtitle: `stability ${found.stability.toFixed(2)}, silhouette ${found.silhouette.toFixed(2)}`,
    points: ids
      .map((id, row) => ({ x: x.values[row], y: y.values[row], label: id, group: String(found.of[row]) }))
      .filter((_, row) => row % step === 0),
    xAxis: { name: x.name, log: log(x.name) },
    yAxis: { name: y.name, log: log(y.name) },
  };
}
