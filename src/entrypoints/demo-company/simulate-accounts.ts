import type { Id } from '#kernel/id.ts';
import type { Random } from '#kernel/random.ts';
import { between, clamp, lognormal, weightedDraw } from './draw.ts';
import { regions } from './geography.ts';
import { cityOf, companyName, industries, inventedMobile, personName } from './names.ts';
import { plantedTruths } from './planted-truths.ts';
import type { Seat } from './seats.ts';
import { holderAt } from './seats.ts';
import type { Team } from './simulate-team.ts';
import { sources } from './catalogue.ts';
import type { Row } from './tables.ts';
import { type World, instantOf, isoDay, workingMoment } from './world.ts';

/** A customer as the simulation sees it, beside its row. */
export interface Customer {
  readonly row: Row<'account'>;
  readonly short: string;
  /** Undefined: nobody answers for it (planted). */
  readonly seat: Seat | undefined;
  readonly region: string;
  readonly sinceDay: number;
  /** Relative number of deals. */
  readonly weight: number;
  readonly contactIds: Id[];
  /** The last day on which it begins a deal or opens a ticket; set by the service step. */
  stopsOn: number;
}

/** Makes accounts with contacts, spread over the seats' territories. */
export function simulateAccounts(world: World, team: Team): Customer[] {
  const random = world.random('accounts');
  const { dataGaps, unbalancedTerritory } = plantedTruths;
  const gaps = world.has('dataGaps');
  const crowded = world.has('unbalancedTerritory');
  const drawSeat = weightedDraw(
    team.seats.map((seat) => (crowded && seat === team.crowdedSeat ? unbalancedTerritory.timesAccounts : 1)),
  );
  const duplicates = gaps ? Math.round(world.size.accounts * dataGaps.duplicated) : 0;
  const customers: Customer[] = [];
  const names = new Set<string>();
  while (customers.length < world.size.accounts - duplicates) {
    const seat = team.seats[drawSeat(random)];
    const customer = makeCustomer(world, random, names, seat);
    const unowned = gaps && random.next() < dataGaps.withoutOwner;
    if (gaps && random.next() < dataGaps.withoutIndustry) customer.row.industry = null;
    const known = unowned ? { ...customer, seat: undefined } : customer;
    known.row.ownerId = unowned ? null : holderAt(seat, world.endDay);
    customers.push(
      crowded && seat === team.crowdedSeat
        ? { ...known, weight: known.weight * unbalancedTerritory.dealsPerAccount }
        : known,
    );
  }
  for (const original of random.shuffle([...customers]).slice(0, duplicates)) {
    customers.push(duplicateOf(world, random, original));
  }
  classify(customers);
  for (const customer of customers) addContacts(world, random, customer);
  world.rows.account.push(...customers.map(({ row }) => row));
  return customers;
}

const segments = [
  { name: '小微企业', employees: 45, weight: 0.75 },
  { name: '中型企业', employees: 320, weight: 1.1 },
  { name: '大型企业', employees: 2200, weight: 1.9 },
] as const;
const drawSegment = weightedDraw([55, 33, 12]);

function makeCustomer(world: World, random: Random, names: Set<string>, seat: Seat): Customer {
  const industry = random.pick(industries);
  const city = cityOf(seat.region, random);
  let name = companyName(random, city, industry);
  while (names.has(name.name)) name = companyName(random, city, industry);
  names.add(name.name);
  const segment = segments[drawSegment(random)];
  // Three of four were customers or prospects before the history begins.
  const sinceDay =
    random.next() < 0.75
      ? world.startDay - 30 - random.integer(900)
      : world.startDay + random.integer(world.endDay - world.startDay - 20);
  const createdAt = workingMoment(random, sinceDay);
  const employees = Math.round(clamp(lognormal(random, segment.employees, 0.5), 5, 60_000));
  const exports = random.next() < 0.03;
  const row: Row<'account'> = {
    id: world.newId(createdAt),
    createdAt,
    createdBy: holderAt(seat, sinceDay),
    externalId: `C${String(names.size).padStart(5, '0')}`,
    name: name.name,
    ownerId: null,
    territoryId: seat.territoryId,
    industry: industry.name,
    segment: segment.name,
    class: null,
    lifecycle: 'prospect',
    source: random.pick(sources),
    region: seat.region,
    city: city.name,
    address: `${city.name}市${random.pick(['高新区', '经开区', '工业园', '新区', '物流园'])}${random.pick(['科技', '工业', '创新', '兴业', '振华', '滨河'])}路${1 + random.integer(980)}号`,
    country: '中国',
    latitude: Number((city.latitude + 0.12 * random.normal()).toFixed(5)),
    longitude: Number((city.longitude + 0.14 * random.normal()).toFixed(5)),
    phone: inventedMobile(random),
    website: `https://c${names.size}.example`,
    taxNo: `91DEMO${String(names.size).padStart(12, '0')}`,
    employees,
    foundedYear: 1988 + random.integer(33),
    annualRevenueMinor: Math.round((employees * lognormal(random, 620_000, 0.5)) / 10_000) * 1_000_000,
    currency: exports ? 'USD' : 'CNY',
    firstOrderOn: null,
    lastOrderOn: null,
    lastActivityOn: null,
    note: random.next() < 0.12 ? random.pick(notes) : null,
    custom: { nameEn: name.english },
  };
  const weight = segment.weight * lognormal(random, 1, 0.45);
  return { row, short: name.short, seat, region: seat.region, sinceDay, weight, contactIds: [], stopsOn: world.endDay };
}

const notes = [
  '年度框架协议客户，按季度议价。',
  '采购与设备部门分开决策，需两边沟通。',
  'Prefers e-mail; technical questions go to the plant engineer.',
  '付款周期 60 天，注意回款。',
  '扩产中，明年有新产线。New line planned for next year.',
  '对交期敏感，要求本地备货。',
];

/** The same company entered again: its name a little different, the same telephone, no tax number. */
function duplicateOf(world: World, random: Random, original: Customer): Customer {
  const variants = [
    (name: string) => name.replace('有限公司', '公司'),
    (name: string) => name.replace('有限公司', '（有限公司）'),
    (name: string) => name.replace(original.row.city ?? '', `${original.row.city ?? ''}市`),
    (name: string) => `${name}${random.next() < 0.5 ? '.' : '　'}`,
  ];
  const sinceDay = Math.min(world.endDay - 5, original.sinceDay + 20 + random.integer(300));
  const createdAt = workingMoment(random, sinceDay);
  const row: Row<'account'> = {
    ...original.row,
    id: world.newId(createdAt),
    createdAt,
    externalId: null,
    name: random.pick(variants)(original.row.name),
    taxNo: null,
    website: null,
    custom: original.row.custom,
  };
  return { ...original, row, sinceDay, weight: original.weight * 0.3, contactIds: [] };
}

/** A the best tenth by the business they stand for, B the next three. */
function classify(customers: readonly Customer[]): void {
  const ranked = [...customers].sort((left, right) => right.weight - left.weight);
  ranked.forEach(({ row }, i) => {
    row.class = i < ranked.length * 0.1 ? 'A' : i < ranked.length * 0.4 ? 'B' : 'C';
  });
}

const titles = [
  ['采购经理', 'decides'],
  ['设备主管', 'uses'],
  ['总经理', 'decides'],
  ['财务经理', 'pays'],
  ['生产厂长', 'influences'],
  ['采购专员', 'influences'],
  ['技术工程师 Engineer', 'uses'],
] as const;

function addContacts(world: World, random: Random, { row, contactIds }: Customer): void {
  const count = 1 + random.integer(3);
  for (let i = 0; i < count; i++) {
    const person = personName(random);
    const [title, buyingRole] = random.pick(titles);
    const id = world.newId(row.createdAt);
    contactIds.push(id);
    world.rows.contact.push({
      id,
      createdAt: row.createdAt,
      createdBy: row.createdBy,
      accountId: row.id,
      name: person.name,
      title,
      email: `${person.login}.${id.slice(-5)}@customer.example`,
      phone: null,
      mobile: inventedMobile(random),
      buyingRole,
      birthday: random.next() < 0.4 ? isoDay(Math.round(between(random, 0, 10_000))) : null,
      consent: random.next() < 0.85 ? 'given' : null,
    });
  }
}

/** Public pools of each region for leads and customers that nobody works on. */
export function addPools(world: World, team: Team): ReadonlyMap<string, Id> {
  const createdAt = instantOf(world.startDay - 300, 10);
  const pools = new Map<string, Id>();
  for (const { name } of regions) {
    const id = world.newId(createdAt);
    const unitId = team.regionUnits.get(name) ?? null;
    world.rows.pool.push({
      id,
      createdAt,
      createdBy: team.administratorId,
      name: `${name}线索公海`,
      unitId,
      holds: 'lead',
    });
    pools.set(name, id);
  }
  return pools;
}
