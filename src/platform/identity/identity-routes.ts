import type { AnyRoute } from '#platform/http/define-route.ts';
import { accountRoutes } from './account-routes.ts';
import { demoRoutes } from './demo-routes.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { passwordRoutes } from './password-routes.ts';
import { seeAsRoutes } from './see-as-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { totpRoutes } from './totp-routes.ts';

/** Everything about signing in, as one list for the server. */
export const identityRoutes: readonly AnyRoute[] = [
  ...sessionRoutes,
  ...passwordRoutes,
  ...totpRoutes,
  ...invitationRoutes,
  ...keyRoutes,
  ...accountRoutes,
  ...seeAsRoutes,
  ...demoRoutes,
  ...oidcRoutes,
];
