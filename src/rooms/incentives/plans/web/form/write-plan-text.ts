import {
  type Document,
  type Node,
  Pair,
  Scalar,
  YAMLMap,
  YAMLSeq,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
} from 'yaml';
import { type Fields, isFields, isScalarValue } from './plan-data.ts';

type Kept = { comment?: string | null; commentBefore?: string | null; spaceBefore?: boolean };

/**
 * The text of a plan with its values brought to `next`. What did not change stays as its author wrote it: comments,
 * order, the way numbers and quotes are written. Only the indentation and the spaces around comments become even.
 * The text must be YAML that can be read.
 */
export function writePlanText(text: string, next: unknown): string {
  const document = parseDocument(text, { merge: false });
  if (same(document.contents, next, document)) return text;
  spellOut(document);
  document.contents = write(document.contents, next, document, 0) as never;
  return document.toString({ lineWidth: 0 });
}

/** Aliases become what they stand for, so that changing one place does not change another. */
function spellOut(document: Document): void {
  visit(document, {
    Alias(_, alias) {
      const copy = alias.resolve(document)?.clone() as (Node & { anchor?: string }) | undefined;
      if (copy !== undefined) delete copy.anchor;
      return copy;
    },
  });
}

function write(node: unknown, next: unknown, document: Document, depth: number): unknown {
  if (same(node, next, document)) return node;
  if (isMap(node) && isFields(next)) return writeFields(node, next, document, depth);
  if (isSeq(node) && Array.isArray(next)) return writeList(node, next, document, depth);
  const made = create(next, document, depth);
  const { comment, commentBefore, spaceBefore } = (node ?? {}) as Kept;
  return Object.assign(made, { comment, commentBefore, spaceBefore });
}

/** Keys in the author's order, new ones at the end; a key that only changed its name keeps its place. */
function writeFields(node: YAMLMap, next: Fields, document: Document, depth: number): YAMLMap {
  const wanted = Object.entries(next).filter(([, value]) => value !== undefined);
  const names = new Set(wanted.map(([name]) => name));
  const before = new Set(node.items.map(nameOf));
  for (const [index, pair] of node.items.entries()) {
    const [name] = wanted[index] ?? [];
    if (wanted.length === node.items.length && name !== undefined && !before.has(name) && !names.has(nameOf(pair)))
      pair.key = write(pair.key, name, document, depth + 1);
  }
  node.items = node.items.filter((pair) => names.has(nameOf(pair)));
  for (const [name, value] of wanted) {
    const pair = node.items.find((one) => nameOf(one) === name);
    if (pair === undefined) node.items.push(new Pair(new Scalar(name), create(value, document, depth + 1)));
    else pair.value = write(pair.value, value, document, depth + 1);
  }
  return node;
}

/** An entry that is as it was is taken along with its comments, wherever it stands now. */
function writeList(node: YAMLSeq, next: readonly unknown[], document: Document, depth: number): YAMLSeq {
  const free = new Set(node.items);
  const kept = next.map((value) => {
    const found = [...free].find((item) => same(item, value, document));
    if (found !== undefined) free.delete(found);
    return found;
  });
  node.items = next.map((value, index) => {
    if (kept[index] !== undefined) return kept[index];
    const place = node.items[index];
    if (!free.delete(place)) return create(value, document, depth + 1);
    return write(place, value, document, depth + 1);
  });
  return node;
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? (typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))) : String(key);
}

/** Whether a node says what the value says; numbers are compared as they are written. */
function same(node: unknown, value: unknown, document: Document): boolean {
  if (node === null || node === undefined) return value === undefined || value === null;
  if (isAlias(node)) return same(node.resolve(document), value, document);
  if (isScalar(node)) {
    if (node.value === null || value === undefined || value === null)
      return (node.value ?? undefined) === (value ?? undefined);
    return isScalarValue(value) && writtenAs(node) === String(value);
  }
  if (isSeq(node))
    return (
      Array.isArray(value) &&
      value.length === node.items.length &&
      node.items.every((item, index) => same(item, value[index], document))
    );
  if (!isMap(node) || !isFields(value)) return false;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  const pairs = node.items.filter((pair) => !isNothing(pair.value));
  return (
    entries.length === pairs.length &&
    pairs.every((pair, index) => nameOf(pair) === entries[index][0] && same(pair.value, entries[index][1], document))
  );
}

function isNothing(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

function writtenAs(node: Scalar): string {
  return typeof node.value === 'number' && !Number.isSafeInteger(node.value)
    ? (node.source ?? String(node.value))
    : String(node.value);
}

function create(value: unknown, document: Document, depth: number): YAMLMap | YAMLSeq | Scalar {
  if (Array.isArray(value)) {
    const list = new YAMLSeq(document.schema);
    list.items = value.map((item) => create(item, document, depth + 1));
    list.flow = value.every((item) => isScalarValue(item));
    return list;
  }
  if (isFields(value)) {
    const map = new YAMLMap(document.schema);
    for (const [name, one] of Object.entries(value))
      if (one !== undefined) map.items.push(new Pair(new Scalar(name), create(one, document, depth + 1)));
    // rows of tables stand on one line; components and their parts below each other
    map.flow = depth > 2 && Object.values(value).every(isScalarValue);
    return map;
  }
  return scalarOf(value);
}

/** Text that is a number is written as one, to the digit. */
function scalarOf(value: unknown): Scalar {
  const text = String(value);
  if (typeof value === 'string' && (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) || text.length > 15))
    return new Scalar(value);
  if (typeof value !== 'string' && typeof value !== 'number') return new Scalar(value);
  const scalar = new Scalar<number>(Number(text));
  const decimals = text.split('.')[1]?.length;
  if (decimals !== undefined) scalar.minFractionDigits = decimals;
  return scalar;
}
