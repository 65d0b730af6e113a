import type { RecordKind } from '#kernel/record-kind.ts';
import { accountKind, contactKind } from '#rooms/customers/accounts/contract.ts';
import { ticketKind } from '#rooms/customers/service/contract.ts';
import { competitorKind } from '#rooms/market/competitors/contract.ts';
import { productKind } from '#rooms/market/portfolio/contract.ts';
import { priceKind, priceListKind } from '#rooms/market/prices/contract.ts';
import { promotionKind } from '#rooms/market/promotions/contract.ts';
import { quotaKind } from '#rooms/performance/goals/contract.ts';
import { activityKind } from '#rooms/selling/activities/contract.ts';
import { leadKind, poolKind } from '#rooms/selling/leads/contract.ts';
import {
  opportunityKind,
  opportunityLineKind,
  pipelineKind,
  stageKind,
} from '#rooms/selling/opportunities/contract.ts';
import { orderKind, orderLineKind, paymentKind, returnKind } from '#rooms/selling/orders/contract.ts';
import { personKind } from '#rooms/team/people/contract.ts';
import { assignmentKind, positionKind, structureKind, unitKind } from '#rooms/team/structures/contract.ts';
import { territoryKind } from '#rooms/team/territories/contract.ts';
import { courseKind, enrolmentKind } from '#rooms/team/training/contract.ts';
import { taskKind } from '#rooms/today/tasks/contract.ts';

/** Every kind of record the screens know. */
export const webKinds: readonly RecordKind[] = [
  taskKind,
  accountKind,
  contactKind,
  ticketKind,
  opportunityKind,
  opportunityLineKind,
  pipelineKind,
  stageKind,
  leadKind,
  poolKind,
  activityKind,
  orderKind,
  orderLineKind,
  paymentKind,
  returnKind,
  personKind,
  unitKind,
  structureKind,
  positionKind,
  assignmentKind,
  territoryKind,
  courseKind,
  enrolmentKind,
  quotaKind,
  productKind,
  priceListKind,
  priceKind,
  promotionKind,
  competitorKind,
];
