import { type Document, LineCounter, type Node, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { type DataProblem, UnusableData } from '#kernel/unusable-data.ts';

/** A place in the text, both 1-based. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A YAML (or JSON) document as plain data, with the place of every value by JSON pointer. */
export interface PlanText {
  readonly data: unknown;
  /** The place of the value, or of the nearest value around it. */
  placeOf(pointer: string, at?: number): TextPlace;
}

const mostNodes = 20_000;
const deepest = 50;

/**
 * Reads YAML 1.2. Numbers keep their text ('0.10' stays exact), dates stay text, keys must be unique. Throws UnusableData
 * with line and column when the text is no YAML, has too many or too deep values, or uses something that is not plain data.
 */
export function readPlanText(text: string, file: string): PlanText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: false });
  const place = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    throw new UnusableData(
      document.errors.map((error) => problem(file, place(error.pos[0]), `YAML that can be read (${error.message})`)),
    );
  }
  const places = new Map<string, number>();
  const data = plain(document, file, place, places);
  return {
    data,
    placeOf(pointer, at = 0) {
      for (let known = pointer; ; known = known.slice(0, known.lastIndexOf('/'))) {
        const offset = places.get(known);
        if (offset !== undefined) return place(offset + (known === pointer ? at : 0));
        if (known === '') return { line: 1, column: 1 };
      }
    },
  };
}

function plain(
  document: Document,
  file: string,
  place: (offset: number) => TextPlace,
  places: Map<string, number>,
): unknown {
  let count = 0;
  const read = (node: unknown, pointer: string, depth: number): unknown => {
    if (node === null || node === undefined) return undefined;
    const { range } = node as Node;
    const offset = range?.[0] ?? 0;
    count += 1;
    if (count > mostNodes || depth > deepest) {
      throw new UnusableData([problem(file, place(offset), `at most ${mostNodes} values, ${deepest} deep`)]);
    }
    if (isAlias(node)) return read(node.resolve(document), pointer, depth + 1);
    if (!places.has(pointer))
      places.set(pointer, isScalar(node) && node.type?.startsWith('QUOTE') ? offset + 1 : offset);
    if (isScalar(node)) {
      if (typeof node.value === 'number')
        return Number.isSafeInteger(node.value) ? node.value : (node.source ?? String(node.value));
      if (typeof node.value === 'bigint') return String(node.value);
      return node.value;
    }
    if (isSeq(node)) return node.items.map((item, index) => read(item, `${pointer}/${index}`, depth + 1) ?? null);
    if (!isMap(node)) throw new UnusableData([problem(file, place(offset), 'plain values, lists and keys')]);
    const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const { key, value } of node.items) {
      const name = isScalar(key)
        ? typeof key.value === 'string'
          ? key.value
          : (key.source ?? String(key.value))
        : undefined;
      if (name === undefined || name === '__proto__') {
        throw new UnusableData([problem(file, place((key as Node | null)?.range?.[0] ?? offset), 'a plain key')]);
      }
      const at = `${pointer}/${name}`;
      places.set(at, (value as Node | null)?.range?.[0] ?? (key as Node).range?.[0] ?? offset);
      result[name] = read(value, at, depth + 1);
      if (isScalar(value) && value.type?.startsWith('QUOTE')) places.set(at, (value.range?.[0] ?? 0) + 1);
    }
    return { ...result };
  };
  return read(document.contents, '', 0);
}

function problem(file: string, { line, column }: TextPlace, expected: string): DataProblem {
  return { file, line, column: `${column}`, expected };
}
