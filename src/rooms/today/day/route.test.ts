import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setClock } from '#platform/clock/clock.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import type { Day } from './contract.ts';
import type { DayRoute } from './route-contract.ts';

/** Ten in the morning in Shanghai. */
const now = '2026-11-23T02:00:00Z';

describe('GET /api/today/route', () => {
  let server: TestServer;
  const create = async (path: string, values: object): Promise<string> => {
    const { status, body } = await server.as('administrator').post(`/api/${path}`, values);
    expect(status, JSON.stringify(body)).toBe(201);
    return (body as { id: string }).id;
  };
  const route = async (person: 'rep' | 'teammate' | 'supervisor', query = ''): Promise<DayRoute> => {
    const { status, body } = await server.as(person).get(`/api/today/route${query}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body as DayRoute;
  };

  beforeAll(async () => {
    server = await testServer({ clock: setClock(now) });
    const { rep, teammate } = server.people;
    const near = await create('customers/accounts', {
      name: 'near',
      ownerId: rep,
      city: '苏州',
      latitude: 31.35,
      longitude: 120.65,
    });
    const city = await create('customers/accounts', { name: 'city', ownerId: rep, city: '无锡市' });
    const nowhere = await create('customers/accounts', { name: 'nowhere', ownerId: rep });
    const theirs = await create('customers/accounts', { name: 'theirs', ownerId: teammate, city: '上海' });
    const visit = (ownerId: string, aboutId: string, more: object = {}) =>
      create('today/tasks', {
        subject: `visit ${aboutId}`,
        type: 'visit',
        ownerId,
        dueOn: '2026-11-23',
        aboutKind: 'account',
        aboutId,
        ...more,
      });
    await visit(rep, near, { plannedAt: '2026-11-23T06:00:00Z', timeAgreed: true, minutes: 60 });
    await visit(rep, city);
    await visit(rep, nowhere);
    await visit(rep, near, { dueOn: '2026-11-24' });
    await visit(rep, near, { status: 'done' });
    await visit(teammate, theirs);
    await create('today/tasks', { subject: 'call back', ownerId: rep, dueOn: '2026-11-23' });
    await create('selling/activities', {
      type: 'demo',
      subject: 'demo',
      ownerId: rep,
      accountId: near,
      occurredAt: '2026-11-23T08:00:00Z',
      minutes: 45,
    });
    await create('selling/activities', {
      type: 'visit',
      subject: 'past',
      ownerId: rep,
      accountId: near,
      occurredAt: '2026-11-23T01:00:00Z',
    });
  });
  afterAll(() => server.close());

  it('puts today’s open visits and the meetings to come in order, places by coordinates or city, and keeps agreed times', async () => {
    const view = await route('rep', '?leave=10:00');
    expect(
      view.stops.map(({ kind, account, exact, agreed, planned }) => [kind, account, exact, agreed, planned]),
    ).toEqual([
      ['task', 'city', false, false, null],
      ['task', 'near', true, true, '14:00'],
      ['activity', 'near', true, true, '16:00'],
    ]);
    expect(view.stops[1].begin).toBe('14:00');
    expect(view.left).toMatchObject([{ account: 'nowhere', reason: 'noPlace' }]);
    expect([view.start?.city, view.cities]).toEqual(['苏州', expect.arrayContaining(['苏州', '无锡市'])]);
    expect(view.km).toBeGreaterThan(60);
  });

  it('begins where one says, and refuses a time that is none', async () => {
    const view = await route('rep', `?start=${encodeURIComponent('无锡市')}&leave=09:30`);
    expect(view.start).toMatchObject({ city: '无锡市', latitude: 31.49 });
    expect((await server.as('rep').get('/api/today/route?leave=25:00')).status).toBe(422);
  });

  it('is one’s own: nobody gets the visits of others, and the day’s list leaves visits to the route', async () => {
    const supervisor = await route('supervisor');
    expect([supervisor.stops, supervisor.left]).toEqual([[], []]);
    expect((await route('teammate')).stops.map(({ account }) => account)).toEqual(['theirs']);
    const { plan } = (await server.as('rep').get('/api/today/day')).body as Day;
    expect(plan.filter(({ kind }) => kind === 'task').map(({ title }) => title)).toEqual(['call back']);
  });
});
