import './job-kinds.ts';
import './records.ts';
import { speech } from './speech.ts';
import { exportRoutes, jobFileRoute } from '#platform/exporting/export-routes.ts';
import type { AnyRoute } from '#platform/http/define-route.ts';
import { identityRoutes } from '#platform/identity/identity-routes.ts';
import { importRoutes } from '#platform/importing/import-routes.ts';
import { liveRoutes } from '#platform/live/live-feed.ts';
import { jobRoutes } from '#platform/jobs/job-routes.ts';
import { notificationRoutes } from '#platform/notifications/notification-routes.ts';
import { notificationSettingsRoutes } from '#platform/notifications/settings-routes.ts';
import { recordRoutes } from '#platform/records/record-routes.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { savedViewRoutes } from '#platform/saved-views/saved-view-routes.ts';
import { searchRoutes } from '#platform/search/search-routes.ts';
import { webhookRoutes } from '#platform/webhooks/webhook-routes.ts';
import { accountValueRoutes } from '#rooms/customers/value/account-value-routes.ts';
import { diagnosisRoutes } from '#rooms/improve/diagnosis/diagnosis-routes.ts';
import { offerRoutes } from '#rooms/market/prices/offer-routes.ts';
import { priceHealthRoutes } from '#rooms/market/price-health/price-health-routes.ts';
import { promotionEffectRoutes } from '#rooms/market/promotion-effect/promotion-effect-routes.ts';
import { processRoutes } from '#rooms/selling/process/process-routes.ts';
import { winChanceRoutes } from '#rooms/selling/win-chance/win-chance-routes.ts';
import { auditRoutes } from '#rooms/settings/audit/audit-routes.ts';
import { feedRoutes } from '#rooms/today/calendar/feed-routes.ts';
import { incentiveRoutes } from './incentive-routes.ts';
import { dayRoutes } from '#rooms/today/day/day-routes.ts';
import { routeRoutes } from '#rooms/today/day/route-routes.ts';
import { calendarRoutes } from '#rooms/settings/calendar/calendar-routes.ts';
import { companyRoutes } from '#rooms/settings/company/company-routes.ts';
import { rateRoutes } from '#rooms/settings/currencies/rate-routes.ts';
import { customFieldRoutes } from '#rooms/settings/fields/field-routes.ts';
import { peopleAccessRoutes } from '#rooms/settings/people/people-routes.ts';
import { pipelineRoutes } from '#rooms/settings/pipelines/pipeline-routes.ts';
import { leadRoutes } from '#rooms/selling/leads/lead-routes.ts';
import { chartRoutes } from '#rooms/team/structures/chart-routes.ts';
import { sizingRoutes } from '#rooms/team/sizing/sizing-routes.ts';
import { territoryRoutes } from '#rooms/team/territories/balance-routes.ts';
import { varianceRoutes } from '#rooms/performance/metrics/variance-routes.ts';
import { divisionRoutes } from '#rooms/performance/quota-division/division-routes.ts';
import { metricRoutes } from '#rooms/performance/metrics/metric-routes.ts';

/** Every route of the product: what the server mounts, OpenAPI describes and the authorisation matrix tries. */
export const routes: readonly AnyRoute[] = [
  ...identityRoutes,
  ...liveRoutes,
  ...searchRoutes,
  ...savedViewRoutes,
  ...notificationRoutes,
  ...notificationSettingsRoutes,
  ...feedRoutes,
  ...jobRoutes,
  jobFileRoute,
  ...webhookRoutes,
  ...auditRoutes,
  ...importRoutes(speech),
  ...dayRoutes,
  ...routeRoutes,
  ...metricRoutes,
  ...varianceRoutes,
  ...divisionRoutes,
  ...diagnosisRoutes,
  ...processRoutes,
  ...winChanceRoutes,
  ...accountValueRoutes,
  ...priceHealthRoutes,
  ...promotionEffectRoutes,
  ...offerRoutes,
  ...incentiveRoutes,
  ...companyRoutes,
  ...calendarRoutes,
  ...rateRoutes,
  ...customFieldRoutes,
  ...peopleAccessRoutes,
  ...pipelineRoutes,
  ...leadRoutes,
  ...chartRoutes,
  ...territoryRoutes,
  ...sizingRoutes,
  ...recordDefinitions().flatMap((definition) => [...exportRoutes(definition), ...recordRoutes(definition)]),
];
