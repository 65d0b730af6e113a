import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

/** The assignment and position of a person, as the API names them. */
async function seatOf(personId: string): Promise<{ assignment: string; position: string }> {
  const { rows } = await server.identity.system((tx) =>
    tx.query<{ id: string; position_id: string }>('select id, position_id from qd.assignment where person_id = $1', [
      personId,
    ]),
  );
  return { assignment: rows[0].id, position: rows[0].position_id };
}

const version = { 'if-match': '"1"' };

describe('the last administrator (Z8)', () => {
  it('keeps assignment, position and person, whichever way they are taken', async () => {
    const admin = server.as('administrator');
    const { assignment, position } = await seatOf(server.people.administrator);
    const replies = [
      await admin.patch(`/api/team/assignments/${assignment}`, { untilOn: '2021-01-01' }, version),
      await admin.delete(`/api/team/assignments/${assignment}`),
      await admin.patch(`/api/team/positions/${position}`, { role: 'rep' }, version),
      await admin.delete(`/api/team/positions/${position}`),
      await admin.patch(`/api/team/people/${server.people.administrator}`, { leftOn: '2021-01-01' }, version),
      await admin.delete(`/api/team/people/${server.people.administrator}`),
    ];
    expect(replies.map(({ body }) => (body as { type?: string } | undefined)?.type)).toEqual(
      Array(6).fill('urn:quarterdeck:problem:last-administrator'),
    );
    expect((await admin.get('/api/auth/accounts')).status).toBe(200);
  });

  it('may go once there is another, but two cannot take each other away at the same moment', async () => {
    const manager = await seatOf(server.people.manager);
    const admin = server.as('administrator');
    expect(
      (await admin.patch(`/api/team/positions/${manager.position}`, { role: 'administrator' }, version)).status,
    ).toBe(200);
    server.identity.changed();
    const { assignment } = await seatOf(server.people.administrator);
    const replies = await Promise.all([
      server.as('manager').patch(`/api/team/assignments/${assignment}`, { untilOn: '2021-01-01' }, version),
      admin.patch(`/api/team/assignments/${manager.assignment}`, { untilOn: '2021-01-01' }, version),
    ]);
    expect(replies.map(({ status }) => status).sort((left, right) => left - right)).toEqual([200, 422]);
  });

  it('is the only one who hands out positions', async () => {
    for (const role of ['executive', 'supervisor', 'rep', 'finance'] as const) {
      const { position } = await seatOf(server.people[role]);
      expect(
        (await server.as(role).patch(`/api/team/positions/${position}`, { role: 'administrator' }, version)).status,
      ).toBe(403);
      expect(
        (
          await server.as(role).post('/api/team/assignments', {
            positionId: position,
            personId: server.people[role],
            fromOn: '2020-01-01',
          })
        ).status,
      ).toBe(403);
    }
  });
});
