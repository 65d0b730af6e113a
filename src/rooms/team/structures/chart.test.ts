import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestReply, type TestServer, testServer } from '../../../../test/support/test-server.ts';
import type { Chart, Comparison } from './chart-contract.ts';

const path = '/api/team/org-chart';
/** The test company keeps the time of Shanghai. */
const now = Date.now() + 8 * 3_600_000;
const today = new Date(now).toISOString().slice(0, 10);
const dayAfter = (days: number): string => new Date(now + days * 86_400_000).toISOString().slice(0, 10);

describe('the org chart', () => {
  let server: TestServer;
  const chart = async (asOf?: string): Promise<Chart> =>
    (await server.as('administrator').get(`${path}${asOf === undefined ? '' : `?asOf=${asOf}`}`)).body as Chart;
  const send = async (verb: string, moves: unknown[], effectiveOn: string): Promise<TestReply> => {
    const { structureId } = await chart();
    return server.as('administrator').post(`${path}/${verb}`, { structureId, effectiveOn, moves });
  };
  const assignmentOf = (drawn: Chart, personId: string) =>
    drawn.units.flatMap((unit) =>
      unit.positions.flatMap(({ holders }) =>
        holders.filter((one) => one.personId === personId).map((holder) => ({ unit: unit.name, ...holder })),
      ),
    );

  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  it('compares a move before anything changes: who moves, sizes, who sees more or less', async () => {
    const [{ assignmentId }] = assignmentOf(await chart(), server.people.rep);
    const move = { what: 'person', assignmentId, unitId: server.units.teamB1 };
    const compared = (await send('comparisons', [move], dayAfter(10))).body as Comparison;
    expect(compared.moved).toEqual([
      { personId: server.people.rep, name: 'rep', from: 'regionA › teamA1', to: 'regionB › teamB1' },
    ]);
    expect(compared.sizes).toContainEqual({ unitId: server.units.teamB1, name: 'teamB1', before: 1, after: 2 });
    expect(compared.sight.find(({ name }) => name === 'manager')).toMatchObject({ loses: ['rep'], gains: [] });
    expect(compared.sight.find(({ name }) => name === 'supervisor')).toMatchObject({ loses: ['rep'] });
    expect(assignmentOf(await chart(dayAfter(10)), server.people.rep)[0].unit).toBe('teamA1');
  });

  it('applies from its day on and rewrites no history', async () => {
    const [{ assignmentId }] = assignmentOf(await chart(), server.people.rep);
    const applied = await send(
      'applications',
      [{ what: 'person', assignmentId, unitId: server.units.teamB1 }],
      dayAfter(10),
    );
    expect(applied.status, applied.text).toBe(201);
    expect(assignmentOf(await chart(), server.people.rep)).toMatchObject([{ unit: 'teamA1', untilOn: dayAfter(10) }]);
    expect(assignmentOf(await chart(dayAfter(9)), server.people.rep)).toMatchObject([{ unit: 'teamA1' }]);
    expect(assignmentOf(await chart(dayAfter(10)), server.people.rep)).toMatchObject([
      { unit: 'teamB1', untilOn: null },
    ]);
    expect(assignmentOf(await chart('2021-01-01'), server.people.rep)).toMatchObject([{ unit: 'teamA1' }]);
  });

  it('moves a unit with everyone in it, today; the chart of yesterday stays', async () => {
    const move = { what: 'unit', unitId: server.units.teamA2, parentId: server.units.regionB };
    expect((await send('applications', [move], today)).status).toBe(201);
    const parentOn = async (day: string): Promise<string | null | undefined> =>
      (await chart(day)).units.find(({ id }) => id === server.units.teamA2)?.parentId;
    expect(await parentOn(today)).toBe(server.units.regionB);
    expect(await parentOn(dayAfter(-1))).toBe(server.units.regionA);
    const seen = await server.as('manager').get(`/api/team/units/${server.units.teamA2}`);
    expect(seen.body).toMatchObject({ parentId: server.units.regionB });
  });

  it('refuses a circle, by draft and by hand, a past day, and everyone but administrators', async () => {
    const circle = [{ what: 'unit', unitId: server.units.regionA, parentId: server.units.teamA1 }];
    expect((await send('comparisons', circle, today)).body).toMatchObject({
      type: 'urn:quarterdeck:problem:circular-structure',
    });
    const byHand = await server
      .as('administrator')
      .patch(`/api/team/units/${server.units.regionA}`, { parentId: server.units.teamA1 }, { 'if-match': '"1"' });
    expect(byHand.body).toMatchObject({ status: 422, type: 'urn:quarterdeck:problem:circular-structure' });
    const [{ assignmentId }] = assignmentOf(await chart(), server.people.teammate);
    const late = await send(
      'applications',
      [{ what: 'person', assignmentId, unitId: server.units.teamB1 }],
      dayAfter(-1),
    );
    expect(late.body).toMatchObject({ type: 'urn:quarterdeck:problem:past-change' });
    expect((await server.as('manager').post(`${path}/comparisons`, {})).status).toBe(403);
    expect((await server.as('rep').get(path)).status).toBe(200);
  });

  it('moves a position with its holders', async () => {
    const drawn = await chart();
    const position = drawn.units
      .flatMap(({ positions }) => positions)
      .find(({ holders }) => holders.some(({ personId }) => personId === server.people.service));
    const applied = await send(
      'applications',
      [{ what: 'position', positionId: position?.id, unitId: server.units.regionB }],
      today,
    );
    expect(applied.status, applied.text).toBe(201);
    expect(assignmentOf(await chart(), server.people.service)).toMatchObject([{ unit: 'regionB' }]);
    expect(assignmentOf(await chart(dayAfter(-1)), server.people.service)).toMatchObject([{ unit: 'teamA1' }]);
  });
});
