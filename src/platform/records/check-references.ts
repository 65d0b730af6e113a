import type { RecordKind } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import type { RecordChange } from './registry.ts';
import { titlesOf } from './send-record.ts';
import type { WriteContext } from './write-context.ts';

/**
 * A reference may point only at a record that exists and that the writer may see: linking needs sight of both ends, and an
 * id learnt elsewhere opens nothing.
 */
export async function checkReferences(
  context: WriteContext,
  kind: RecordKind,
  changes: readonly RecordChange[],
): Promise<void> {
  for (const field of kind.fields) {
    if (field.type !== 'reference' || field.to === undefined) continue;
    const known = context.known.get(field.to) ?? new Set();
    context.known.set(field.to, known);
    const wanted = new Set<string>();
    for (const { next, previous } of changes) {
      const id = next[field.name];
      if (typeof id === 'string' && id !== previous?.[field.name] && !known.has(id)) wanted.add(id);
    }
    if (wanted.size === 0) continue;
    for (const id of (await titlesOf(context, field.to, [...wanted])).keys()) known.add(id);
    for (const id of wanted) {
      if (!known.has(id)) {
        throw new Refused('unknown-reference', `${field.name}: no ${field.to} with this id is open to you`, {
          field: field.name,
          found: id,
          expected: `the id of a ${field.to}`,
        });
      }
    }
  }
}
