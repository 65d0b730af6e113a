import type { RecordKind } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import type { RecordChange } from './registry.ts';
import { titlesByKind } from './send-record.ts';
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
  const links = linksOf(context, kind, changes);
  const wanted = new Map<string, Set<string>>();
  for (const { to, id } of links) wanted.set(to, (wanted.get(to) ?? new Set()).add(id));
  if (wanted.size === 0) return;
  for (const [to, titles] of await titlesByKind(context, wanted))
    for (const id of titles.keys()) knownOf(context, to).add(id);
  for (const { field, to, id } of links) {
    if (knownOf(context, to).has(id)) continue;
    throw new Refused('unknown-reference', `${field}: no ${to} with this id is open to you`, {
      field,
      found: id,
      expected: `the id of a ${to}`,
    });
  }
}

interface Link {
  readonly field: string;
  readonly to: string;
  readonly id: string;
}

/** What the changes point at anew, as far as it is not known yet to be open to the writer. */
function linksOf(context: WriteContext, kind: RecordKind, changes: readonly RecordChange[]): Link[] {
  const links: Link[] = [];
  for (const { type, name, to } of kind.fields) {
    if (type !== 'reference' || to === undefined) continue;
    const known = knownOf(context, to);
    for (const { next, previous } of changes) {
      const id = next[name];
      if (typeof id === 'string' && id !== previous?.[name] && !known.has(id)) links.push({ field: name, to, id });
    }
  }
  return links;
}

function knownOf({ known }: WriteContext, kind: string): Set<string> {
  const found = known.get(kind) ?? new Set();
  known.set(kind, found);
  return found;
}
