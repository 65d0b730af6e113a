import { describe, expect, it } from 'vitest';
import { type PlannedVisit, clockText, planRoute } from './plan-route.ts';

const start = { city: '苏州', latitude: 31.3, longitude: 120.6 };
/** A place so many kilometres of road east of the start. */
const east = (km: number) => ({
  latitude: 31.3,
  longitude: 120.6 + km / 1.3 / (111.195 * Math.cos((31.3 * Math.PI) / 180)),
  exact: true,
});
const visit = (id: string, more: Partial<PlannedVisit> = {}): PlannedVisit => ({
  kind: 'task',
  id,
  title: id,
  accountId: id,
  account: id,
  city: '苏州',
  plannedAt: null,
  agreed: false,
  minutes: 30,
  place: east(10),
  ...more,
});

describe('the route of a day', () => {
  it('orders visits by the shortest way and says what that saves', () => {
    const visits = [10, 40, 20, 30].map((km, i) => visit(`v${km}`, { place: east(km), plannedAt: 540 + 75 * i }));
    const route = planRoute(visits, start, 540);
    // Out and back along a line: 2 × 40 km. In the planned order: 10 + 30 + 20 + 10 + 30.
    expect(route.km).toBeCloseTo(80, 1);
    expect(route.plannedKm).toBeCloseTo(100, 1);
    expect(route.left).toEqual([]);
    expect(route.stops.reduce((sum, { km }) => sum + km, 0)).toBeLessThan(80);
    // 80 km at 40 km/h, four times half an hour and lunch: done well before six.
    expect(route.back! <= '18:00').toBe(true);
  });

  it('keeps times that are agreed, within ten minutes, even where that costs way', () => {
    const route = planRoute(
      [
        visit('near', { place: east(5), plannedAt: 15 * 60, agreed: true }),
        visit('far', { place: east(30), plannedAt: 10 * 60, agreed: true }),
        visit('middle', { place: east(15) }),
      ],
      start,
      540,
    );
    const begin = new Map(route.stops.map((stop) => [stop.id, stop.begin]));
    expect(begin.get('far')! >= '10:00' && begin.get('far')! <= '10:10').toBe(true);
    expect(begin.get('near')! >= '15:00' && begin.get('near')! <= '15:10').toBe(true);
    expect(route.lunch).not.toBeNull();
  });

  it('names what has no place and what does not fit, and gives way to what was promised', () => {
    const route = planRoute(
      [
        visit('nowhere', { place: undefined }),
        visit('promised', { plannedAt: 9 * 60 + 30, agreed: true, place: east(10) }),
        visit('remote', { place: east(400) }),
      ],
      start,
      540,
    );
    expect(route.stops.map(({ id }) => id)).toEqual(['promised']);
    expect(route.left.map(({ id, reason }) => [id, reason])).toEqual([
      ['nowhere', 'noPlace'],
      ['remote', 'tooLate'],
    ]);
    // 400 km at 40 km/h from nine: at seven in the evening, when the day is over.
    expect(route.left.map(({ earliest }) => earliest)).toEqual([null, '19:00']);
    const long = planRoute([visit('first', { minutes: 250 }), visit('second', { minutes: 250 })], start, 540);
    expect(long.left).toMatchObject([{ reason: 'noRoom', earliest: null }]);
    expect(planRoute([], start, 540)).toMatchObject({ stops: [], km: 0, back: null });
    expect(planRoute([visit('a')], undefined, 540).left).toMatchObject([{ id: 'a', reason: 'noPlace' }]);
  });

  it('gives the same route again, and a day of fourteen visits in the time of a click', () => {
    const visits = Array.from({ length: 14 }, (_, i) =>
      visit(`v${i}`, {
        minutes: 15,
        place: { latitude: 31.3 + ((i * 7) % 5) / 50, longitude: 120.6 + ((i * 3) % 7) / 50, exact: true },
      }),
    );
    planRoute(visits, start, 540);
    const begun = process.cpuUsage();
    const route = planRoute(visits, start, 540);
    const { user } = process.cpuUsage(begun);
    expect(planRoute(visits, start, 540)).toEqual(route);
    expect(route.stops).toHaveLength(14);
    // The bar is 50 ms of work on the machine of the benchmark; a crowded test machine may need more.
    expect(user / 1000).toBeLessThan(500);
  });

  it('writes minutes as a clock', () => {
    expect([0, 540, 599.6, 1439].map(clockText)).toEqual(['00:00', '09:00', '10:00', '23:59']);
  });
});
