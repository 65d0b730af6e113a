import { type PilotSample, newPilotSample } from '#engines/experiment/analyse-pilot.ts';
import type { Usage } from '#kernel/trace.ts';
import { type DataProblem, UnusableData } from '#kernel/unusable-data.ts';
import { findColumn } from '#platform/tabular/columns.ts';
import { isMissing, parseNumber } from '#platform/tabular/values.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineCall } from '../define-engine-command.ts';

export interface PilotFile {
  readonly sample: PilotSample;
  readonly usage: Usage;
  readonly notes: readonly string[];
}

/**
 * Streams the rows into the sample. Without --unit every row is a unit and only sums are kept, for any number of rows; with
 * --unit (or --cluster) rows of the same unit are added up first, which keeps one small record per unit.
 */
export async function readPilot(call: EngineCall): Promise<PilotFile> {
  const stream = await call.streamTable(call.files[0]);
  const place = (option: string, name: string): number => {
    const found = findColumn(stream, call.map[name] ?? name);
    if (found === -1)
      throw new WrongCall(`--${option}: no column named "${name}" (one of ${stream.header.join(', ')} is expected)`);
    return found;
  };
  const armAt = place('arm', call.options.arm as string);
  const unitName = (call.options.cluster ?? call.options.unit) as string | undefined;
  const unitAt =
    unitName === undefined ? undefined : place(call.options.cluster === undefined ? 'unit' : 'cluster', unitName);
  const pre = new Map(
    ((call.options.pre as readonly string[] | undefined) ?? []).map((pair) => {
      const [metric, column] = pair.split('=');
      if (column === undefined) throw new WrongCall(`invalid --pre: ${pair} (metric=column is expected)`);
      return [metric, column] as const;
    }),
  );
  const byCluster = call.options.cluster !== undefined;
  const columns: (number | 'count')[] = [];
  const wanted = (call.options.metrics as readonly string[]).map((name) => {
    const [top, bottom] = name.split('/');
    columns.push(place('metrics', top));
    if (bottom !== undefined) columns.push(place('metrics', bottom));
    else if (byCluster) columns.push('count');
    const before = pre.get(name);
    if (before !== undefined) columns.push(place('pre', before));
    return { name, denominator: bottom !== undefined || byCluster, pre: before !== undefined };
  });
  const stranger = [...pre.keys()].find((name) => !wanted.some((metric) => metric.name === name));
  if (stranger !== undefined) throw new WrongCall(`--pre: "${stranger}" is none of the metrics`);
  const sample = newPilotSample(wanted);
  const problems: DataProblem[] = [];
  let [problemCount, noArm, blank, read] = [0, 0, 0, 0];
  const units = new Map<string, { arm: string; row: Float64Array; crossed: boolean }>();
  const values = new Float64Array(columns.length);
  for await (const { rows, lines } of stream.batches) {
    rows.forEach((row, i) => {
      const arm = (row[armAt] ?? '').trim();
      if (arm === '') {
        noArm += 1;
        return;
      }
      for (let j = 0; j < columns.length; j++) {
        const at = columns[j];
        if (at === 'count') {
          values[j] = 1;
          continue;
        }
        const text = row[at] ?? '';
        const value = isMissing(text) ? Number.NaN : (yesNo.get(text.trim().toLowerCase()) ?? parseNumber(text));
        if (value === undefined) {
          problemCount += 1;
          if (problems.length < UnusableData.listed)
            problems.push({
              file: stream.name,
              line: lines[i],
              column: stream.header[at],
              found: text,
              expected: 'a number, yes or no',
            });
          return;
        }
        values[j] = value;
      }
      if (values.some(Number.isNaN)) {
        blank += 1;
        return;
      }
      read += 1;
      if (unitAt === undefined) {
        sample.add(arm, values);
        return;
      }
      const key = row[unitAt] ?? '';
      const own = units.get(key);
      if (own === undefined) units.set(key, { arm, row: values.slice(), crossed: false });
      else {
        if (own.arm !== arm) own.crossed = true;
        for (let j = 0; j < columns.length; j++) own.row[j] += values[j];
      }
    });
  }
  if (problemCount > 0) throw new UnusableData(problems, problemCount);
  let crossed = 0;
  for (const { arm, row, crossed: both } of units.values()) {
    if (both) crossed += 1;
    else sample.add(arm, row);
  }
  const reasons = [
    { reason: 'no arm', count: noArm },
    { reason: 'a metric is blank', count: blank },
  ].filter(({ count }) => count > 0);
  const notes = [
    ...(unitAt === undefined
      ? []
      : [`${read} rows were added up to ${units.size} ${byCluster ? 'clusters' : 'units'}`]),
    ...(crossed === 0 ? [] : [`${crossed} units were in more than one arm and were left out`]),
  ];
  return { sample, usage: { used: read, skipped: noArm + blank, reasons }, notes };
}

const yesNo = new Map([
  ['yes', 1],
  ['true', 1],
  ['是', 1],
  ['no', 0],
  ['false', 0],
  ['否', 0],
]);
