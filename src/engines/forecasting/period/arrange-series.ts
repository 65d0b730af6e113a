import { type DataProblem, UnusableData } from '#kernel/unusable-data.ts';
import { type Frequency, type PeriodAxis, detectAxis, periodLabel } from './period-axis.ts';
import type { PeriodCell } from './period-notation.ts';

/** One row of the table: which series, which period, which value (undefined when the cell is blank). */
export interface SeriesRow {
  readonly series: string;
  readonly period: PeriodCell;
  readonly value: number | undefined;
  readonly line: number;
}

/** One series laid out on its axis, oldest first, undefined where a period has no row or a blank value. */
export interface ArrangedSeries {
  readonly id: string;
  readonly frequency: Frequency;
  readonly anchor: number;
  /** Axis number of the first value. */
  readonly start: number;
  readonly values: (number | undefined)[];
  /** Labels of periods inside the series without a value. */
  readonly missing: readonly string[];
}

/**
 * Sorts rows into evenly spaced series. Throws UnusableData, naming lines, when a period appears twice in a series, when
 * the series have different frequencies, or when more than `mostMissing` of a series' periods have no value.
 */
export function arrangeSeries(
  rows: readonly SeriesRow[],
  source: { readonly file?: string; readonly mostMissing?: number } = {},
): ArrangedSeries[] {
  const groups = new Map<string, SeriesRow[]>();
  for (const row of rows) {
    const group = groups.get(row.series);
    if (group === undefined) groups.set(row.series, [row]);
    else group.push(row);
  }
  const axes = detectAxes(groups, source.file);
  const arranged: ArrangedSeries[] = [];
  const problems: DataProblem[] = [];
  for (const [id, group] of groups) {
    const axis = axes.get(id)!;
    const placed = placeValues(id, group, axis, source.file, problems);
    if (placed === undefined) continue;
    const share = placed.missing.length / placed.values.length;
    if (share > (source.mostMissing ?? 0.5)) {
      problems.push({
        file: source.file,
        line: group[0].line,
        column: 'period',
        found: `${placed.missing.length} of ${placed.values.length} ${axis.frequency}s of series "${id}" without a value`,
        expected: 'evenly spaced periods (--gaps zero reads absent periods as zero)',
      });
    } else arranged.push(placed);
  }
  if (problems.length > 0) throw new UnusableData(problems);
  return arranged;
}

/** Each series' own axis; series too short to show theirs take the one of the others. */
function detectAxes(
  groups: ReadonlyMap<string, readonly SeriesRow[]>,
  file: string | undefined,
): Map<string, PeriodAxis> {
  const axes = new Map<string, PeriodAxis>();
  const whole = detectAxis([...groups.values()].flatMap((group) => group.map((row) => row.period)));
  let first: { id: string; frequency: Frequency; anchor: number } | undefined;
  for (const [id, group] of groups) {
    const axis = detectAxis(group.map((row) => row.period));
    if (axis === undefined) throw mixedNotation(group, file);
    axes.set(id, axis);
    if (group.length < 3) continue;
    first ??= { id, frequency: axis.frequency, anchor: axis.anchor };
    if (first.frequency !== axis.frequency || first.anchor !== axis.anchor) {
      throw new UnusableData([
        {
          file,
          line: group[0].line,
          column: 'period',
          found: `a ${axis.frequency} series "${id}" beside a ${first.frequency} series "${first.id}"`,
          expected: 'one frequency in a file',
        },
      ]);
    }
  }
  const short = [...groups].filter(([id]) => axes.get(id)!.frequency !== first?.frequency);
  if (first === undefined || short.length === 0 || whole?.frequency !== first.frequency) return axes;
  let at = 0;
  for (const [id, group] of groups) {
    axes.set(id, { ...whole, indices: whole.indices.slice(at, at + group.length) });
    at += group.length;
  }
  return axes;
}

function mixedNotation(group: readonly SeriesRow[], file: string | undefined): UnusableData {
  const other = group.find((row) => row.period.kind !== group[0].period.kind) ?? group[0];
  return new UnusableData([
    {
      file,
      line: other.line,
      column: 'period',
      found: `a ${other.period.kind} after a ${group[0].period.kind}`,
      expected: 'one way of writing periods (years, quarters, months, weeks or days) throughout',
    },
  ]);
}

function placeValues(
  id: string,
  group: readonly SeriesRow[],
  axis: PeriodAxis,
  file: string | undefined,
  problems: DataProblem[],
): ArrangedSeries | undefined {
  const lines = new Map<number, number>();
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  group.forEach((row, i) => {
    const index = axis.indices[i];
    const seen = lines.get(index);
    if (seen !== undefined) {
      problems.push({
        file,
        line: row.line,
        column: 'period',
        found: periodLabel(axis, index),
        expected: `each period once in series "${id}" (it is on line ${seen} too)`,
      });
      return;
    }
    lines.set(index, row.line);
    if (row.value === undefined) return;
    start = Math.min(start, index);
    end = Math.max(end, index);
  });
  if (end < start) {
    problems.push({ file, line: group[0].line, column: 'value', expected: `at least one value in series "${id}"` });
    return undefined;
  }
  if (end - start >= 1_000_000) {
    problems.push({ file, line: group[0].line, column: 'period', expected: 'periods less than a million apart' });
    return undefined;
  }
  const values = Array.from<number | undefined>({ length: end - start + 1 });
  group.forEach((row, i) => {
    if (row.value !== undefined) values[axis.indices[i] - start] = row.value;
  });
  const missing: string[] = [];
  for (let t = 0; t < values.length; t++) if (values[t] === undefined) missing.push(periodLabel(axis, start + t));
  return { id, frequency: axis.frequency, anchor: axis.anchor, start, values, missing };
}
