import { createHash } from 'node:crypto';
import { nextTurn } from '#kernel/in-turns.ts';
import type { DiagnosisInput } from '#engines/diagnosis/diagnosis-input.ts';

/** Entries written down in one go. */
const piece = 500;

/**
 * SHA-256 (hex) of everything a diagnosis looks at, so that a run can be told to have seen the same as another. The lists are
 * taken piece by piece: a million deals never stand in one text, and other work gets its turn.
 */
export async function hashInput(input: DiagnosisInput): Promise<string> {
  const hash = createHash('sha256');
  for (const [name, value] of Object.entries(input).sort(byName)) {
    const list: readonly unknown[] = Array.isArray(value)
      ? value
      : name === 'names'
        ? Object.entries(value as object).sort(byName)
        : [value];
    hash.update(`${name}:${list.length}\n`);
    for (let start = 0; start < list.length; start += piece) {
      hash.update(JSON.stringify(list.slice(start, start + piece)));
      await nextTurn();
    }
  }
  return hash.digest('hex');
}

function byName([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
