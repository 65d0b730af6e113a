import { type RawBuilder, sql } from 'kysely';
import { type Viewer, readablePeople, writablePeople } from './viewer.ts';

/**
 * The visibility rule for rows with an `owner_id`, as a condition on `alias`: those of the people whom the viewer reaches
 * with this kind. For tables that are no records; those of records ask visibleRows.
 */
export function ownedRows(
  viewer: Viewer,
  kind: string,
  alias: string,
  mode: 'read' | 'write' = 'read',
): RawBuilder<boolean> {
  const people = mode === 'read' ? readablePeople(viewer, kind) : writablePeople(viewer, kind);
  if (people === 'all') return sql<boolean>`true`;
  if (people.length === 0) return sql<boolean>`false`;
  const owner = sql.ref(`${alias}.owner_id`);
  return people.length === 1
    ? sql<boolean>`${owner} = ${people[0]}`
    : sql<boolean>`${owner} = any(${[...people]}::uuid[])`;
}
