import type { FieldAccess } from '#kernel/record-kind.ts';
import type { Role, Scope } from './roles.ts';

/** What can be done to the rows of a kind. */
export const actions = ['read', 'create', 'update', 'delete', 'import', 'export'] as const;
export type Action = (typeof actions)[number];

type ByRole<T> = Readonly<Partial<Record<Role, T>>>;

/**
 * The one declaration of a slice: how far each role sees its rows (read), changes them (write), and who may do the rest.
 * A role that is not named has no access.
 */
export interface AccessDeclaration {
  readonly kind: string;
  readonly read: ByRole<Scope>;
  /** Scope for create, update and delete of rows. */
  readonly write: ByRole<Scope>;
  /** Roles that may delete at all (within `write`); those that may write when absent. */
  readonly delete?: readonly Role[];
  readonly import?: readonly Role[];
  readonly export?: readonly Role[];
}

/** Things that are not rows of a kind: each named right lists the roles that hold it. */
export interface RightDeclaration {
  readonly right: string;
  readonly roles: readonly Role[];
}

/** Which fields beyond 'open' a role sees. */
export const fieldAccessByRole: Readonly<Record<Role, readonly FieldAccess[]>> = {
  administrator: ['open', 'cost', 'personal'],
  executive: ['open', 'cost', 'pay', 'personal'],
  manager: ['open', 'cost', 'personal'],
  supervisor: ['open', 'personal'],
  teamLead: ['open', 'personal'],
  rep: ['open', 'personal'],
  analyst: ['open', 'cost'],
  service: ['open', 'personal'],
  finance: ['open', 'cost', 'pay', 'personal'],
};

const declarations = new Map<string, AccessDeclaration>();
const rights = new Map<string, RightDeclaration>();

export function defineAccess(declaration: AccessDeclaration): AccessDeclaration {
  if (declarations.has(declaration.kind)) throw new Error(`access to "${declaration.kind}" is declared twice`);
  declarations.set(declaration.kind, declaration);
  return declaration;
}

export function defineRight(declaration: RightDeclaration): RightDeclaration {
  if (rights.has(declaration.right)) throw new Error(`right "${declaration.right}" is declared twice`);
  rights.set(declaration.right, declaration);
  return declaration;
}

export function accessTo(kind: string): AccessDeclaration {
  const found = declarations.get(kind);
  if (found === undefined) throw new Error(`access to "${kind}" is not declared`);
  return found;
}

export function declaredAccess(): readonly AccessDeclaration[] {
  return [...declarations.values()];
}

export function declaredRights(): readonly RightDeclaration[] {
  return [...rights.values()];
}
