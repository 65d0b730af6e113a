import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityRoutes } from '#platform/identity/identity-routes.ts';
import { openSession } from '#platform/identity/sessions.ts';
import { type TestPerson, type TestServer, testServer } from '../../../test/support/test-server.ts';
import { type AnyRoute, defineRoute } from './define-route.ts';
import { EventStream, eventStream } from './event-stream.ts';
import { createLiveHub } from './live-hub.ts';

/** Everyone hears what their role is named in. */
const hub = createLiveHub<{ role: string; text: string }>(async (viewer, { role, text }) =>
  viewer.roles.some((own) => own === role) ? { event: 'said', data: { text } } : undefined,
);
const routes: readonly AnyRoute[] = [
  ...identityRoutes,
  defineRoute({
    method: 'GET',
    path: '/api/test/live',
    summary: 'Live',
    access: { to: 'signedIn' },
    response: eventStream,
    handler: async (call) => ({ body: new EventStream(({ send }) => hub.listen(() => call.viewerNow(), send)) }),
  }),
];
let server: TestServer;
let address = '';

beforeAll(async () => {
  server = await testServer({ routes });
  address = await server.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

async function cookieOf(person: TestPerson): Promise<string> {
  return server.identity.system(async (tx) => {
    const { rows } = await tx.query<{ id: string }>('select id from auth."user" where person_id = $1', [
      server.people[person],
    ]);
    return (await openSession(server.identity, tx, rows[0].id, { address: '::1' })).split(';')[0];
  });
}

/** Opens the stream; `text` grows as it comes in, `ended` resolves when the server closes it. */
async function listen(cookie: string): Promise<{ status: number; text(): string; ended: Promise<void> }> {
  const before = hub.listeners;
  const reply = await fetch(`${address}/api/test/live`, { headers: { cookie } });
  let text = '';
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of reply.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true });
  })();
  await until(() => reply.status !== 200 || hub.listeners > before);
  return { status: reply.status, text: () => text, ended };
}

async function until(condition: () => boolean, ms = 1000): Promise<boolean> {
  const end = performance.now() + ms;
  while (!condition() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  return condition();
}

describe('a live stream', () => {
  it('needs a session, and brings each viewer what they may see, in order (Z11)', async () => {
    expect((await fetch(`${address}/api/test/live`)).status).toBe(401);
    const [rep, finance] = [await listen(await cookieOf('rep')), await listen(await cookieOf('finance'))];
    hub.publish({ role: 'finance', text: 'pay' });
    hub.publish({ role: 'rep', text: 'one\ntwo' });
    hub.publish({ role: 'rep', text: 'three' });
    expect(await until(() => rep.text().includes('three') && finance.text().includes('pay'))).toBe(true);
    expect(rep.text()).toBe(
      ': open\n\nevent: said\ndata: {"text":"one\\ntwo"}\n\nevent: said\ndata: {"text":"three"}\n\n',
    );
    expect(finance.text()).not.toContain('three');
  });

  it('ends within a second of the session (A8)', async () => {
    const cookie = await cookieOf('manager');
    const stream = await listen(cookie);
    await server.identity.system((tx) =>
      tx.query(`delete from auth.session where user_id = (select id from auth."user" where person_id = $1)`, [
        server.people.manager,
      ]),
    );
    let ended = false;
    void stream.ended.then(() => (ended = true));
    expect(await until(() => ended)).toBe(true);
  });

  it('follows a change of position within a second (Z14)', async () => {
    const stream = await listen(await cookieOf('service'));
    const { rows } = await server.identity.system((tx) =>
      tx.query<{ position_id: string }>(`select position_id from qd.assignment where person_id = $1`, [
        server.people.service,
      ]),
    );
    await server.identity.system((tx) =>
      tx.query(`update qd.position set role = 'analyst' where id = $1`, [rows[0].position_id]),
    );
    expect(
      await until(() => {
        hub.publish({ role: 'analyst', text: 'for analysts' });
        return stream.text().includes('for analysts');
      }),
    ).toBe(true);
    const before = stream.text();
    hub.publish({ role: 'service', text: 'for service' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stream.text().slice(before.length)).not.toContain('for service');
  });

  it('is let go when the server stops', async () => {
    const stream = await listen(await cookieOf('analyst'));
    await server.app.close();
    await stream.ended;
    expect(hub.listeners).toBe(0);
  });
});
