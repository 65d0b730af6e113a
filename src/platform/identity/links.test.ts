import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setClock } from '#platform/clock/clock.ts';
import { testDatabase } from '#platform/database/test-database.ts';
import { createServer } from '#platform/http/create-server.ts';
import { createLogger } from '#platform/log/logger.ts';
import { type MailCatcher, catchMail } from '../../../test/support/mail-catcher.ts';
import {
  type TestPerson,
  type TestServer,
  testPassword,
  testServer,
  testSettings,
} from '../../../test/support/test-server.ts';
import { attemptLimits } from './attempts.ts';
import { welcomeLink } from './first-start.ts';
import { identityRoutes } from './identity-routes.ts';
import { identityOf } from './identity.ts';

const clock = setClock(Temporal.Now.instant().toString());
const logged: string[] = [];
let mail: MailCatcher;
let server: TestServer;

beforeAll(async () => {
  mail = await catchMail();
  server = await testServer({
    routes: identityRoutes,
    clock,
    log: createLogger({ level: 'debug', write: (line) => logged.push(line) }),
    settings: { publicUrl: 'http://sales.example.com', mail: { url: mail.url, from: 'quarterdeck@example.com' } },
  });
});
afterAll(async () => {
  await server.close();
  await mail.close();
});

const newPassword = 'quite another password';
const signIn = (email: string, password: string) => server.nobody.post('/api/auth/sign-in', { email, password });

async function mailedToken(): Promise<string> {
  await server.identity.settled();
  return /token=([\w-]{43})/.exec(mail.messages.at(-1) ?? '')?.[1] ?? 'no mail came';
}

async function storedPassword(person: TestPerson): Promise<string | undefined> {
  const { rows } = await server.identity.system((tx) =>
    tx.query<{ password: string }>(
      'select a.password from auth.account a join auth."user" u on u.id = a.user_id where u.person_id = $1',
      [server.people[person]],
    ),
  );
  return rows[0]?.password;
}

describe('a reset (A1, A2, A3, H4)', () => {
  it('answers alike for known and unknown addresses and mails only the known, with the configured address', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const known = await server.nobody.post('/api/auth/reset', { email: 'REP@example.com' }, headers);
    await server.identity.settled();
    const before = mail.messages.length;
    const unknown = await server.nobody.post('/api/auth/reset', { email: 'nobody@example.com' }, headers);
    await server.identity.settled();
    expect([known.status, known.text]).toEqual([202, unknown.text]);
    expect(unknown.status).toBe(202);
    expect([before, mail.messages.length]).toEqual([1, 1]);
    expect(mail.messages[0]).toContain('http://sales.example.com/reset?token=');
    expect(mail.messages[0]).not.toContain('evil');
  });

  it('works once, ends sessions, keys and locks, and shows its token nowhere else', async () => {
    const session = server.as('rep');
    const token = await mailedToken();
    const { rows } = await server.identity.system((tx) =>
      tx.query<{ all: string }>('select string_agg(l::text, chr(10)) as all from auth.one_time_link l'),
    );
    expect(rows[0].all).not.toContain(token);
    expect(await server.nobody.get(`/api/auth/links/${token}`)).toMatchObject({
      status: 200,
      body: { purpose: 'reset', email: 'rep@example.com' },
    });
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        server.nobody.post('/api/auth/reset/confirmation', { token, newPassword: `${newPassword} ${i}` }),
      ),
    );
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 404)).toHaveLength(19);
    const winner = replies.findIndex(({ status }) => status === 204);
    expect((await signIn('rep@example.com', `${newPassword} ${winner}`)).status).toBe(200);
    expect((await signIn('rep@example.com', testPassword)).status).toBe(401);
    expect((await session.get('/api/auth/sessions')).status).toBe(401);
    expect((await server.nobody.get(`/api/auth/links/${token}`)).status).toBe(404);
    expect(logged.join('\n')).not.toContain(token);
  });

  it('out of order, without or with a wrong token, changes nothing', async () => {
    const before = await storedPassword('teammate');
    const bodies = [
      { newPassword },
      { token: '', newPassword },
      { token: 'A'.repeat(43), newPassword },
      { token: { $ne: '' }, newPassword },
      { email: 'teammate@example.com', newPassword },
    ];
    for (const body of bodies) {
      const { status } = await server.nobody.post('/api/auth/reset/confirmation', body);
      expect(status === 404 || status === 422).toBe(true);
    }
    expect(await storedPassword('teammate')).toBe(before);
  });

  it('is dead after an hour, after the next one, and after a password change', async () => {
    const ask = async () => (
      await server.nobody.post('/api/auth/reset', { email: 'teammate@example.com' }), mailedToken()
    );
    const status = async (token: string) => (await server.nobody.get(`/api/auth/links/${token}`)).status;
    const first = await ask();
    const second = await ask();
    expect([await status(first), await status(second)]).toEqual([404, 200]);
    await server.as('teammate').post('/api/auth/password', { currentPassword: testPassword, newPassword });
    expect(await status(second)).toBe(404);
    const third = await ask();
    clock.advance({ minutes: 61 });
    expect(await status(third)).toBe(404);
    expect((await server.nobody.post('/api/auth/reset/confirmation', { token: third, newPassword })).status).toBe(404);
  });

  it('can be asked for only so often, known or not', async () => {
    for (const email of ['stranger@example.com', 'unknown@example.com']) {
      const statuses: number[] = [];
      for (let i = 0; i <= attemptLimits.reset.most; i++)
        statuses.push((await server.nobody.post('/api/auth/reset', { email })).status);
      expect(statuses).toEqual([...Array<number>(attemptLimits.reset.most).fill(202), 429]);
    }
    await server.identity.settled();
  });
});

async function newPerson(role: string, unit: keyof TestServer['units']): Promise<string> {
  const ids = [0, 1, 2].map(() => server.identity.newId());
  await server.identity.system(async (tx) => {
    await tx.query(`insert into qd.person (company_id, id, name) values (1, $1, 'New')`, [ids[0]]);
    await tx.query(`insert into qd.position (company_id, id, unit_id, role, title) values (1, $1, $2, $3, 'New')`, [
      ids[1],
      server.units[unit],
      role,
    ]);
    await tx.query(
      `insert into qd.assignment (company_id, id, position_id, person_id, from_on) values (1, $1, $2, $3, '2020-01-01')`,
      [ids[2], ids[1], ids[0]],
    );
  });
  return ids[0];
}

describe('an invitation (A6, A13, Z8)', () => {
  it.each([
    ['administrator', 'finance', 'root', 201],
    ['administrator', 'administrator', 'root', 201],
    ['executive', 'administrator', 'root', 403],
    ['executive', 'manager', 'regionB', 201],
    ['manager', 'manager', 'regionA', 403],
    ['manager', 'supervisor', 'teamA2', 201],
    ['manager', 'rep', 'teamB1', 403],
    ['supervisor', 'rep', 'teamA1', 201],
    ['supervisor', 'finance', 'teamA1', 403],
    ['supervisor', 'rep', 'teamA2', 403],
    ['teamLead', 'rep', 'teamA1', 403],
    ['neighbour', 'rep', 'teamA2', 403],
  ] as const)('by %s of %s in %s → %i', async (inviter, role, unit, expected) => {
    const personId = await newPerson(role, unit);
    server.identity.changed(); // someone joined
    const reply = await server
      .as(inviter)
      .post('/api/auth/invitations', { personId, email: `${personId}@example.com` });
    expect(reply.status).toBe(expected);
    if (expected === 201) expect(reply.body).toMatchObject({ link: null });
  });

  it('is accepted once, out of fifty at the same time, and signs in', async () => {
    const personId = await newPerson('rep', 'teamA1');
    await server
      .as('administrator')
      .post('/api/auth/invitations', { personId, email: 'New.Person@example.com', language: 'zh-Hans' });
    const token = await mailedToken();
    expect(mail.messages.at(-1)).toContain('邀请您使用帷幄');
    const replies = await Promise.all(
      Array.from({ length: 50 }, () =>
        server.nobody.post('/api/auth/invitations/acceptance', { token, password: newPassword }),
      ),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await signIn('new.person@example.com', newPassword)).status).toBe(200);
    const again = await testServer({ on: server, routes: identityRoutes, clock });
    expect((await again.nobody.post('/api/auth/invitations/acceptance', { token, password: newPassword })).status).toBe(
      404,
    );
    await again.close();
  });

  it('is worth nothing when the person moved up or the inviter lost the right meanwhile', async () => {
    const personId = await newPerson('rep', 'teamA1');
    server.identity.changed(); // someone joined
    const made = await server
      .as('manager')
      .post('/api/auth/invitations', { personId, email: `${personId}@example.com` });
    expect(made.status).toBe(201);
    const token = await mailedToken();
    await server.identity.system((tx) =>
      tx.query(
        `update qd.position set role = 'administrator' where id = (select position_id from qd.assignment where person_id = $1)`,
        [personId],
      ),
    );
    const refused = await server.nobody.post('/api/auth/invitations/acceptance', { token, password: newPassword });
    expect(refused.status).toBe(404);
    expect((await signIn(`${personId}@example.com`, newPassword)).status).toBe(401);
  });

  it('carries names into the mail as text, never as headers or templates (I3, I8)', async () => {
    const name = 'Evil {link}\r\nBcc: victim@evil.example\r\n\r\n{{7*7}} ${1+1} \u001b[31m';
    await server.identity.system((tx) => tx.query('update qd.company set name = $1', [name]));
    const personId = await newPerson('rep', 'teamA1');
    const hostileAddress = await server
      .as('administrator')
      .post('/api/auth/invitations', { personId, email: 'x@example.com\r\nBcc: y@evil.example' });
    expect(hostileAddress.status).toBe(422);
    await server
      .as('administrator')
      .post('/api/auth/invitations', { personId, email: `${personId}@example.com`, language: 'en' });
    // others may be told something by mail at the same moment
    const toThem = (): string | undefined => mail.messages.find((one) => one.includes(`${personId}@example.com`));
    await expect.poll(toThem, { timeout: 30_000 }).toBeDefined();
    const [head, ...body] = (toThem() ?? '').split('\n\n');
    // a header of its own, not letters of a message number
    expect(head).not.toMatch(/^bcc:|evil/im);
    expect(body.join('\n\n')).toContain('Evil {link} Bcc: victim@evil.example {{7*7}} ${1+1}  [31m');
    await server.identity.system((tx) => tx.query("update qd.company set name = 'Test'"));
  });

  it('can be listed and taken back by whoever made it, and shows no token', async () => {
    const personId = await newPerson('rep', 'teamA1');
    server.identity.changed(); // someone joined
    const made = await server
      .as('supervisor')
      .post('/api/auth/invitations', { personId, email: `${personId}@example.com` });
    const { id } = made.body as { id: string };
    const token = await mailedToken();
    const own = await server.as('supervisor').get('/api/auth/invitations');
    expect(own.body).toMatchObject({
      invitations: expect.arrayContaining([expect.objectContaining({ id, personId })]) as unknown,
    });
    expect(own.text).not.toContain(token);
    expect((await server.as('executive').delete(`/api/auth/invitations/${id}`)).status).toBe(404);
    expect((await server.as('supervisor').delete(`/api/auth/invitations/${id}`)).status).toBe(204);
    expect((await server.nobody.get(`/api/auth/links/${token}`)).status).toBe(404);
  });

  it('is refused for someone who has an account, and tells the link when there is no mail', async () => {
    const twice = await server
      .as('administrator')
      .post('/api/auth/invitations', { personId: server.people.rep, email: 'x@example.com' });
    expect(twice.status).toBe(409);
    const silent = await testServer({ on: server, routes: identityRoutes, clock });
    const personId = await newPerson('rep', 'teamA1');
    const reply = await silent
      .as('administrator')
      .post('/api/auth/invitations', { personId, email: `${personId}@example.com` });
    expect((reply.body as { link: string }).link).toMatch(/\/invitation\?token=[\w-]{43}$/);
    await silent.close();
  });
});

describe('the first start (A10)', () => {
  it('makes a company with an owner who takes it over once by the link', async () => {
    const database = await testDatabase();
    const app = await createServer({ database, routes: identityRoutes, config: testSettings, clock });
    const identity = identityOf(app.services);
    const [one, two] = await Promise.all([welcomeLink(identity), welcomeLink(identity)]);
    const tokens = [one, two].map((link) => new URL(link ?? '').searchParams.get('token'));
    const post = (url: string, payload: object, headers = {}) => app.inject({ method: 'POST', url, payload, headers });
    const session = await app.inject('/api/auth/session');
    expect(session.json()).toMatchObject({ signedIn: false, setup: 'welcome' });
    const owner = { name: '王芳', email: 'owner@example.com', password: newPassword, company: '帷幄工业' };
    const replies = await Promise.all(tokens.map((token) => post('/api/auth/welcome', { token, ...owner })));
    expect(replies.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([200, 404]);
    const cookie = String(replies.find(({ statusCode }) => statusCode === 200)?.headers['set-cookie']).split(';')[0];
    const own = await app.inject({ url: '/api/auth/session', headers: { cookie } });
    expect(own.json()).toMatchObject({
      viewer: { name: '王芳', roles: ['administrator'] },
      company: { name: '帷幄工业' },
    });
    expect(await welcomeLink(identity)).toBeUndefined();
    for (const token of tokens)
      expect(
        (await post('/api/auth/welcome', { token, ...owner }, { 'x-requested-with': 'XMLHttpRequest' })).statusCode,
      ).toBe(404);
    expect((await app.inject('/api/auth/demo')).statusCode).toBe(404);
    expect((await post('/api/auth/demo', { personId: '0190d3a4-0000-7000-8000-000000000001' })).statusCode).toBe(404);
    const { rows } = await identity.system((tx) =>
      tx.query<{ n: number }>(
        `select count(*)::int as n from qd.event where kind = 'signIn' and action = 'ownerWelcomed'`,
      ),
    );
    expect(rows[0].n).toBe(1);
    await app.close();
    await database.close();
  });
});

describe('the demo', () => {
  it('lists its people by role and lets a visitor be one of them, and nobody else', async () => {
    await server.identity.system((tx) => tx.query('update qd.company set is_demo = true'));
    const list = await server.nobody.get('/api/auth/demo');
    const { personas } = list.body as { personas: { personId: string; role: string }[] };
    expect(personas.map(({ role }) => role)).toEqual([
      'administrator',
      'executive',
      'manager',
      'supervisor',
      'teamLead',
      'rep',
      'analyst',
      'service',
      'finance',
    ]);
    const reply = await server.nobody.post('/api/auth/demo', { personId: personas[2].personId });
    const cookie = String(([] as unknown[]).concat(reply.headers['set-cookie'])[0]).split(';')[0];
    expect((await server.with({ cookie }).get('/api/auth/session')).body).toMatchObject({
      viewer: { roles: ['manager'] },
    });
    const listed = new Set(personas.map(({ personId }) => personId));
    const unlisted = [server.people.stranger, server.people.teammate].find((personId) => !listed.has(personId));
    expect((await server.nobody.post('/api/auth/demo', { personId: unlisted })).status).toBe(404);
    await server.identity.system((tx) => tx.query('update qd.company set is_demo = false'));
    expect((await server.nobody.post('/api/auth/demo', { personId: personas[2].personId })).status).toBe(404);
  });
});
