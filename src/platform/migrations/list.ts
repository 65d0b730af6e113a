import { migration as foundation } from './0000-foundation.ts';
import { migration as teamAndCustomers } from './0001-team-and-customers.ts';
import { migration as selling } from './0002-selling.ts';
import { migration as platform } from './0003-platform.ts';
import { migration as identity } from './0010-identity.ts';
import { migration as volume } from './0020-volume.ts';
import { migration as jobs } from './0030-jobs.ts';
import { migration as webhooks } from './0031-webhooks.ts';
import { migration as notifications } from './0032-notifications.ts';
import { migration as settings } from './0040-settings.ts';
import { migration as leadsAndPools } from './0041-leads-and-pools.ts';
import { migration as unitPlacement } from './0042-unit-placement.ts';
import { migration as training } from './0050-training.ts';
import { migration as chancesAndValues } from './0051-chances-and-values.ts';
import { migration as incentives } from './0060-incentives.ts';
import { migration as incentiveAttainment } from './0061-incentive-attainment.ts';
import { migration as ordersOfDeals } from './0062-orders-of-deals.ts';
import { migration as searchAndMonths } from './0070-search-and-months.ts';
import { migration as visits } from './0075-visits.ts';
import { migration as promotionRules } from './0076-promotion-rules.ts';
import { migration as keyScopes } from './0080-key-scopes.ts';
import { migration as auditIndex } from './0081-audit-index.ts';
import { migration as oneMonthOnePartition } from './0082-one-month-one-partition.ts';
import { migration as viewsOfRoles } from './0083-views-of-roles.ts';
import { migration as exchangeRatesAreNumbers } from './0090-exchange-rates-are-numbers.ts';
import { migration as auditIndexAscends } from './0091-audit-index-ascends.ts';
import { migration as jobFiles } from './0092-job-files.ts';
import { migration as scopesReadOnce } from './0093-scopes-read-once.ts';
import { migration as indexesOfEveryPartition } from './0094-indexes-of-every-partition.ts';
import { migration as quotasInTheCompanysCurrency } from './0095-quotas-in-the-companys-currency.ts';
import type { Migration } from './define-migration.ts';

/** Every step of the layout, in order. New ones go to the end. */
export const migrations: readonly Migration[] = [
  foundation,
  teamAndCustomers,
  selling,
  platform,
  identity,
  volume,
  jobs,
  webhooks,
  notifications,
  settings,
  leadsAndPools,
  unitPlacement,
  training,
  chancesAndValues,
  incentives,
  incentiveAttainment,
  ordersOfDeals,
  searchAndMonths,
  visits,
  promotionRules,
  keyScopes,
  auditIndex,
  oneMonthOnePartition,
  viewsOfRoles,
  exchangeRatesAreNumbers,
  auditIndexAscends,
  jobFiles,
  scopesReadOnce,
  indexesOfEveryPartition,
  quotasInTheCompanysCurrency,
];
