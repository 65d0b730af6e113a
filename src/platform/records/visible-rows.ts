import { type RawBuilder, sql } from 'kysely';
import type { RecordKind } from '#kernel/record-kind.ts';
import { ownedRows } from '#platform/visibility/owned-rows.ts';
import { type Viewer, readablePeople, writablePeople } from '#platform/visibility/viewer.ts';
import { recordDefinition } from './registry.ts';

/**
 * The one visibility rule, as a condition on `alias`: live rows of the company that the viewer may read (or write).
 * Row-level security says the same again below it.
 */
export function visibleRows(
  viewer: Viewer,
  kind: RecordKind,
  alias: string,
  mode: 'read' | 'write' = 'read',
): RawBuilder<boolean> {
  const table = sql.ref(alias);
  return sql<boolean>`${table}.company_id = ${viewer.companyId} and ${table}.deleted_at is null and ${reachedRows(viewer, kind, alias, mode)}`;
}

/** The same, deleted rows included: for what tells of a deletion. */
export function reachableRows(viewer: Viewer, kind: RecordKind, alias: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(alias)}.company_id = ${viewer.companyId} and ${reachedRows(viewer, kind, alias, 'read')}`;
}

function reachedRows(viewer: Viewer, kind: RecordKind, alias: string, mode: 'read' | 'write'): RawBuilder<boolean> {
  const people = mode === 'read' ? readablePeople(viewer, kind.kind) : writablePeople(viewer, kind.kind);
  if (people === 'all') return sql<boolean>`true`;
  switch (kind.ownership.by) {
    case 'company':
      return people.length === 0 ? sql<boolean>`false` : sql<boolean>`true`;
    case 'owner':
      return ownedRows(viewer, kind.kind, alias, mode);
    case 'parent': {
      if (people.length === 0) return sql<boolean>`false`;
      const parent = recordDefinition(kind.ownership.kind).kind;
      const parentAlias = `${alias}_parent`;
      return sql<boolean>`exists (select 1 from qd.${sql.raw(parent.table)} ${sql.raw(parentAlias)}
        where ${sql.ref(parentAlias)}.company_id = ${sql.ref(alias)}.company_id
          and ${sql.ref(parentAlias)}.id = ${sql.ref(alias)}.${sql.raw(kind.ownership.column)}
          and ${visibleRows(viewer, parent, parentAlias, mode)})`;
    }
  }
}
