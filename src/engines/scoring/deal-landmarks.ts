import type { ScoringRecord } from './feature-column.ts';

/** A deal with its past. Days since 1970-01-01. What may have been changed after the fact is not among the fields. */
export interface DealHistory {
  readonly id: string;
  readonly outcome: 'open' | 'won' | 'lost';
  readonly createdDay: number;
  /** null while open. */
  readonly closedDay: number | null;
  readonly firstExpectedCloseDay: number | null;
  readonly amount: number | null;
  readonly account: string | null;
  readonly family: string | null;
  readonly competitor: string | null;
  readonly source: string | null;
  readonly channel: string | null;
  readonly segment: string | null;
  readonly industry: string | null;
  readonly region: string | null;
  readonly owner: string | null;
  /** Oldest first. */
  readonly visits: readonly { readonly stage: string; readonly owner: string | null; readonly day: number }[];
  /** Days of activities, ascending. */
  readonly activityDays: readonly number[];
}

export interface Landmarks {
  readonly rows: readonly ScoringRecord[];
  readonly won: Uint8Array;
  /** The landmark each row was seen on. */
  readonly days: Float64Array;
}

const spacing = 30;
const mostRows = 60_000;
/** Deals that a seller's own record is weighed against, at the company's rate. */
const priorDeals = 20;

/**
 * Closed deals as they stood on landmark days while they were still open, with what became of them: the sample on which a score
 * of open deals may be learned without knowing the future (landmarking, van Houwelingen 2007). Landmarks end `horizon` days
 * before `asOfDay`, when nearly every deal then open has ended. With more than 60,000 rows the latest landmarks are kept.
 */
export function dealLandmarks(deals: readonly DealHistory[], asOfDay: number, horizon = usualLife(deals)): Landmarks {
  const record = trackRecord(deals);
  const firstDay = deals.reduce((first, deal) => Math.min(first, deal.createdDay), asOfDay);
  const rows: ScoringRecord[] = [];
  const won: number[] = [];
  const days: number[] = [];
  for (let day = asOfDay - horizon; day > firstDay && rows.length < mostRows; day -= spacing)
    for (const deal of deals) {
      if (deal.closedDay === null || deal.createdDay > day || deal.closedDay <= day) continue;
      rows.push(dealFeatures(deal, day, record));
      won.push(deal.outcome === 'won' ? 1 : 0);
      days.push(day);
    }
  return { rows, won: Uint8Array.from(won), days: Float64Array.from(days) };
}

/** Open deals as they stand today, in the same features. */
export function openDealFeatures(deals: readonly DealHistory[], asOfDay: number): { id: string; row: ScoringRecord }[] {
  const record = trackRecord(deals);
  return deals
    .filter((deal) => deal.outcome === 'open')
    .map((deal) => ({ id: deal.id, row: dealFeatures(deal, asOfDay, record) }));
}

/** Nine of ten closed deals had ended by this age: 30 to 365 days. */
export function usualLife(deals: readonly DealHistory[]): number {
  const lives = deals.flatMap((deal) => (deal.closedDay === null ? [] : [deal.closedDay - deal.createdDay]));
  if (lives.length === 0) return 90;
  lives.sort((left, right) => left - right);
  return Math.min(365, Math.max(30, lives[Math.floor(0.9 * (lives.length - 1))]));
}

function dealFeatures(deal: DealHistory, day: number, record: TrackRecord): ScoringRecord {
  const visit = deal.visits.findLast((one) => one.day <= day);
  const done = countUntil(deal.activityDays, day);
  const owner = visit?.owner ?? deal.owner;
  return {
    stage: visit?.stage,
    daysInStage: visit === undefined ? undefined : day - visit.day,
    ageDays: day - deal.createdDay,
    activities: done,
    recentActivities: done - countUntil(deal.activityDays, day - 30),
    daysSinceActivity: done === 0 ? undefined : day - deal.activityDays[done - 1],
    daysToExpected: deal.firstExpectedCloseDay === null ? undefined : deal.firstExpectedCloseDay - day,
    amount: deal.amount === null || deal.amount <= 0 ? undefined : Math.log10(deal.amount),
    ownerWinRate: owner === null ? undefined : record.ownerRate(owner, day),
    accountWins: deal.account === null ? undefined : record.accountWins(deal.account, day),
    family: deal.family ?? undefined,
    competitor: deal.competitor ?? '–',
    source: deal.source ?? undefined,
    channel: deal.channel ?? undefined,
    segment: deal.segment ?? undefined,
    industry: deal.industry ?? undefined,
    region: deal.region ?? undefined,
  };
}

interface TrackRecord {
  /** Share won of the deals the person had closed before the day, weighed against the company's rate. */
  ownerRate(owner: string, day: number): number;
  accountWins(account: string, day: number): number;
}

function trackRecord(deals: readonly DealHistory[]): TrackRecord {
  const closed = deals.filter((deal) => deal.closedDay !== null);
  const common = closed.length === 0 ? 0 : closed.filter((deal) => deal.outcome === 'won').length / closed.length;
  const ofOwner = new Map<string, { days: number[]; wonDays: number[] }>();
  const winsOf = new Map<string, number[]>();
  for (const deal of closed) {
    const owner = deal.visits.at(-1)?.owner ?? deal.owner;
    if (owner !== null) {
      const own = ofOwner.get(owner) ?? { days: [], wonDays: [] };
      own.days.push(deal.closedDay!);
      if (deal.outcome === 'won') own.wonDays.push(deal.closedDay!);
      ofOwner.set(owner, own);
    }
    if (deal.account !== null && deal.outcome === 'won')
      winsOf.set(deal.account, [...(winsOf.get(deal.account) ?? []), deal.closedDay!]);
  }
  const ascending = (left: number, right: number): number => left - right;
  for (const own of ofOwner.values()) {
    own.days.sort(ascending);
    own.wonDays.sort(ascending);
  }
  for (const days of winsOf.values()) days.sort(ascending);
  return {
    ownerRate(owner, day) {
      const own = ofOwner.get(owner);
      const trials = own === undefined ? 0 : countUntil(own.days, day - 1);
      const wins = own === undefined ? 0 : countUntil(own.wonDays, day - 1);
      return (wins + priorDeals * common) / (trials + priorDeals);
    },
    accountWins: (account, day) => countUntil(winsOf.get(account) ?? [], day - 1),
  };
}

/** How many of the ascending days are not after `day`. */
function countUntil(days: readonly number[], day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
