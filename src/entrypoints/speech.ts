import { planProblems } from '#engines/commission/explanation/sentences/plan-problems.ts';
import { productSpeech } from '#kernel/sentences/product-speech.ts';
import type { SpokenPart } from '#kernel/sentences/sentence.ts';
import { logProblems } from '#platform/event-log/refusals.ts';
import { exportRefusals } from '#platform/exporting/refusals.ts';
import { serverRefusals } from '#platform/http/refusals.ts';
import { requestProblems } from '#platform/http/request-problems.ts';
import { identityRefusals } from '#platform/identity/refusals.ts';
import { importRefusals } from '#platform/importing/sentences/import-refusals.ts';
import { jobRefusals } from '#platform/jobs/refusals.ts';
import { notificationRefusals } from '#platform/notifications/refusals.ts';
import { recordRefusals } from '#platform/records/refusals.ts';
import { tableRefusals } from '#platform/tabular/refusals.ts';
import { webhookRefusals } from '#platform/webhooks/refusals.ts';
import { accountValueRefusals } from '#rooms/customers/value/refusals.ts';
import { diagnosisRefusals } from '#rooms/improve/diagnosis/refusals.ts';
import { creditRefusals } from '#rooms/incentives/credits/refusals.ts';
import { periodRefusals } from '#rooms/incentives/periods/refusals.ts';
import { planRefusals } from '#rooms/incentives/plans/refusals.ts';
import { incentiveRefusals } from '#rooms/incentives/refusals.ts';
import { simulationRefusals } from '#rooms/incentives/simulations/refusals.ts';
import { statementRefusals } from '#rooms/incentives/statements/refusals.ts';
import { marketRefusals } from '#rooms/market/refusals.ts';
import { quotaRefusals } from '#rooms/performance/goals/refusals.ts';
import { orderRefusals } from '#rooms/selling/orders/refusals.ts';
import { metricRefusals } from '#rooms/performance/metrics/refusals.ts';
import { divisionRefusals } from '#rooms/performance/quota-division/refusals.ts';
import { leadRefusals } from '#rooms/selling/leads/refusals.ts';
import { opportunityRefusals } from '#rooms/selling/opportunities/refusals.ts';
import { customFieldRefusals } from '#rooms/settings/fields/refusals.ts';
import { pipelineRefusals } from '#rooms/settings/pipelines/refusals.ts';
import { settingsRefusals } from '#rooms/settings/refusals.ts';
import { structureRefusals } from '#rooms/team/structures/refusals.ts';
import { territoryRefusals } from '#rooms/team/territories/refusals.ts';
import { trainingRefusals } from '#rooms/team/training/refusals.ts';
import { calendarFeedRefusals } from '#rooms/today/calendar/refusals.ts';

/** What each part of the product refuses, in the words of its readers. */
export const spokenParts: readonly SpokenPart[] = [
  serverRefusals,
  requestProblems,
  recordRefusals,
  identityRefusals,
  jobRefusals,
  notificationRefusals,
  webhookRefusals,
  importRefusals,
  exportRefusals,
  tableRefusals,
  logProblems,
  accountValueRefusals,
  diagnosisRefusals,
  marketRefusals,
  quotaRefusals,
  orderRefusals,
  metricRefusals,
  divisionRefusals,
  leadRefusals,
  opportunityRefusals,
  structureRefusals,
  territoryRefusals,
  trainingRefusals,
  settingsRefusals,
  customFieldRefusals,
  pipelineRefusals,
  incentiveRefusals,
  creditRefusals,
  periodRefusals,
  planRefusals,
  simulationRefusals,
  statementRefusals,
  calendarFeedRefusals,
  { sentences: planProblems },
];

export const speech = productSpeech(spokenParts);
