import './records.ts';
import type { AnyRoute } from '#platform/http/define-route.ts';
import { identityRoutes } from '#platform/identity/identity-routes.ts';
import { recordRoutes } from '#platform/records/record-routes.ts';
import { recordDefinitions } from '#platform/records/registry.ts';

/** Every route of the product: what the server mounts, OpenAPI describes and the authorisation matrix tries. */
export const routes: readonly AnyRoute[] = [...identityRoutes, ...recordDefinitions().flatMap(recordRoutes)];
