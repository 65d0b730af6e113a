import { rooms } from '#kernel/record-kind.ts';
import { accountPages } from '#rooms/customers/value/web/pages.ts';
import { diagnosisPages } from '#rooms/improve/diagnosis/web/pages.ts';
import { pilotPages } from '#rooms/improve/pilots/web/pages.ts';
import { creditPages } from '#rooms/incentives/credits/web/pages.ts';
import { periodPages } from '#rooms/incentives/periods/web/pages.ts';
import { planPages } from '#rooms/incentives/plans/web/pages.ts';
import { simulationPages } from '#rooms/incentives/simulations/web/pages.ts';
import { statementPages } from '#rooms/incentives/statements/web/pages.ts';
import { productPages } from '#rooms/market/price-health/web/pages.ts';
import { divisionPages } from '#rooms/performance/quota-division/web/pages.ts';
import { promotionPages } from '#rooms/market/promotion-effect/web/pages.ts';
import { metricPages } from '#rooms/performance/metrics/web/pages.ts';
import { forecastPages } from '#rooms/selling/forecast/web/pages.ts';
import { processPages } from '#rooms/selling/process/web/pages.ts';
import { dealPages, winModelPages } from '#rooms/selling/win-chance/web/pages.ts';
import { leadPages } from '#rooms/selling/leads/web/pages.ts';
import { chartPages } from '#rooms/team/structures/web/pages.ts';
import { sizingPages } from '#rooms/team/sizing/web/pages.ts';
import { territoryPages } from '#rooms/team/territories/web/pages.ts';
import { todayPages } from '#rooms/today/day/web/pages.ts';
import { recordPages } from '#web/records/record-pages.ts';
import type { PageDefinition, RoomPages } from '#web/shell/room-pages.ts';
import { signInPages } from '#web/sign-in/sign-in-pages.ts';
import { settingsPages } from './settings-pages.ts';
import { webKinds } from './web-kinds.ts';

/** Kinds that are reached from the records they belong to, not from the navigation. */
const within = new Set([
  'opportunityLine',
  'stage',
  'orderLine',
  'payment',
  'return',
  'assignment',
  'position',
  'price',
  'pool',
  'pipeline',
  'structure',
  'enrolment',
]);

const loadDealPage: PageDefinition['load'] = async () => ({
  default: (await import('./deal-page.tsx')).DealPageWithPay,
});

/** What a slice hands over: in place of the generic pages at the same path, or beside them. Rooms add theirs here. */
const own: readonly PageDefinition[] = [
  ...todayPages,
  ...dealPages.map((page) => (page.path.endsWith('/$id') ? { ...page, load: loadDealPage } : page)),
  ...accountPages,
  ...productPages,
  ...promotionPages,
  ...diagnosisPages,
  ...pilotPages,
  ...settingsPages,
  ...leadPages,
  ...chartPages,
  ...territoryPages,
  ...sizingPages,
  ...metricPages,
  ...divisionPages,
  ...statementPages,
  ...periodPages,
  ...planPages,
  ...creditPages,
  ...simulationPages,
];

/** Pages that follow the lists of their room in the navigation: what is learned from the records comes after them. */
const after: readonly PageDefinition[] = [...forecastPages, ...processPages, ...winModelPages];

/** What the rooms hand to the web app, in the order of the house: the pages of their slices, and list and record page of each kind. */
export const webRooms: readonly RoomPages[] = rooms.map((room) => {
  const inRoom = ({ path }: PageDefinition): boolean => path.startsWith(`/${room}`);
  const mine = own.filter(inRoom);
  const generic = webKinds
    .filter((kind) => kind.room === room)
    .flatMap((kind) => recordPages(kind, { inNavigation: !within.has(kind.kind) }))
    .filter(({ path }) => !mine.some((page) => page.path === path));
  return { room, pages: [...mine, ...generic, ...after.filter(inRoom), ...(room === 'settings' ? signInPages : [])] };
});
