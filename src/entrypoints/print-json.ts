import { once } from 'node:events';

const chunkSize = 1 << 16;

/**
 * Writes one JSON object. Lists are written element by element, and a value that is iterable but no array (a generator) is
 * written as the list of what it yields, so that an answer of a million lines never stands in memory as one text.
 */
export async function printJson(
  document: Readonly<Record<string, unknown>>,
  output: NodeJS.WritableStream = process.stdout,
): Promise<void> {
  let pending = '';
  for (const piece of jsonPieces(document)) {
    pending += piece;
    if (pending.length < chunkSize) continue;
    if (!output.write(pending)) await once(output, 'drain');
    pending = '';
  }
  output.write(`${pending}\n`);
}

function* jsonPieces(document: Readonly<Record<string, unknown>>): Generator<string> {
  yield '{';
  let first = true;
  for (const [key, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${first ? '' : ','}${JSON.stringify(key)}:`;
    first = false;
    if (isList(value)) yield* listPieces(value);
    else yield JSON.stringify(value, refuseNonFinite);
  }
  yield '}';
}

function* listPieces(list: Iterable<unknown>): Generator<string> {
  yield '[';
  let first = true;
  for (const element of list) {
    const text = JSON.stringify(element ?? null);
    if (text.includes('null')) refuseNonFiniteIn(element, ''); // a NaN would have become null
    yield first ? text : `,${text}`;
    first = false;
  }
  yield ']';
}

/** As refuseNonFinite, for a whole value at once. */
function refuseNonFiniteIn(value: unknown, key: string): void {
  if (typeof value === 'number') refuseNonFinite(key, value);
  else if (typeof value === 'object' && value !== null) {
    for (const name in value) refuseNonFiniteIn((value as Record<string, unknown>)[name], name);
  }
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && !('toJSON' in value);
}

/** A NaN in an answer is a bug in the engine, never something to print as null. */
function refuseNonFinite(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`the answer holds ${value} at "${key}"`);
  return value;
}
