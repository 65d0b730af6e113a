import { type LocalText, text } from '#kernel/local-text.ts';
import { median } from '#engines/numerics/quantile.ts';
import type { DiagnosedDeal } from './diagnosis-input.ts';
import type { DiagnosisFrame } from './rule.ts';
import type { StepUnit } from './finding-step.ts';

/** A way of working that can be counted, before the outcome of a deal is known. */
export interface Habit {
  readonly name: string;
  readonly label: LocalText;
  readonly unit: StepUnit;
  readonly action: LocalText;
  /** Its size for a seller; null when too few deals tell it. */
  readonly of: (seller: SellerDeals) => number | null;
}

export interface SellerDeals {
  readonly id: string;
  /** Closed deals. */
  readonly deals: readonly DiagnosedDeal[];
  readonly won: number;
  /** stage → days of completed visits of the seller's deals. */
  readonly stageDays: ReadonlyMap<string, readonly number[]>;
}

const least = 10;
/** Habits are read from the first two weeks of deals that lived longer, so that winning cannot cause them. */
export const habitDays = 14;

function lived(seller: SellerDeals): DiagnosedDeal[] {
  return seller.deals.filter(
    (deal) =>
      deal.createdDay !== null &&
      deal.closedDay !== null &&
      deal.closedDay - deal.createdDay >= habitDays &&
      deal.early !== null,
  );
}

function meanOf(deals: readonly DiagnosedDeal[], value: (deal: DiagnosedDeal) => number | null): number | null {
  const known = deals.flatMap((deal) => value(deal) ?? []);
  return known.length < least ? null : known.reduce((sum, one) => sum + one, 0) / known.length;
}

const plain: readonly Habit[] = [
  {
    name: 'firstContact',
    label: text('days to the first contact', '首次联系天数', '首次聯絡天數'),
    unit: 'days',
    action: text('Agree that every new deal is contacted within a day', '约定新商机一天内联系', '約定新商機一天內聯絡'),
    of: (seller) => meanOf(lived(seller), (deal) => deal.early!.firstContactDays),
  },
  {
    name: 'earlyActivities',
    label: text('contacts in the first two weeks', '前两周联系次数', '前兩週聯絡次數'),
    unit: 'number',
    action: text(
      'Plan the first two weeks of a deal as a fixed sequence',
      '为商机前两周制定固定的跟进节奏',
      '為商機前兩週制定固定的跟進節奏',
    ),
    of: (seller) => meanOf(lived(seller), (deal) => deal.early!.activities),
  },
  {
    name: 'faceToFace',
    label: text('share of visits, meetings and demos', '拜访、会议与演示占比', '拜訪、會議與展示占比'),
    unit: 'percent',
    action: text(
      'Replace one call per deal by a visit or demo',
      '每单用一次拜访或演示代替电话',
      '每單用一次拜訪或展示代替電話',
    ),
    of: (seller) =>
      meanOf(lived(seller), (deal) =>
        deal.early!.activities === 0 ? null : deal.early!.meetings / deal.early!.activities,
      ),
  },
  {
    name: 'multiThreading',
    label: text('people spoken to at the customer', '接触的客户联系人数', '接觸的客戶聯絡人數'),
    unit: 'number',
    action: text(
      'Name a second contact before a proposal is made',
      '报价前至少建立第二联系人',
      '報價前至少建立第二聯絡人',
    ),
    of: (seller) => meanOf(lived(seller), (deal) => deal.early!.contacts),
  },
];

/** The habits that the data can tell: the early work on a deal, and the time spent in each open stage. */
export function habitsOf(frame: DiagnosisFrame): Habit[] {
  const stages = new Set(frame.input.stageVisits.filter((visit) => !visit.running).map((visit) => visit.stage));
  return [
    ...plain,
    ...[...stages].sort().map(
      (stage): Habit => ({
        name: `stage:${stage}`,
        label: text(
          `days in ${frame.name(stage)}`,
          `「${frame.name(stage)}」阶段天数`,
          `「${frame.name(stage)}」階段天數`,
        ),
        unit: 'days',
        action: text(
          'Let two of the best show how they lead this stage, and agree on a time limit',
          '请两位高手示范该阶段的做法，并约定时限',
          '請兩位高手示範該階段的做法，並約定時限',
        ),
        of: (seller) => {
          const days = seller.stageDays.get(stage) ?? [];
          return days.length < least ? null : median(days);
        },
      }),
    ),
  ];
}

/** Closed deals of each seller with at least `leastDeals`. */
export function sellersOf(frame: DiagnosisFrame, leastDeals: number): SellerDeals[] {
  const { deals, people, stageVisits } = frame.input;
  const sells = new Set(people.filter((person) => person.sells).map((person) => person.id));
  const found = new Map<string, { deals: DiagnosedDeal[]; stageDays: Map<string, number[]> }>();
  for (const deal of deals) {
    if (deal.status === 'open' || deal.owner === null || (sells.size > 0 && !sells.has(deal.owner))) continue;
    const seller = found.get(deal.owner);
    if (seller === undefined) found.set(deal.owner, { deals: [deal], stageDays: new Map() });
    else seller.deals.push(deal);
  }
  for (const visit of stageVisits) {
    const owner = deals[visit.deal].owner;
    const seller = visit.running || owner === null ? undefined : found.get(owner);
    if (seller === undefined) continue;
    const days = seller.stageDays.get(visit.stage);
    if (days === undefined) seller.stageDays.set(visit.stage, [visit.days]);
    else days.push(visit.days);
  }
  return [...found]
    .filter(([, seller]) => seller.deals.length >= leastDeals)
    .map(([id, seller]) => ({ id, ...seller, won: seller.deals.filter((deal) => deal.status === 'won').length }))
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
