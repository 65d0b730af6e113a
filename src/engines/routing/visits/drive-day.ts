import type { PlannedRound, PlannedStop, VisitProblem } from './visit-problem.ts';

const never = Number.POSITIVE_INFINITY;

/**
 * Drives a day in the given order and says when it ends; infinite when a visit would begin too late, the day would be too
 * long or lunch would not fit. Exact: the earliest time without and with lunch are carried along side by side, since lunch
 * may be taken before leaving a place or after arriving at one. `inserted`, if not negative, is driven to at `position`.
 */
export function endOfDay(problem: VisitProblem, stops: readonly number[], inserted: number, position: number): number {
  const { visits, size, duration, lunch, start, end, dayFrom, dayUntil } = problem;
  let hungry = dayFrom;
  let fed = lunch === undefined ? dayFrom : never;
  let at = start;
  const count = stops.length + (inserted >= 0 ? 1 : 0);
  for (let i = 0; i <= count; i++) {
    let place = -1;
    let opens = dayFrom;
    let closes = dayUntil;
    let service = 0;
    if (i < count) {
      const index = inserted < 0 || i < position ? stops[i] : i === position ? inserted : stops[i - 1];
      const visit = visits[index];
      place = visit.place;
      opens = visit.open;
      closes = visit.close;
      service = visit.service;
    } else if (end !== undefined) place = end;
    if (lunch !== undefined) fed = Math.min(fed, afterLunch(hungry, lunch));
    if (place !== -1) {
      const travel = duration[at * size + place];
      hungry += travel;
      fed += travel;
      if (lunch !== undefined) fed = Math.min(fed, afterLunch(hungry, lunch));
      at = place;
    }
    if (hungry < opens) hungry = opens;
    if (fed < opens) fed = opens;
    if (hungry > closes) hungry = never;
    if (fed > closes) fed = never;
    if (hungry === never && fed === never) return never;
    hungry += service;
    fed += service;
  }
  // whoever is home before lunch can no longer begin needs none on the way
  if (lunch !== undefined && hungry <= lunch.until)
    return Math.min(hungry, fed) <= dayUntil ? Math.min(hungry, fed) : never;
  return fed <= dayUntil ? fed : never;
}

function afterLunch(time: number, { from, until, minutes }: { from: number; until: number; minutes: number }): number {
  const begin = time < from ? from : time;
  return begin <= until ? begin + minutes : never;
}

/** The timetable of a day that can be driven: arrivals, starts, lunch. Leaves as late as the first visit allows. */
export function timetable(problem: VisitProblem, stops: readonly number[], day: number, person: number): PlannedRound {
  const { visits, size, duration, start, end, dayFrom, lunch } = problem;
  const plain = { ...problem, lunch: undefined };
  const distance = roundDistance(problem, stops);
  const withoutLunch = lunch === undefined || endOfDay(plain, stops, -1, 0) <= lunch.until;
  const first = stops.length === 0 ? undefined : visits[stops[0]];
  const leaveAt = first === undefined ? dayFrom : Math.max(dayFrom, first.open - duration[start * size + first.place]);
  const drive = (lunchBefore: number, onArrival: boolean): PlannedRound | undefined => {
    // lunch at the first place before it opens: there when lunch may begin, not when the visit may
    const toFirst = first === undefined ? 0 : duration[start * size + first.place];
    const leave = lunchBefore === 0 && onArrival ? Math.max(dayFrom, (lunch?.from ?? 0) - toFirst) : leaveAt;
    let time = lunchBefore === 0 && !onArrival ? dayFrom : leave;
    let lunchAt: number | undefined;
    const eat = (): void => {
      if (lunch === undefined) return;
      lunchAt = Math.max(time, lunch.from);
      time = lunchAt > lunch.until ? never : lunchAt + lunch.minutes;
    };
    let at = start;
    const planned: PlannedStop[] = [];
    for (let i = 0; i <= stops.length; i++) {
      const place = i < stops.length ? visits[stops[i]].place : (end ?? at);
      if (lunchBefore === i && !onArrival) eat();
      time += duration[at * size + place];
      const arrive = time;
      if (lunchBefore === i && onArrival) eat();
      at = place;
      if (i === stops.length) break;
      const visit = visits[stops[i]];
      const begin = Math.max(time, visit.open);
      if (begin > visit.close) return undefined;
      time = begin + visit.service;
      planned.push({ visit: stops[i], arrive, begin, leave: time });
    }
    return time <= problem.dayUntil
      ? {
          day,
          person,
          stops: planned,
          distance,
          leave: lunchBefore === 0 && !onArrival && lunchAt !== undefined ? lunchAt + (lunch?.minutes ?? 0) : leave,
          back: time,
          lunchAt,
        }
      : undefined;
  };
  if (withoutLunch) {
    const round = drive(-1, false);
    if (round !== undefined) return round;
  }
  let best: PlannedRound | undefined;
  for (let i = 0; i <= stops.length; i++) {
    for (const onArrival of [false, true]) {
      const round = drive(i, onArrival);
      if (round !== undefined && (best === undefined || isSooner(round, best))) best = round;
    }
  }
  if (best === undefined) throw new Error('a day that cannot be driven has no timetable');
  return best;
}

/** Home earlier, or home at the same time with the visits begun earlier: nobody waits for a lunch that fits elsewhere. */
function isSooner(round: PlannedRound, best: PlannedRound): boolean {
  const begins = ({ stops }: PlannedRound): number => stops.reduce((sum, { begin }) => sum + begin, 0);
  return round.back < best.back || (round.back === best.back && begins(round) < begins(best));
}

/** Length of a round in the given order. */
export function roundDistance({ visits, size, distance, start, end }: VisitProblem, stops: readonly number[]): number {
  let sum = 0;
  let at = start;
  for (const stop of stops) {
    sum += distance[at * size + visits[stop].place];
    at = visits[stop].place;
  }
  return stops.length === 0 || end === undefined ? sum : sum + distance[at * size + end];
}
