import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestPerson, type TestServer, testServer } from '../../../../test/support/test-server.ts';
import type { ProposedDesigns, TerritoryBalanceView } from './balance-contract.ts';

const path = '/api/team/territory-balance';

describe('territories in balance', () => {
  let server: TestServer;
  const ids: Record<string, string> = {};
  const create = async (kind: string, values: object): Promise<string> => {
    const { status, body } = await server.as('administrator').post(`/api/${kind}`, values);
    expect(status, JSON.stringify(body)).toBe(201);
    return (body as { id: string }).id;
  };
  const balance = async (person: TestPerson, query = ''): Promise<TerritoryBalanceView> =>
    (await server.as(person).get(`${path}${query}`)).body as TerritoryBalanceView;

  beforeAll(async () => {
    server = await testServer();
    const { units } = (await server.as('administrator').get('/api/team/org-chart')).body as {
      units: { positions: { id: string; holders: { personId: string }[] }[] }[];
    };
    const positionOf = (person: TestPerson): string | undefined =>
      units
        .flatMap(({ positions }) => positions)
        .find(({ holders }) => holders.some(({ personId }) => personId === server.people[person]))?.id;
    ids.west = await create('team/territories', { name: 'West', region: 'East', positionId: positionOf('rep') });
    ids.east = await create('team/territories', { name: 'East', region: 'East', positionId: positionOf('teammate') });
    ids.south = await create('team/territories', {
      name: 'South',
      region: 'South',
      positionId: positionOf('stranger'),
    });
    // Nine customers on a line in West, three in East; class B takes three hours a year each, class A the same and an order.
    for (let i = 0; i < 12; i++) {
      ids[`c${i}`] = await create('customers/accounts', {
        name: `c${i}`,
        class: 'B',
        ownerId: server.people[i < 9 ? 'rep' : 'teammate'],
        territoryId: i < 9 ? ids.west : ids.east,
        longitude: 120 + i / 10,
        latitude: 31,
      });
    }
    ids.city = await create('customers/accounts', {
      name: 'city',
      class: 'A',
      ownerId: server.people.stranger,
      territoryId: ids.south,
      city: '广州市',
    });
    ids.nowhere = await create('customers/accounts', {
      name: 'nowhere',
      ownerId: server.people.rep,
      territoryId: ids.west,
    });
    await create('selling/activities', {
      type: 'visit',
      subject: 'v',
      ownerId: server.people.rep,
      accountId: ids.c0,
      occurredAt: new Date(Date.now() - 86_400_000).toISOString(),
      minutes: 12 * 180,
    });
  });
  afterAll(() => server.close());

  it('measures what customers need by their class, holds territories against the mean and places by coordinates or city', async () => {
    const view = await balance('administrator');
    expect(view.territories.map(({ name, holder, accounts, hours }) => [name, holder, accounts, hours])).toEqual([
      ['East', 'teammate', 3, 9],
      ['West', 'rep', 9, 27],
      ['South', 'stranger', 1, 0],
    ]);
    expect(view.territories.map(({ workloadShare }) => workloadShare)).toEqual([0.75, 2.25, 0]);
    expect(view).toMatchObject({ withoutPlace: 1, worst: { workload: 1.25 }, regions: ['East', 'South'] });
    expect(view.territories[0].potential).toBeNull();
    expect(view.places.find(({ name }) => name === 'city')).toMatchObject({ exact: false, latitude: 23.13 });
    expect(view.places.find(({ name }) => name === 'c0')).toMatchObject({ exact: true, territory: 1 });
    const own = await balance('administrator', '?region=East');
    expect([own.territories.length, own.worst.workload]).toEqual([2, 0.5]);
  });

  it('shows nobody customers or territories that they may not see', async () => {
    const own = await balance('rep');
    expect(own.territories.map(({ name }) => name)).toEqual(['West']);
    expect(JSON.stringify(own)).not.toContain('city');
    const manager = await balance('manager');
    expect(manager.territories.map(({ name }) => name)).toEqual(['East', 'West']);
  });

  it('proposes balanced designs that move fewer customers the more a move costs', async () => {
    const { status, body } = await server.as('manager').post(`${path}/designs`, { region: 'East', tolerance: 0.1 });
    expect(status, JSON.stringify(body)).toBe(200);
    const { designs } = body as ProposedDesigns;
    expect(designs.map(({ disruption }) => disruption)).toEqual([0, 0.5, 2, 8]);
    const moved = designs.map(({ moves }) => moves.length);
    expect(moved).toEqual(moved.toSorted((a, b) => b - a));
    const last = designs[3];
    expect(last).toMatchObject({ within: true, worst: { workload: 0 } });
    const view = await balance('manager', '?region=East');
    // The three of West that lie nearest to East go over, and nothing else.
    const moves = last.moves.map(({ place, to }) => `${view.places[place].name} to ${view.territories[to].name}`);
    expect(moves.toSorted()).toEqual(['c6 to East', 'c7 to East', 'c8 to East']);
    expect(last.territories[0]).toMatchObject({ accounts: 6, workloadShare: 1, came: 3, left: 0 });
  });

  it('refuses to divide one territory, and a person who only sells may not put a design into force', async () => {
    const single = await server.as('rep').post(`${path}/designs`, {});
    expect([single.status, (single.body as { type: string }).type]).toEqual([
      422,
      expect.stringContaining('nothing-to-divide'),
    ]);
    const moves = [{ accountId: ids.c8, from: ids.west, to: ids.east }];
    expect((await server.as('rep').post(`${path}/applications`, { moves })).status).toBe(403);
  });

  it('puts moves into force: territory and owner together, once, and only from where they were', async () => {
    const moves = [
      { accountId: ids.c8, from: ids.west, to: ids.east },
      { accountId: ids.c7, from: ids.west, to: ids.east },
    ];
    const done = await server.as('manager').post(`${path}/applications`, { moves });
    expect([done.status, done.body]).toEqual([201, { moved: 2, newOwners: 2 }]);
    const { body } = await server.as('administrator').get(`/api/customers/accounts/${ids.c8}`);
    expect(body).toMatchObject({ territoryId: ids.east, ownerId: server.people.teammate });
    const again = await server.as('manager').post(`${path}/applications`, { moves });
    expect([again.status, (again.body as { type: string }).type]).toEqual([
      422,
      expect.stringContaining('stale-proposal'),
    ]);
    const foreign = await server
      .as('manager')
      .post(`${path}/applications`, { moves: [{ accountId: ids.city, from: ids.south, to: ids.east }] });
    expect(foreign.status).toBe(404);
  });
});
