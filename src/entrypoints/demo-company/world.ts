import { type CivilDate, addMonths, dayNumber, fromDayNumber, parseCivilDate } from '#kernel/civil-date.ts';
import { type Id, makeId } from '#kernel/id.ts';
import { type Random, seededRandom } from '#kernel/random.ts';
import { type Planted, type Truth, plantedSet } from './planted-truths.ts';
import { type CompanyRows, type TableName, tables } from './tables.ts';

export type CompanySize = 'full' | 'medium' | 'small' | 'tiny';

export interface SimulationOptions {
  readonly seed: number | string;
  /** The last day of the history: 'today' in the company's calendar. */
  readonly endsOn: CivilDate;
  readonly planted: 'all' | 'none' | readonly Truth[];
  readonly size?: CompanySize;
}

/** How much of everything there is. */
export interface SizeSettings {
  readonly teamsPerRegion: number;
  /** Sellers of a team, its lead among them. */
  readonly sellersPerTeam: number;
  readonly analysts: number;
  readonly servicePeople: number;
  readonly leavers: number;
  readonly accounts: number;
  readonly productsPerFamily: number;
  readonly opportunities: number;
  readonly leads: number;
  readonly tickets: number;
  readonly promotions: number;
}

const sizes: Readonly<Record<CompanySize, SizeSettings>> = {
  full: {
    teamsPerRegion: 2,
    sellersPerTeam: 4,
    analysts: 3,
    servicePeople: 4,
    leavers: 11,
    accounts: 3000,
    productsPerFamily: 20,
    opportunities: 60_000,
    leads: 12_000,
    tickets: 8000,
    promotions: 24,
  },
  medium: {
    teamsPerRegion: 2,
    sellersPerTeam: 3,
    analysts: 2,
    servicePeople: 2,
    leavers: 5,
    accounts: 1000,
    productsPerFamily: 8,
    opportunities: 12_000,
    leads: 2400,
    tickets: 2000,
    promotions: 10,
  },
  small: {
    teamsPerRegion: 1,
    sellersPerTeam: 3,
    analysts: 1,
    servicePeople: 1,
    leavers: 2,
    accounts: 300,
    productsPerFamily: 4,
    opportunities: 3000,
    leads: 600,
    tickets: 900,
    promotions: 6,
  },
  tiny: {
    teamsPerRegion: 1,
    sellersPerTeam: 2,
    analysts: 1,
    servicePeople: 1,
    leavers: 1,
    accounts: 100,
    productsPerFamily: 3,
    opportunities: 800,
    leads: 200,
    tickets: 200,
    promotions: 3,
  },
};

/** A change of a record after it was made, besides its stages: handed over, close date moved. */
export interface RecordedChange {
  readonly recordId: Id;
  readonly at: number;
  readonly actorId: Id | null;
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What the steps of the simulation share. */
export interface World {
  readonly endsOn: CivilDate;
  /** Day numbers: the history covers [startDay, endDay]. */
  readonly startDay: number;
  readonly endDay: number;
  /** Nothing has happened after this instant: ten in the morning of the last day, Shanghai time. */
  readonly endsAt: number;
  readonly size: SizeSettings;
  readonly rows: CompanyRows;
  readonly changes: RecordedChange[];
  has(truth: Truth): boolean;
  /** A stream of chance of its own for each step. */
  random(step: string): Random;
  newId(atMs: number): Id;
}

const millisecondsPerDay = 86_400_000;
/** Shanghai is eight hours ahead; it has no daylight saving time. */
const zoneMs = 8 * 3_600_000;

/** @throws RangeError when the day does not exist or the holidays around the history are not known */
export function makeWorld(options: SimulationOptions): World {
  const { seed, endsOn } = options;
  if (parseCivilDate(endsOn) === undefined) {
    throw new RangeError(`invalid endsOn: ${endsOn} (a day as YYYY-MM-DD is expected)`);
  }
  if (endsOn < '2024-01-01' || endsOn > '2029-12-31') {
    throw new RangeError(
      `invalid endsOn: ${endsOn} (a day from 2024 to 2029 is expected: the lunar calendar kept here ends there)`,
    );
  }
  const planted: Planted = plantedSet(options.planted);
  const endDay = dayNumber(endsOn);
  const chance = seededRandom(`${seed}/ids`);
  const bytes = new Uint8Array(10);
  return {
    endsOn,
    startDay: dayNumber(addMonths(endsOn, -36)),
    endDay,
    endsAt: instantOf(endDay, 10),
    size: sizes[options.size ?? 'full'],
    rows: emptyRows(),
    changes: [],
    has: (truth) => planted.has(truth),
    random: (step) => seededRandom(`${seed}/${step}`),
    newId(atMs) {
      for (let i = 0; i < bytes.length; i++) bytes[i] = chance.integer(256);
      return makeId(atMs, bytes);
    },
  };
}

/** The instant of an hour (Shanghai) of a day. */
export function instantOf(day: number, hour: number): number {
  return Math.round(day * millisecondsPerDay + hour * 3_600_000 - zoneMs);
}

/** The Shanghai day an instant falls in. */
export function dayOf(instant: number): number {
  return Math.floor((instant + zoneMs) / millisecondsPerDay);
}

/** Some moment of the working day. */
export function workingMoment(random: Random, day: number): number {
  return instantOf(day, 8.75 + random.next() * 9.25);
}

const dates = new Map<number, CivilDate>();

/** The ISO day of a day number, from a cache. */
export function isoDay(day: number): CivilDate {
  let date = dates.get(day);
  if (date === undefined) {
    date = fromDayNumber(day);
    dates.set(day, date);
  }
  return date;
}

function emptyRows(): CompanyRows {
  return Object.fromEntries(Object.keys(tables).map((table) => [table, []])) as unknown as Readonly<
    Record<TableName, never[]>
  >;
}
