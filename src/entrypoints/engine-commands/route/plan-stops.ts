import { distanceMatrix } from '#engines/routing/distances.ts';
import { spreadVisits } from '#engines/routing/visits/spread-visits.ts';
import type { Lunch, Visit } from '#engines/routing/visits/visit-problem.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineAnswer, EngineCall } from '../define-engine-command.ts';
import { parseSpan } from './clock-time.ts';
import { fleetAnswer } from './fleet-answer.ts';
import { osrmTable } from './osrm-table.ts';
import { type GivenMatrix, readMatrix } from './read-matrix.ts';
import { type ReadStops, readStops } from './read-stops.ts';
import { tourAnswer } from './tour-answer.ts';
import { visitAnswer } from './visit-answer.ts';

const mostPlaces = 5000;
/** Working hours when visits are planned and none are named: 09:00 to 18:00. */
const usualDay = { from: 540, until: 1080, clock: true };

/** Plans the places of a table: a round trip, a fleet, or days of visits, by what the file and the options ask for. */
export async function planStops(call: EngineCall): Promise<EngineAnswer> {
  const { options } = call;
  const table = await call.readTable(call.files[0]);
  const read = readStops(table, call.map, options.matrix === undefined);
  const { stops, degrees, has } = read;
  if (stops.length > mostPlaces)
    throw unusable(`at most ${mostPlaces} places`, { file: table.name, found: `${stops.length} rows` });
  const ids = stops.map(({ id }) => id);
  const placeOf = (option: string, fallback: number): number => {
    const wanted = options[option] as string | undefined;
    if (wanted === undefined) return fallback;
    const place = ids.indexOf(wanted);
    if (place === -1) throw new WrongCall(`invalid --${option}: ${wanted} (an id of the file is expected)`);
    return place;
  };
  const start = placeOf('start', 0);
  const openEnd = options.end === 'none';
  const end = openEnd ? undefined : placeOf('end', start);
  const given = await givenMatrix(call, read, ids);
  const factor = (options['road-factor'] as number | undefined) ?? (degrees ? 1.3 : 1);
  const points = stops.every(({ point }) => point !== undefined)
    ? stops.map(({ point }) => point ?? [0, 0])
    : undefined;
  const distance = given?.distance ?? distanceMatrix(degrees ? 'great-circle' : 'euclidean', points ?? [], factor);
  const speed = (options.speed as number | undefined) ?? (degrees ? 40 : 60);
  const duration = given?.duration ?? distance.map((length) => (length / speed) * 60);
  const unit = degrees ? ' km' : '';
  const notes = [...read.notes];
  if (given === undefined && degrees) notes.push(`distances are great circles × ${factor}, ${speed} km/h`);
  if (given !== undefined && given.duration === undefined) notes.push(`travel times are distances at ${speed} an hour`);
  const common = {
    name: table.name,
    ids,
    points,
    unit,
    notes,
    extra: { start: ids[start], end: end === undefined ? null : ids[end], usage: read.usage },
  };

  const vehicles = options.vehicles as number | undefined;
  const capacity = options.capacity as number | undefined;
  if (has.demand && capacity === undefined && vehicles === undefined)
    notes.push('demand is not used: no --capacity was given');
  const span = readDay(options.day as string | undefined);
  const lunch = readLunch(options.lunch as string | undefined);
  const clock = read.clock || span?.clock === true;
  const days = options.days as number | undefined;
  const visiting =
    lunch !== undefined ||
    days !== undefined ||
    has.priority ||
    has.weekdays ||
    openEnd ||
    (has.class && options.visits !== undefined) ||
    ((vehicles ?? 1) === 1 && capacity === undefined && (has.window || span !== undefined));
  const far = Number.MAX_SAFE_INTEGER;
  if (
    !visiting &&
    vehicles === undefined &&
    capacity === undefined &&
    start === end &&
    isSymmetric(distance, ids.length)
  ) {
    if (has.service) notes.push('service times do not change a round trip without hours');
    return tourAnswer(call, { ...common, distance });
  }
  if (!visiting) {
    const n = ids.length;
    const open = Float64Array.from(stops, (stop) => stop.open ?? span?.from ?? 0);
    const close = Float64Array.from(stops, (stop) => stop.close ?? span?.until ?? far);
    return fleetAnswer(call, {
      ...common,
      fleet: (options.fleet as 'fewest' | 'free' | undefined) ?? (vehicles === undefined ? 'fewest' : 'free'),
      timed: has.window || span !== undefined,
      clock,
      problem: {
        size: n,
        distance,
        duration,
        demand: Float64Array.from(stops, ({ demand }, place) => (place === start || place === end ? 0 : (demand ?? 0))),
        service: Float64Array.from(stops, ({ service }, place) =>
          place === start || place === end ? 0 : (service ?? 0),
        ),
        open,
        close,
        start,
        end: end ?? start,
        customers: Int32Array.from([...ids.keys()].filter((place) => place !== start && place !== end)),
        capacity: capacity ?? far,
        vehicles: vehicles ?? (capacity === undefined ? 1 : Math.max(1, n - 1)),
      },
    });
  }
  const hours = span ?? (read.clock || degrees ? usualDay : { from: 0, until: far, clock: false });
  if (span === undefined && hours === usualDay) notes.push('working hours are 09:00 to 18:00; --day names others');
  return visitAnswer(call, {
    ...common,
    clock: clock || hours === usualDay,
    problem: {
      size: ids.length,
      distance,
      duration,
      visits: visitsOf(read, {
        start,
        end,
        days: days ?? 1,
        weekLength: options.week as number,
        each: readVisits(options.visits as readonly string[] | undefined),
        hours,
        notes,
      }),
      start,
      end,
      dayFrom: hours.from,
      dayUntil: hours.until,
      lunch,
      people: vehicles ?? 1,
      days: days ?? 1,
      weekLength: options.week as number,
      capacity: capacity ?? far,
    },
  });
}

async function givenMatrix(
  call: EngineCall,
  read: ReadStops,
  ids: readonly string[],
): Promise<GivenMatrix | undefined> {
  const { matrix, osrm } = call.options;
  if (matrix !== undefined) return readMatrix(await call.readTable(matrix as string), ids, {});
  if (osrm === undefined) return undefined;
  if (!read.degrees) throw new WrongCall('--osrm needs columns lat and lon');
  return osrmTable(
    osrm as string,
    read.stops.map(({ point }) => point ?? []),
  );
}

interface VisitRules {
  readonly start: number;
  readonly end: number | undefined;
  readonly days: number;
  readonly weekLength: number;
  readonly each: ReadonlyMap<string, number> | undefined;
  readonly hours: { readonly from: number; readonly until: number };
  readonly notes: string[];
}

/** The visits that the classes call for, each with the days among which it may lie. */
function visitsOf(
  { stops, has }: ReadStops,
  { start, end, days, weekLength, each, hours, notes }: VisitRules,
): Visit[] {
  const weeks = days / weekLength;
  const usual = new Map([
    ['A', Math.max(1, Math.round(weeks))],
    ['B', Math.max(1, Math.round(weeks / 2))],
    ['C', Math.max(1, Math.round(weeks / 4))],
  ]);
  const times = each ?? usual;
  if (days > 1 && has.class && each === undefined)
    notes.push(
      `visits in ${days} days: A ${usual.get('A')}, B ${usual.get('B')}, C ${usual.get('C')}; --visits names others`,
    );
  const unknown = new Set<string>();
  const visits = stops.flatMap((stop, place): Visit[] => {
    if (place === start || place === end) return [];
    const wanted = days === 1 || stop.class === undefined ? 1 : times.get(stop.class.toUpperCase());
    if (wanted === undefined) unknown.add(stop.class ?? '');
    return spreadVisits(Math.min(wanted ?? 1, days), days)
      .slice(0, wanted ?? 1)
      .map((span) => ({
        place,
        customer: place,
        service: stop.service ?? 0,
        open: stop.open ?? hours.from,
        close: stop.close ?? hours.until,
        demand: stop.demand ?? 0,
        worth: stop.worth,
        weekdays: stop.weekdays,
        ...span,
      }));
  });
  if (unknown.size > 0) notes.push(`class ${[...unknown].join(', ')} is not named in --visits: one visit each`);
  return visits;
}

function readVisits(texts: readonly string[] | undefined): ReadonlyMap<string, number> | undefined {
  if (texts === undefined) return undefined;
  return new Map(
    texts.map((text) => {
      const [name, count] = text.split('=');
      if (count === undefined || !/^\d+$/.test(count))
        throw new WrongCall(`invalid --visits: ${text} (class=number is expected, such as A=4)`);
      return [name.trim().toUpperCase(), Number(count)];
    }),
  );
}

function readDay(text: string | undefined): { from: number; until: number; clock: boolean } | undefined {
  if (text === undefined) return undefined;
  const span = parseSpan(text);
  if (span === undefined) throw new WrongCall(`invalid --day: ${text} (hours such as 09:00-18:00 are expected)`);
  return span;
}

function readLunch(text: string | undefined): Lunch | undefined {
  if (text === undefined) return undefined;
  const [minutes, rest] = text.split('@');
  const span = rest === undefined ? undefined : parseSpan(rest);
  if (!/^\d+$/.test(minutes) || span === undefined)
    throw new WrongCall(`invalid --lunch: ${text} (minutes and span such as 60@11:30-13:30 are expected)`);
  return { minutes: Number(minutes), from: span.from, until: span.until };
}

function isSymmetric(matrix: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) if (matrix[i * n + j] !== matrix[j * n + i]) return false;
  return true;
}
