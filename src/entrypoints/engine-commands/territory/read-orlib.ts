import { floydWarshall } from '#engines/territory/median/floyd-warshall.ts';
import { unusable } from '#kernel/unusable-data.ts';
import type { TextFile } from '../read-text-file.ts';
import type { MedianInput } from './read-median-table.ts';

const mostNodes = 2000;

interface NumberLine {
  readonly line: number;
  readonly values: readonly number[];
}

function numberLines({ name, lines }: TextFile): NumberLine[] {
  return lines.flatMap((text, i) => {
    if (text === '') return [];
    const values = text.split(/\s+/).map(Number);
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad !== -1) throw unusable('a number', { file: name, line: i + 1, found: text.split(/\s+/)[bad] });
    return [{ line: i + 1, values }];
  });
}

/**
 * Uncapacitated layout of the OR-Library (Beasley 1985): nodes, edges, p; then one edge a line. Costs are those of the
 * shortest ways; an edge that stands twice counts as it stands last, as the library says.
 */
export function readOrlib(text: TextFile): MedianInput {
  const { name: file } = text;
  const [head, ...edges] = numberLines(text);
  if (head === undefined || head.values.length !== 3)
    throw unusable('numbers of nodes, edges and medians', {
      file,
      line: head?.line ?? 1,
      found: head?.values.join(' ') ?? 'nothing',
    });
  const [n, count, p] = head.values;
  if (!Number.isInteger(n) || n < 1 || n > mostNodes)
    throw unusable(`from 1 to ${mostNodes} nodes`, { file, line: head.line, found: String(n) });
  if (edges.length !== count)
    throw unusable(`${count} edges`, { file, line: head.line, found: `${edges.length} lines` });
  const matrix = new Float64Array(n * n).fill(Number.POSITIVE_INFINITY);
  for (const { line, values } of edges) {
    const [from, to, cost] = values;
    const node = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= n;
    if (values.length !== 3 || !node(from) || !node(to) || !(cost >= 0))
      throw unusable(`two nodes from 1 to ${n} and a cost`, { file, line, found: values.join(' ') });
    matrix[(from - 1) * n + to - 1] = cost;
    matrix[(to - 1) * n + from - 1] = cost;
  }
  const cost = floydWarshall(matrix, n);
  if (cost.includes(Number.POSITIVE_INFINITY)) throw unusable('a graph in which every node can be reached', { file });
  return {
    name: file,
    ids: numbered(n),
    cost,
    weight: new Float64Array(n).fill(1),
    weighted: false,
    points: undefined,
    p,
    capacity: undefined,
    notes: [],
  };
}

/**
 * Capacitated layout of the OR-Library (Osman & Christofides 1994): problem number and best known cost; customers, p,
 * capacity; then number, x, y, demand. Costs are straight lines cut to whole numbers.
 */
export function readOrlibCapacitated(text: TextFile): MedianInput {
  const { name: file } = text;
  const [first, head, ...rows] = numberLines(text);
  if (first === undefined || first.values.length !== 2)
    throw unusable('problem number and best known cost', {
      file,
      line: first?.line ?? 1,
      found: first?.values.join(' ') ?? 'nothing',
    });
  if (head === undefined || head.values.length !== 3)
    throw unusable('numbers of customers and medians, and the capacity', {
      file,
      line: head?.line ?? 2,
      found: head?.values.join(' ') ?? 'nothing',
    });
  const [n, p, capacity] = head.values;
  if (rows.length !== n) throw unusable(`${n} customers`, { file, line: head.line, found: `${rows.length} lines` });
  for (const { line, values } of rows)
    if (values.length !== 4) throw unusable('number, x, y, demand', { file, line, found: values.join(' ') });
  const points = rows.map(({ values }) => [values[1], values[2]]);
  const cost = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      cost[i * n + j] = Math.floor(Math.sqrt((points[i][0] - points[j][0]) ** 2 + (points[i][1] - points[j][1]) ** 2));
  return {
    name: file,
    ids: rows.map(({ values }) => values[0]),
    cost,
    weight: Float64Array.from(rows, ({ values }) => values[3]),
    weighted: false,
    points,
    p,
    capacity,
    notes: [`best known cost in the file: ${first.values[1]}`],
  };
}

function numbered(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}
