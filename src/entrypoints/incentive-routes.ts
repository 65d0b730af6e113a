import type { AnyRoute } from '#platform/http/define-route.ts';
import { creditRoutes } from '#rooms/incentives/credits/credit-routes.ts';
import { assignmentRoutes } from '#rooms/incentives/plans/assignment-routes.ts';
import { overviewRoutes } from '#rooms/incentives/periods/overview-routes.ts';
import { payExportRoutes } from '#rooms/incentives/periods/export-routes.ts';
import { periodRoutes } from '#rooms/incentives/periods/period-routes.ts';
import { planRoutes } from '#rooms/incentives/plans/plan-routes.ts';
import { simulationRoutes } from '#rooms/incentives/simulations/simulation-routes.ts';
import { statementRoutes } from '#rooms/incentives/statements/statement-routes.ts';

/** Every route of the room. */
export const incentiveRoutes: readonly AnyRoute[] = [
  ...planRoutes,
  ...assignmentRoutes,
  ...creditRoutes,
  ...periodRoutes,
  ...payExportRoutes,
  ...overviewRoutes,
  ...statementRoutes,
  ...simulationRoutes,
];
