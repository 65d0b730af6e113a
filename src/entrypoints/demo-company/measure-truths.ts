import { dayNumber, daysBetween } from '#kernel/civil-date.ts';
import { baseWinRate } from './catalogue.ts';
import { lunarNewYears } from '#kernel/chinese-holidays.ts';
import { type Truth, plantedTruths } from './planted-truths.ts';
import type { SimulatedCompany } from './simulate-company.ts';
import type { Row } from './tables.ts';
import { dayOf, isoDay } from './world.ts';

/** How strongly a planted truth shows in the rows: the effect, and what it is when nothing is planted. */
export interface TruthMeasure {
  readonly effect: number;
  /** Effect without the truth, up to chance. */
  readonly neutral: number;
  /** Effect from which on the truth counts as present; on the other side of `neutral` when it is smaller. */
  readonly presentFrom: number;
  readonly reads: string;
}

/**
 * Measures each planted truth from the rows alone, in the plainest way there is: no model, one number. Used by the tests of the
 * simulator and by those of the diagnosis as the answer to compare with.
 */
export const measureTruth: Readonly<Record<Truth, (company: SimulatedCompany) => TruthMeasure>> = {
  season(company) {
    const newYears = lunarNewYears.map(dayNumber);
    const days = company.rows.salesOrder.map(({ orderedOn }) => dayNumber(orderedOn));
    const perDay = (from: number, until: number): number =>
      days.filter((day) => newYears.some((first) => day >= first + from && day <= first + until)).length /
      (until - from + 1);
    const { quietDaysBefore, quietDaysAfter } = plantedTruths.season;
    const effect = perDay(-quietDaysBefore, quietDaysAfter) / perDay(-60, -quietDaysBefore - 1);
    return { effect, neutral: 1, presentFrom: 0.4, reads: 'orders per day around 春节 ÷ before' };
  },
  slowStage({ rows }) {
    const { region, stage, timesLonger } = plantedTruths.slowStage;
    const stageId = rows.stage.find(({ name }) => name === stage)!.id;
    const regionOf = new Map(rows.account.map(({ id, region: where }) => [id, where]));
    const dealRegion = new Map(rows.opportunity.map(({ id, accountId }) => [id, regionOf.get(accountId ?? '')]));
    const stays = { here: [] as number[], elsewhere: [] as number[] };
    for (const visit of rows.stageVisit) {
      if (visit.stageId !== stageId || visit.leftAt === null) continue;
      stays[dealRegion.get(visit.opportunityId) === region ? 'here' : 'elsewhere'].push(visit.leftAt - visit.enteredAt);
    }
    return {
      effect: median(stays.here) / median(stays.elsewhere),
      neutral: 1,
      presentFrom: 1 + (timesLonger - 1) / 2,
      reads: 'median stay in the stage in the region ÷ elsewhere',
    };
  },
  losingProducts({ rows, endsOn, subjects }) {
    const recent = rows.opportunity.filter(
      (row) => subjects.losingProductIds.includes(row.productId ?? '') && daysBetween(row.createdOn, endsOn) < 270,
    );
    const against = recent.filter(({ competitorId }) => competitorId === subjects.losingCompetitorId);
    const others = recent.filter(({ competitorId }) => competitorId !== subjects.losingCompetitorId);
    const effect = winRate(against) - winRate(others);
    return {
      effect,
      neutral: 0,
      presentFrom: -0.15,
      reads: 'win rate against the competitor − otherwise, last 9 months',
    };
  },
  priceElasticity({ rows }) {
    const { elasticities } = plantedTruths.priceElasticity;
    const fasteners = elasticityOf(rows.orderLine, productsOf(rows.product, '紧固件'));
    const safety = elasticityOf(rows.orderLine, productsOf(rows.product, '安全防护'));
    return {
      effect: fasteners - safety,
      neutral: 0,
      presentFrom: (elasticities.紧固件 - elasticities.安全防护) / 2,
      reads: 'elasticity of fasteners − elasticity of safety equipment',
    };
  },
  overDiscounting({ rows, subjects }) {
    const people = new Set(subjects.discountPeople);
    const discount = (of: readonly Row<'opportunity'>[]): number =>
      1 - sum(of.map(({ amountMinor }) => amountMinor)) / sum(of.map(({ listMinor }) => listMinor));
    const theirs = rows.opportunity.filter(({ ownerId }) => people.has(ownerId ?? ''));
    const others = rows.opportunity.filter(({ ownerId }) => !people.has(ownerId ?? ''));
    return {
      effect: discount(theirs) - discount(others),
      neutral: 0,
      presentFrom: 0.04,
      reads: 'discount of the team − of the others',
    };
  },
  unbalancedTerritory({ rows, subjects }) {
    const counts = new Map<string, number>();
    for (const { ownerId } of rows.account) if (ownerId !== null) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
    const effect = (counts.get(subjects.crowdedPersonId) ?? 0) / median([...counts.values()]);
    return { effect, neutral: 1, presentFrom: 1.75, reads: 'accounts of the person ÷ median of all' };
  },
  churnAfterSlowTickets({ rows, endsOn }) {
    const { slowHours } = plantedTruths.churnAfterSlowTickets;
    const lastDeal = new Map<string, string>();
    for (const { accountId, createdOn } of rows.opportunity) {
      if (accountId !== null && createdOn > (lastDeal.get(accountId) ?? '')) lastDeal.set(accountId, createdOn);
    }
    const slow: boolean[] = [];
    const quick: boolean[] = [];
    for (const { accountId, openedAt, respondedAt } of rows.ticket) {
      const on = isoDay(dayOf(openedAt));
      const buys = lastDeal.get(accountId) ?? '';
      if (respondedAt === null || daysBetween(on, endsOn) < 300) continue;
      const gone = daysBetween(on, buys) < 45;
      (respondedAt - openedAt > slowHours * 3_600_000 ? slow : quick).push(gone);
    }
    return {
      effect: share(slow) - share(quick),
      neutral: 0,
      presentFrom: 0.1,
      reads: 'share that stops buying within 45 days after slow tickets − after others',
    };
  },
  training({ rows, subjects }) {
    const after: Row<'opportunity'>[] = [];
    const before: Row<'opportunity'>[] = [];
    for (const row of rows.opportunity) {
      const trainedOn = subjects.trainedOn.get(row.ownerId ?? '');
      if (trainedOn !== undefined) (row.createdOn > trainedOn ? after : before).push(row);
    }
    return {
      effect: winRate(after) - winRate(before),
      neutral: 0,
      presentFrom: plantedTruths.training.liftOfWinRate / 2,
      reads: 'win rate of the trained after the course − before',
    };
  },
  slowLeadResponse({ rows }) {
    const { source } = plantedTruths.slowLeadResponse;
    const hours = (of: readonly Row<'lead'>[]): number =>
      median(
        of.flatMap(({ receivedAt, firstResponseAt }) =>
          firstResponseAt === null ? [] : [firstResponseAt - receivedAt],
        ),
      );
    const effect =
      hours(rows.lead.filter((lead) => lead.source === source)) /
      hours(rows.lead.filter((lead) => lead.source !== source));
    return { effect, neutral: 1, presentFrom: 5, reads: 'median first response of the source ÷ of others' };
  },
  staleCloseDates({ rows, endsOn, subjects }) {
    const overdue = rows.opportunity.filter(
      (row) => daysBetween(row.firstExpectedCloseOn ?? endsOn, row.closedOn ?? endsOn) > 10,
    );
    const untouched = (of: readonly Row<'opportunity'>[]): number => share(of.map(({ slipCount }) => slipCount === 0));
    const effect =
      untouched(overdue.filter(({ ownerId }) => ownerId === subjects.stalePersonId)) -
      untouched(overdue.filter(({ ownerId }) => ownerId !== subjects.stalePersonId));
    const reads = 'share of deals that outlived their date without a new one, the person − others';
    return { effect, neutral: 0, presentFrom: 0.5, reads };
  },
  concentration({ rows }) {
    const { region, accounts } = plantedTruths.concentration;
    const largestShare = (where: string): number => {
      const byAccount = new Map<string, number>();
      for (const order of rows.salesOrder) {
        if (order.region !== where || order.accountId === null) continue;
        byAccount.set(order.accountId, (byAccount.get(order.accountId) ?? 0) + order.baseMinor);
      }
      const sorted = [...byAccount.values()].sort((left, right) => right - left);
      return sum(sorted.slice(0, accounts)) / sum(sorted);
    };
    const others = [...new Set(rows.salesOrder.map((order) => order.region ?? ''))].filter((name) => name !== region);
    const effect = largestShare(region) - median(others.map(largestShare));
    return {
      effect,
      neutral: 0,
      presentFrom: 0.2,
      reads: 'share of the three largest customers in the region − elsewhere',
    };
  },
  dataGaps({ rows }) {
    const effect = share(rows.account.map(({ ownerId, industry }) => ownerId === null || industry === null));
    return { effect, neutral: 0, presentFrom: 0.05, reads: 'share of accounts without owner or industry' };
  },
};

/** Whether the truth shows in the rows. */
export function shows({ effect, neutral, presentFrom }: TruthMeasure): boolean {
  return presentFrom > neutral ? effect >= presentFrom : effect <= presentFrom;
}

function winRate(of: readonly Row<'opportunity'>[]): number {
  const closed = of.filter(({ status }) => status !== 'open');
  return closed.length === 0 ? baseWinRate : share(closed.map(({ status }) => status === 'won'));
}

function productsOf(products: readonly Row<'product'>[], family: string): ReadonlySet<string> {
  return new Set(products.filter((product) => product.family === family).map(({ id }) => id));
}

/** Slope of log quantity on log unit price within each product, by least squares. */
function elasticityOf(lines: readonly Row<'orderLine'>[], products: ReadonlySet<string>): number {
  const byProduct = new Map<string, [number, number][]>();
  for (const { productId, quantity, unitPriceMinor, currency } of lines) {
    if (!products.has(productId) || currency !== 'CNY') continue;
    const points = byProduct.get(productId) ?? [];
    points.push([Math.log(unitPriceMinor), Math.log(quantity)]);
    byProduct.set(productId, points);
  }
  let covariance = 0;
  let variance = 0;
  for (const points of byProduct.values()) {
    const meanPrice = sum(points.map(([price]) => price)) / points.length;
    for (const [price, quantity] of points) {
      covariance += (price - meanPrice) * quantity;
      variance += (price - meanPrice) ** 2;
    }
  }
  return covariance / variance;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function share(values: readonly boolean[]): number {
  return values.length === 0 ? 0 : values.filter(Boolean).length / values.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
