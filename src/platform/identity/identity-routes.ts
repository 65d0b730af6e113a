import './access.ts';
import type { AnyRoute } from '#platform/http/define-route.ts';
import { sessionRoutes } from './session-routes.ts';

/** Everything about signing in, as one list for the server. */
export const identityRoutes: readonly AnyRoute[] = [...sessionRoutes];
