import { sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import type { RecordChange } from '#platform/records/registry.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

/**
 * A unit cannot stand below itself, at any distance.
 * @throws Refused `circular-structure`
 */
export async function refuseCircles(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const moved = changes.filter(
    ({ previous, next }) => (next.parentId ?? null) !== null && next.parentId !== previous?.parentId,
  );
  if (moved.length === 0) return;
  const { rows } = await sql<{ id: string; parent: string | null }>`
    select id::text, parent_id::text as parent from qd.unit where company_id = qd.current_company() and deleted_at is null`.execute(
    context.tx.kysely,
  );
  const parents = new Map(rows.map(({ id, parent }) => [id, parent]));
  for (const { id, next } of changes) parents.set(id, (next.parentId as string | null) ?? null);
  for (const { id, next } of moved) {
    const seen = new Set([id]);
    for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) {
      if (seen.has(at))
        throw new Refused('circular-structure', 'a unit cannot stand below itself', {
          field: 'parentId',
          found: next.parentId,
          expected: 'a unit that does not belong to it',
        });
      seen.add(at);
    }
  }
}
