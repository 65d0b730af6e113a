import { afterAll, beforeAll, expect, it } from 'vitest';
import { fieldOf } from '#kernel/record-kind.ts';
import { resolveClauses } from '#web/records/filter-clause.ts';
import { allRecords } from '#web/records/list-state.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { type TestServer, testServer } from './support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

it('every ready view of a kind is a list that the API answers, of values that there are', async () => {
  const kinds = recordDefinitions().map(({ kind }) => kind);
  const views = kinds.flatMap((kind) => (kind.views ?? []).map((view) => ({ kind, view })));
  expect(views.length).toBeGreaterThan(8);
  for (const { kind, view } of views) {
    expect(view.id).not.toBe(allRecords);
    for (const clause of view.filter) {
      const [name, , value] = clause.split(':');
      const choices = fieldOf(kind, name)?.choices?.map((choice) => choice.value);
      if (choices !== undefined) expect(choices, clause).toEqual(expect.arrayContaining(value.split(',')));
    }
    const query = new URLSearchParams(view.sort === undefined ? {} : { sort: view.sort });
    const now = { today: '2026-11-25', me: server.people.rep };
    for (const clause of resolveClauses(view.filter, now)) query.append('filter', clause);
    const reply = await server.as('rep').get(`/api/${kind.room}/${kind.path}?${query.toString()}`);
    expect(reply.status, `${kind.kind} ${view.id}: ${reply.text}`).toBe(200);
  }
});
