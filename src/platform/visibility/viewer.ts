import type { Id } from '#kernel/id.ts';
import type { Language } from '#kernel/local-text.ts';
import type { FieldAccess } from '#kernel/record-kind.ts';
import { type Action, accessTo, declaredAccess, declaredRights, fieldAccessByRole } from './define-access.ts';
import { type Role, type Scope, widest } from './roles.ts';

/** The person on whose behalf something is done, with everything that decides what they may see and do. */
export interface Viewer {
  readonly companyId: number;
  readonly personId: Id;
  readonly name: string;
  readonly email: string | null;
  readonly language: Language;
  readonly roles: readonly Role[];
  /** Units in which the person holds a position. */
  readonly unitIds: readonly Id[];
  /** People who hold (or held last) a position in one of those units. */
  readonly teamPeople: readonly Id[];
  /** The same for the units below too. */
  readonly subtreePeople: readonly Id[];
  /** How the request came: the screen, an API key, a job, the command line. */
  readonly via: 'app' | 'api' | 'cli' | 'job';
  /** Set for an API key that is limited to these kinds: no other kind is read or written, and no right held. */
  readonly onlyKinds?: readonly string[];
  /** Set while an administrator looks through this person's eyes: nothing can be changed then. */
  readonly seenAsBy?: Id;
}

export function readScope(viewer: Viewer, kind: string): Scope {
  return reaches(viewer, kind) ? scopeIn(accessTo(kind).read, viewer) : 'none';
}

export function writeScope(viewer: Viewer, kind: string): Scope {
  return viewer.seenAsBy === undefined && reaches(viewer, kind) ? scopeIn(accessTo(kind).write, viewer) : 'none';
}

function reaches({ onlyKinds }: Viewer, kind: string): boolean {
  return onlyKinds === undefined || onlyKinds.includes(kind);
}

/** Whether the viewer may do this to any row of the kind at all; which rows is decided below the query. */
export function may(viewer: Viewer, kind: string, action: Action): boolean {
  const access = accessTo(kind);
  const holds = (allowed: readonly Role[] | undefined): boolean =>
    allowed === undefined || viewer.roles.some((role) => allowed.includes(role));
  switch (action) {
    case 'read':
      return readScope(viewer, kind) !== 'none';
    case 'export':
      return readScope(viewer, kind) !== 'none' && holds(access.export);
    case 'delete':
      return writeScope(viewer, kind) !== 'none' && holds(access.delete);
    case 'import':
      return writeScope(viewer, kind) !== 'none' && holds(access.import ?? []);
    default:
      return writeScope(viewer, kind) !== 'none';
  }
}

export function holdsRight(viewer: Viewer, right: string): boolean {
  const declared = declaredRights().find((candidate) => candidate.right === right);
  if (declared === undefined) throw new Error(`right "${right}" is not declared`);
  return viewer.onlyKinds === undefined && viewer.roles.some((role) => declared.roles.includes(role));
}

export function seesField(viewer: Viewer, access: FieldAccess | undefined): boolean {
  return access === undefined || viewer.roles.some((role) => fieldAccessByRole[role].includes(access));
}

/** The people whose rows of this kind the viewer reads; 'all' when there is no limit. */
export function readablePeople(viewer: Viewer, kind: string): readonly Id[] | 'all' {
  return peopleIn(viewer, readScope(viewer, kind));
}

export function writablePeople(viewer: Viewer, kind: string): readonly Id[] | 'all' {
  return peopleIn(viewer, writeScope(viewer, kind));
}

/** kind → scope and kind:write → scope, as the database's row-level security reads them. */
export function databaseScopes(viewer: Viewer): Record<string, Scope> {
  const scopes: Record<string, Scope> = {};
  for (const { kind } of declaredAccess()) {
    scopes[kind] = readScope(viewer, kind);
    scopes[`${kind}:write`] = writeScope(viewer, kind);
  }
  return scopes;
}

function scopeIn(byRole: Readonly<Partial<Record<Role, Scope>>>, viewer: Viewer): Scope {
  let scope: Scope = 'none';
  for (const role of viewer.roles) scope = widest(scope, byRole[role] ?? 'none');
  return scope;
}

function peopleIn(viewer: Viewer, scope: Scope): readonly Id[] | 'all' {
  switch (scope) {
    case 'all':
      return 'all';
    case 'subtree':
      return viewer.subtreePeople;
    case 'team':
      return viewer.teamPeople;
    case 'own':
      return [viewer.personId];
    case 'none':
      return [];
  }
}
