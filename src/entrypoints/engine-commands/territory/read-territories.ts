import type { TerritoryProblem } from '#engines/territory/design/territory-problem.ts';
import { type DataProblem, UnusableData } from '#kernel/unusable-data.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { type Places, readPlaces } from './read-places.ts';

export interface TerritoryInput {
  readonly places: Places;
  /** Names of the territories. */
  readonly names: readonly string[];
  readonly hasCurrent: boolean;
  readonly problem: TerritoryProblem;
  readonly notes: readonly string[];
}

const blank = { optional: true, blank: 'keep' } as const;
const spec = {
  workload: numberColumn({ ...blank, min: 0, also: ['visits', 'hours', '工作量'] }),
  potential: numberColumn({ ...blank, min: 0, also: ['revenue', 'population', 'sales', '潜力', '潛力', '销售额'] }),
  current: textColumn({ ...blank, also: ['territory', 'owner', '现有区域', '销售区域', '負責人', '负责人'] }),
  locked: textColumn({ ...blank, also: ['锁定', '鎖定'] }),
  skill: textColumn({ ...blank, also: ['skills', 'language', '技能', '语言', '語言'] }),
};

/**
 * Reads places with workload, potential, territory of today, locks and skills needed. `offered` says which skills a territory
 * has; one that is not named has all.
 */
export function readTerritories(
  table: Table,
  map: Readonly<Record<string, string>>,
  {
    territories,
    tolerance,
    disruption,
    offered,
  }: { territories: number; tolerance: number; disruption: number; offered: ReadonlyMap<string, readonly string[]> },
): TerritoryInput {
  const places = readPlaces(table, map);
  const { columns, lines } = readColumns(table, spec, map);
  const n = places.ids.length;
  const notes = [...places.notes];
  const numbers = (values: (number | undefined)[] | undefined, name: string): Float64Array => {
    if (values === undefined) {
      notes.push(`there is no column ${name}: every place counts alike`);
      return new Float64Array(n).fill(1);
    }
    const missing = values.filter((value) => value === undefined).length;
    if (missing > 0) notes.push(`${missing} blank cells of ${name} count as 0`);
    return Float64Array.from(values, (value) => value ?? 0);
  };
  const workload = numbers(columns.workload, 'workload');
  const potential = numbers(columns.potential, 'potential');
  const names = territoryNames(columns.current, workload, territories, offered, notes);
  const index = new Map(names.map((name, i) => [name, i]));
  const current = Int32Array.from({ length: n }, (_, row) => index.get(columns.current?.[row] ?? '') ?? -1);
  const problems: DataProblem[] = [];
  const locked = Uint8Array.from({ length: n }, (_, row) => {
    const text = columns.locked?.[row]?.toLowerCase();
    if (text === undefined || ['0', 'no', 'false', '否'].includes(text)) return 0;
    if (!['1', 'yes', 'true', 'x', '是', 'locked'].includes(text))
      problems.push({ file: table.name, line: lines[row], column: 'locked', found: text, expected: 'yes or no' });
    else if (current[row] === -1)
      problems.push({
        file: table.name,
        line: lines[row],
        column: 'locked',
        found: text,
        expected: 'a current territory that stays, to be locked in',
      });
    return 1;
  });
  const allowed = columns.skill === undefined ? undefined : new Uint8Array(n * names.length);
  for (let row = 0; allowed !== undefined && row < n; row++) {
    const needs = (columns.skill?.[row] ?? '')
      .split(/[+;、]/)
      .map((need) => need.trim().toLowerCase())
      .filter((need) => need !== '');
    let some = false;
    names.forEach((name, k) => {
      const has = offered.get(name);
      if (has !== undefined && !needs.every((need) => has.includes(need))) return;
      allowed[row * names.length + k] = 1;
      some = true;
    });
    if (!some)
      problems.push({
        file: table.name,
        line: lines[row],
        column: 'skill',
        found: needs.join('+'),
        expected: 'a skill that a territory has (--skills)',
      });
  }
  if (problems.length > 0) throw new UnusableData(problems.slice(0, UnusableData.listed), problems.length);
  return {
    places,
    names,
    hasCurrent: current.some((territory) => territory !== -1),
    notes,
    problem: {
      at: coordinates(places),
      workload,
      potential,
      current,
      locked,
      territories,
      allowed,
      tolerance,
      disruption,
    },
  };
}

/** The names of today, the busiest first when there are too many; then those of --skills; then T1, T2, … */
function territoryNames(
  current: (string | undefined)[] | undefined,
  workload: Float64Array,
  territories: number,
  offered: ReadonlyMap<string, readonly string[]>,
  notes: string[],
): string[] {
  const busy = new Map<string, number>();
  current?.forEach((name, row) => {
    if (name !== undefined) busy.set(name, (busy.get(name) ?? 0) + workload[row]);
  });
  const today = [...busy].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  if (today.length > territories)
    notes.push(
      `${today.length - territories} of today's ${today.length} territories are given up: ${today.slice(territories, territories + 5).join(', ')}`,
    );
  const names = today.slice(0, territories);
  for (const name of offered.keys()) if (names.length < territories && !names.includes(name)) names.push(name);
  for (let i = 1; names.length < territories; i++) if (!names.includes(`T${i}`)) names.push(`T${i}`);
  return names;
}

function coordinates({ points, degrees }: Places): Float64Array {
  const radians = Math.PI / 180;
  return Float64Array.from(
    points.flatMap(([x, y]) =>
      degrees
        ? [
            Math.cos(y * radians) * Math.cos(x * radians),
            Math.cos(y * radians) * Math.sin(x * radians),
            Math.sin(y * radians),
          ]
        : [x, y, 0],
    ),
  );
}
