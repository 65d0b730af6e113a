import type { DatabaseContext } from '#platform/database/transaction.ts';
import { type Viewer, databaseScopes } from './viewer.ts';

const scopesOf = new WeakMap<Viewer, Readonly<Record<string, string>>>();

/** What the database needs to know to apply row-level security for a viewer. */
export function databaseContext(viewer: Viewer, requestId: string): DatabaseContext {
  let scopes = scopesOf.get(viewer);
  if (scopes === undefined) {
    scopes = databaseScopes(viewer);
    scopesOf.set(viewer, scopes);
  }
  return {
    companyId: viewer.companyId,
    personId: viewer.personId === '' ? null : viewer.personId,
    scopes,
    teamPeople: viewer.teamPeople,
    subtreePeople: viewer.subtreePeople,
    requestId,
  };
}
