import { accessTo, declaredRights } from '#platform/visibility/define-access.ts';
import { type Role, type Scope, roles } from '#platform/visibility/roles.ts';
import type { AnyRoute } from './define-route.ts';
import { accessText, operationId } from './openapi.ts';

/** Whether a role may call an operation at all, and how far it then reaches. */
export interface AuthorisationCell {
  readonly role: Role | 'nobody';
  readonly admitted: boolean;
  /** For operations on rows of a kind: whose rows. */
  readonly scope?: Scope;
}

export interface AuthorisationRow {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly access: string;
  readonly cells: readonly AuthorisationCell[];
}

/**
 * Operations × roles, read from the declarations alone (not from the code that enforces them), one row for each route. What it
 * says is what the tests of test/authorisation expect of a running server, and what docs/api/authorisation.md shows.
 */
export function authorisationMatrix(routes: readonly AnyRoute[]): AuthorisationRow[] {
  return routes.map((route) => ({
    operation: operationId(route),
    method: route.method,
    path: route.path,
    access: accessText(route.access),
    cells: [
      { role: 'nobody' as const, admitted: route.access.to === 'anyone' },
      ...roles.map((role): AuthorisationCell => ({ role, ...reach(route, role) })),
    ],
  }));
}

function reach({ access }: AnyRoute, role: Role): Omit<AuthorisationCell, 'role'> {
  switch (access.to) {
    case 'anyone':
    case 'signedIn':
      return { admitted: true };
    case 'right':
      return {
        admitted: declaredRights().some((declared) => declared.right === access.right && declared.roles.includes(role)),
      };
    case 'kind': {
      const declared = accessTo(access.kind);
      const reads = access.action === 'read' || access.action === 'export';
      const scope = (reads ? declared.read : declared.write)[role] ?? 'none';
      const only = {
        read: undefined,
        create: undefined,
        update: undefined,
        delete: declared.delete,
        import: declared.import ?? [],
        export: declared.export,
      }[access.action];
      return { admitted: scope !== 'none' && (only === undefined || only.includes(role)), scope };
    }
  }
}

/** The matrix as a table to read: a dot where a role may not, else its scope. */
export function matrixText(rows: readonly AuthorisationRow[]): string {
  const shown = ({ admitted, scope }: AuthorisationCell): string => (admitted ? (scope ?? 'yes') : '·');
  const columns = ['nobody', ...roles];
  const lines = rows.map(({ method, path, cells }) => `| ${method} ${path} | ${cells.map(shown).join(' | ')} |`);
  return [
    '# Who may call what',
    '',
    'Generated from the route table and the access declarations by `tools/generate-openapi.ts`; tried against a running server by',
    '`test/authorisation`. `·`: refused. own, team, subtree, all: whose rows.',
    '',
    `| operation | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---').join('|')}|`,
    ...lines,
    '',
  ].join('\n');
}
