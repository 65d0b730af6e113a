import type { Id } from '#kernel/id.ts';
import { accessTo, declaredRights } from '#platform/visibility/define-access.ts';
import { type Viewer, holdsRight, may } from '#platform/visibility/viewer.ts';
import type { AnyRoute, Credential } from './define-route.ts';
import { Problem } from './problem.ts';

/** A viewer together with the proof of who they are. */
export interface SignedIn {
  readonly viewer: Viewer;
  readonly credential: Credential;
}

/** Nobody: what a route open to anyone gets when nobody is signed in. */
export const nobody: Viewer = Object.freeze({
  companyId: 0,
  personId: '' as Id,
  name: '',
  email: null,
  language: 'zh-Hans',
  roles: [],
  unitIds: [],
  teamPeople: [],
  subtreePeople: [],
  via: 'app',
} satisfies Viewer);

/** Why a viewer may not call a route; undefined when they may. Which rows they get is decided below the query. */
export function refusalOf(route: AnyRoute, signedIn: SignedIn | undefined): Problem | undefined {
  if (route.access.to === 'anyone') return undefined;
  if (signedIn === undefined) return new Problem('unauthenticated', 'sign in first');
  const { viewer, credential } = signedIn;
  if (route.sessionOnly === true && credential.by !== 'session')
    return new Problem('forbidden', 'this is done in a browser session, not with a key');
  const changes = route.method !== 'GET';
  if (changes && credential.readOnly) return new Problem('forbidden', 'this key may only read');
  if (changes && viewer.seenAsBy !== undefined && route.whileSeeingAs !== true)
    return new Problem('forbidden', "nothing can be changed while seeing through another's eyes");
  if (viewer.onlyKinds !== undefined && route.access.to !== 'kind')
    return new Problem('forbidden', `this key reaches ${viewer.onlyKinds.join(', ')} and nothing else`);
  const allowed =
    route.access.to === 'signedIn' ||
    (route.access.to === 'kind'
      ? may(viewer, route.access.kind, route.access.action)
      : holdsRight(viewer, route.access.right));
  return allowed ? undefined : new Problem('forbidden', 'your position does not allow this');
}

/** Throws when a route names a kind or right that nobody declared: then the server does not start. */
export function checkDeclared(route: AnyRoute): void {
  const { access } = route;
  if (access.to === 'kind') accessTo(access.kind);
  if (access.to === 'right' && !declaredRights().some(({ right }) => right === access.right))
    throw new Error(`right "${access.right}" is not declared`);
}
