import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type MailCatcher, catchMail } from '../../../test/support/mail-catcher.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { setClock } from '#platform/clock/clock.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { type JobRunner, startJobs } from '#platform/jobs/job-runner.ts';
import { noticesOnce } from './notice-pump.ts';

const clock = setClock('2026-11-25T04:00:00Z');
const base = '/api/settings/notifications';
let mails: MailCatcher;
let server: TestServer;
let jobs: JobRunner;
let group: Server;
let groupPort = 0;
const said: string[] = [];
let robotReply = '{"errcode":0}';

beforeAll(async () => {
  mails = await catchMail();
  group = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      said.push(Buffer.concat(chunks).toString());
      reply.end(robotReply);
    });
  });
  await new Promise<void>((resolve) => group.listen(0, '127.0.0.1', resolve));
  groupPort = (group.address() as AddressInfo).port;
  const reach = {
    allows: (address: string, port: number) => address === '127.0.0.1' && port === groupPort,
    resolve: async () => [],
  };
  server = await testServer({ clock, settings: { reach, mail: { url: mails.url, from: 'qd@example.com' } } });
  jobs = startJobs(server.services, { pollMs: 20, schedules: false });
  await noticesOnce(server.services);
});
afterEach(async () => {
  mails.messages.length = 0;
  said.length = 0;
  robotReply = '{"errcode":0}';
  clock.set('2026-11-25T04:00:00Z');
  await settle();
  await withSystemTransaction(server.database, { reason: 'test', companyId: 1 }, async (tx) => {
    await tx.query('delete from qd.notification');
    await tx.query('delete from qd.notification_settings');
    await tx.query('delete from qd.group_robot');
  });
  mails.messages.length = 0;
});
afterAll(async () => {
  await jobs.stop(0);
  await server.close();
  await mails.close();
  group.close();
});

async function settle(): Promise<void> {
  await noticesOnce(server.services);
  for (;;) {
    const { rows } = await withSystemTransaction(server.database, { reason: 'test', companyId: 1 }, (tx) =>
      tx.query(`select 1 from qd.job where state in ('waiting', 'running') and run_at <= $1`, [clock.now().toString()]),
    );
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

type Who = 'rep' | 'teammate' | 'stranger' | 'teamLead';
interface Told {
  readonly unread: number;
  readonly items: readonly { readonly topic: string; readonly title: string; readonly link: string }[];
}
const told = async (who: Who): Promise<Told> => (await server.as(who).get('/api/notifications')).body as Told;

async function make(
  kind: 'customers/accounts' | 'selling/activities',
  values: object,
  as: Who | 'administrator' = 'administrator',
): Promise<string> {
  const reply = await server.as(as).post(`/api/${kind}`, values);
  expect(reply.status, reply.text).toBe(201);
  return (reply.body as { id: string }).id;
}

async function choose(
  who: Who,
  change: (settings: {
    topics: Record<string, { inApp: boolean; email: string; robots: string }>;
    quiet: unknown;
    digestAt: string;
  }) => void,
): Promise<void> {
  const { body } = await server.as(who).get(base);
  const { settings, version } = body as { settings: Parameters<typeof change>[0]; version: number };
  change(settings);
  const reply = await server.as(who).put(base, settings, { 'if-match': `"${version}"` });
  expect(reply.status, reply.text).toBe(200);
}

describe('people are told', () => {
  it('what is given to them by others, in the app and by mail, once', async () => {
    const id = await make('customers/accounts', { name: 'Given', ownerId: server.people.rep });
    await make('customers/accounts', { name: 'Taken', ownerId: server.people.rep }, 'rep');
    await settle();
    await settle();
    expect(await told('rep')).toMatchObject({
      unread: 1,
      items: [{ topic: 'assigned', title: 'Assigned to you: Customer “Given”', link: `/customers/accounts/${id}` }],
    });
    expect(mails.messages).toHaveLength(1);
    expect(mails.messages[0]).toContain('Assigned to you: Customer');
    expect(mails.messages[0]).toContain(`/customers/accounts/${id}`);
    expect((await told('teammate')).items).toEqual([]);
  });

  it('where they are named after an @, if they may read it', async () => {
    await make(
      'selling/activities',
      { type: 'call', subject: 'About @stranger and @teamLead', occurredAt: '2026-11-25T03:00:00Z' },
      'rep',
    );
    await settle();
    expect((await told('teamLead')).items).toMatchObject([{ topic: 'mentioned' }]);
    expect((await told('stranger')).items).toEqual([]);
  });

  it('with the digest when they want it so: several as one message', async () => {
    await choose('rep', (settings) => (settings.topics.assigned.email = 'daily'));
    for (const name of ['One', 'Two', 'Three']) await make('customers/accounts', { name, ownerId: server.people.rep });
    await settle();
    expect(mails.messages).toEqual([]);
    clock.set('2026-11-26T00:00:01Z');
    await settle();
    expect(mails.messages).toHaveLength(1);
    for (const name of ['One', 'Two', 'Three']) expect(mails.messages[0]).toContain(name);
  });

  it('after quiet hours, and not at all where they switched it off', async () => {
    await choose('rep', (settings) => {
      settings.quiet = { from: '11:00', until: '14:00', weekends: false };
    });
    await choose('teammate', (settings) => {
      settings.topics.assigned = { inApp: false, email: 'off', robots: 'off' };
    });
    await make('customers/accounts', { name: 'Quiet', ownerId: server.people.rep });
    await make('customers/accounts', { name: 'Off', ownerId: server.people.teammate });
    await settle();
    expect(mails.messages).toEqual([]);
    expect((await told('teammate')).items).toEqual([]);
    clock.set('2026-11-25T06:00:00Z');
    await settle();
    expect(mails.messages).toHaveLength(1);
    expect(mails.messages[0]).toContain('Quiet');
  });

  it('in their group, through a robot that is tried again when it does not answer well', async () => {
    const url = `http://127.0.0.1:${groupPort}/robot?key=canary4711`;
    const added = await server.as('rep').post(`${base}/robots`, { name: 'Team', type: 'wecom', url });
    expect(added.status, added.text).toBe(201);
    expect(added.text).not.toContain('canary4711');
    await choose('rep', (settings) => (settings.topics.assigned = { inApp: true, email: 'off', robots: 'immediate' }));
    robotReply = '{"errcode":45009,"errmsg":"too often"}';
    await make('customers/accounts', { name: 'In the group', ownerId: server.people.rep });
    await settle();
    expect(said).toHaveLength(1);
    const { robots } = (await server.as('rep').get(`${base}/robots`)).body as {
      robots: { id: string; lastProblem: string }[];
    };
    expect(robots[0].lastProblem).toContain('too often');
    robotReply = '{"errcode":0}';
    clock.advance({ seconds: 30 });
    await settle();
    expect(said).toHaveLength(2);
    expect(said[1]).toContain('In the group');
    expect((await server.as('teammate').delete(`${base}/robots/${robots[0].id}`)).status).toBe(404);
    expect((await server.as('rep').post(`${base}/robots/${robots[0].id}/test`, {})).body).toEqual({ problem: null });
    expect(
      (await server.as('rep').post(`${base}/robots`, { name: 'x', type: 'slack', url: 'http://169.254.169.254/' }))
        .status,
    ).toBe(422);
  });

  it('their choices need the version that was read, and known topics', async () => {
    const { body } = await server.as('rep').get(base);
    const { settings, version } = body as { settings: object; version: number };
    const put = (value: object, match?: string) =>
      server.as('rep').put(base, value, match === undefined ? {} : { 'if-match': match });
    expect((await put(settings)).status).toBe(428);
    expect((await put({ ...settings, digestAt: '25:00' }, `"${version}"`)).status).toBe(422);
    expect(
      (await put({ ...settings, topics: { nothing: { inApp: true, email: 'off', robots: 'off' } } }, `"${version}"`))
        .status,
    ).toBe(422);
    expect((await put(settings, `"${version}"`)).status).toBe(200);
    expect((await put(settings, `"${version}"`)).status).toBe(409);
  });
});

describe('the calendar feed', () => {
  it('holds one’s own visits, opens with its secret alone, and ends when it is revoked or its owner may not sign in', async () => {
    await make('selling/activities', {
      type: 'visit',
      subject: 'Visit of mine',
      occurredAt: '2026-12-01T01:00:00Z',
      minutes: 30,
      ownerId: server.people.rep,
    });
    await make('selling/activities', {
      type: 'visit',
      subject: 'Of a teammate',
      occurredAt: '2026-12-01T01:00:00Z',
      ownerId: server.people.teammate,
    });
    const made = await server.as('rep').post('/api/today/calendar-feed', {});
    const path = new URL((made.body as { url: string }).url).pathname;
    const read = await server.nobody.get(path);
    expect(read.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(read.text).toContain('Visit of mine');
    expect(read.text).not.toContain('teammate');
    expect((await server.nobody.get(`${path}x`)).status).toBe(404);
    const again = await server.as('rep').post('/api/today/calendar-feed', {});
    expect((await server.nobody.get(path)).status).toBe(404);
    const second = new URL((again.body as { url: string }).url).pathname;
    expect((await server.nobody.get(second)).status).toBe(200);
    expect((await server.as('rep').delete('/api/today/calendar-feed')).status).toBe(204);
    expect((await server.nobody.get(second)).status).toBe(404);
  });
});
