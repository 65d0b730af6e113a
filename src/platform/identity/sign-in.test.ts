import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#platform/log/logger.ts';
import { type TestServer, testPassword, testServer } from '../../../test/support/test-server.ts';
import { attemptLimits } from './attempts.ts';
import { identityRoutes } from './identity-routes.ts';

const lines: string[] = [];
let server: TestServer;

beforeAll(async () => {
  server = await testServer({
    routes: identityRoutes,
    log: createLogger({ level: 'debug', write: (line) => lines.push(line) }),
  });
});
afterAll(() => server.close());

const signIn = (email: string, password: string, headers?: Record<string, string>) =>
  server.nobody.post('/api/auth/sign-in', { email, password }, headers);

function cookieOf(reply: { headers: Readonly<Record<string, unknown>> }): string {
  return String(([] as unknown[]).concat(reply.headers['set-cookie'])[0]);
}

describe('signing in', () => {
  it('gives a fresh HttpOnly SameSite cookie that works, and nothing else tells the token (H2)', async () => {
    const planted = 'quarterdeck.session_token=planted.AAAA';
    const reply = await signIn('Rep@Example.com ', testPassword, { cookie: planted });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ next: 'done' });
    const cookie = cookieOf(reply);
    expect(cookie).toMatch(/^quarterdeck\.session_token=[^;]+; .*HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toContain('planted');
    const session = await server.with({ cookie: cookie.split(';')[0] }).get('/api/auth/session');
    expect(session.body).toMatchObject({ signedIn: true, viewer: { personId: server.people.rep, roles: ['rep'] } });
    expect(lines.join('\n')).not.toContain(cookie.slice(28, 60));
  });

  it('is Secure under an https address (H2)', async () => {
    const https = await testServer({
      on: server,
      routes: identityRoutes,
      settings: { publicUrl: 'https://sales.example.com' },
    });
    const reply = await https.nobody.post('/api/auth/sign-in', { email: 'rep@example.com', password: testPassword });
    expect(cookieOf(reply)).toMatch(/^__Secure-quarterdeck\.session_token=.*; Secure/);
    expect(reply.headers['strict-transport-security']).toMatch(/max-age=\d+/);
    await https.close();
  });

  it('answers an unknown address, a wrong password and a disabled account alike (A1)', async () => {
    const service = await accountOf('service');
    await server.as('administrator').post(`/api/auth/accounts/${service}/disabling`);
    const replies = [
      await signIn('nobody@example.com', 'wrong wrong'),
      await signIn('teammate@example.com', 'wrong wrong'),
      await signIn('service@example.com', testPassword),
    ];
    const told = replies.map(({ status, body }) => ({ status, body: { ...(body as object), instance: '' } }));
    expect(told[0].status).toBe(401);
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
    for (const reply of replies) expect(reply.headers['set-cookie']).toBeUndefined();
    await server.as('administrator').post(`/api/auth/accounts/${service}/enabling`);
    expect((await signIn('service@example.com', testPassword)).status).toBe(200);
  });

  it('does the same work for known and unknown addresses (A1)', async () => {
    const hashes: string[] = [];
    const context = await server.identity.auth.$context;
    const { hash, verify } = context.password;
    context.password.hash = async (password) => (hashes.push('one'), hash(password));
    context.password.verify = async (data) => (hashes.push('one'), verify(data));
    await signIn('neighbour@example.com', 'wrong wrong');
    const known = hashes.splice(0).length;
    await signIn('unknown@example.com', 'wrong wrong');
    expect([known, hashes.length]).toEqual([1, 1]);
    context.password.hash = hash;
    context.password.verify = verify;
  });

  it('refuses another body than expected, with userId and role in it too (A4)', async () => {
    for (const [path, body] of [
      ['/api/auth/sign-in', { email: 'rep@example.com', password: testPassword, userId: 'x', role: 'administrator' }],
      ['/api/auth/sign-in', { email: { $ne: '' }, password: { $ne: '' } }],
      ['/api/auth/reset', { email: 'rep@example.com', redirectTo: 'https://evil.example' }],
    ] as const)
      expect((await server.nobody.post(path, body)).status).toBe(422);
    const made = await server.nobody.post('/api/auth/keys', { name: 'x', userId: await accountOf('rep') });
    expect(made.status).toBe(401);
  });

  it('refuses forged, foreign and expired cookies (A5, A9)', async () => {
    const good = cookieOf(await signIn('rep@example.com', testPassword)).split(';')[0];
    const [name, value] = good.split('=', 2);
    const decoded = decodeURIComponent(value);
    const [token, signature] = decoded.split('.');
    for (const forged of [
      token,
      `${token}.`,
      `${token}x.${signature}`,
      `${token}.${signature.slice(0, -4)}AAA=`,
      'eyJhbGciOiJub25lIn0.e30.',
      '',
      '.',
      '%E0%A4%A',
    ])
      expect(
        (await server.with({ cookie: `${name}=${encodeURIComponent(forged)}` }).get('/api/auth/sessions')).status,
      ).toBe(401);
    expect((await server.with({ cookie: good }).get('/api/auth/sessions')).status).toBe(200);
    await server.identity.system((tx) =>
      tx.query(`update auth.session set expires_at = now() where token = $1`, [token]),
    );
    expect(await soon(() => server.with({ cookie: good }).get('/api/auth/sessions'), 401)).toBe(401);
  });
});

describe('too many attempts (A7, R1)', () => {
  it('lock the account on every way in, whatever X-Forwarded-For says, and across a restart', async () => {
    const key = await keyOf('stranger');
    const email = 'stranger@example.com';
    for (let i = 0; i < attemptLimits.account.most; i++)
      expect((await signIn(email, 'wrong wrong', { 'x-forwarded-for': `10.0.0.${i}` })).status).toBe(401);
    const locked = await signIn(email, testPassword, { 'x-forwarded-for': '10.9.9.9' });
    expect(locked.status).toBe(429);
    expect(locked.body).toMatchObject({ type: 'urn:quarterdeck:problem:too-many-attempts' });
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(800);
    const withKey = () => server.with({ authorization: `Bearer ${key}` }).get('/api/auth/session');
    expect(await soon(withKey, 401)).toBe(401);

    const restarted = await testServer({ on: server, routes: identityRoutes });
    expect((await restarted.nobody.post('/api/auth/sign-in', { email, password: testPassword })).status).toBe(429);
    await restarted.close();

    await server.as('administrator').post(`/api/auth/accounts/${await accountOf('stranger')}/enabling`);
    expect((await signIn(email, testPassword)).status).toBe(200);
    expect(await soon(withKey, 200)).toBe(200);
  });

  it('lock an address that nobody has just the same', async () => {
    const statuses: number[] = [];
    for (let i = 0; i <= attemptLimits.account.most; i++)
      statuses.push((await signIn('ghost@example.com', 'wrong wrong')).status);
    expect(statuses).toEqual([...Array<number>(attemptLimits.account.most).fill(401), 429]);
  });

  it('count at once, not after: fifty guesses in parallel are ten', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, i) => signIn('finance@example.com', `wrong wrong ${i}`)),
    );
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(attemptLimits.account.most);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(50 - attemptLimits.account.most);
  });
});

describe('ending sessions (A8)', () => {
  it('signing out, revoking and disabling are refused within a second, also by another server', async () => {
    const other = await testServer({ on: server, routes: identityRoutes });
    const email = 'manager@example.com';
    const open = async () => cookieOf(await signIn(email, testPassword)).split(';')[0];
    const status = (cookie: string, expected: number) =>
      soon(() => other.with({ cookie }).get('/api/auth/sessions'), expected);

    const one = await open();
    expect(await status(one, 200)).toBe(200);
    expect((await server.with({ cookie: one }).post('/api/auth/sign-out')).status).toBe(204);
    expect(await status(one, 401)).toBe(401);

    const two = await open();
    const key = await keyOf('manager');
    expect(await status(two, 200)).toBe(200);
    const changed = await server
      .with({ cookie: two })
      .post('/api/auth/password', { currentPassword: testPassword, newPassword: 'another long one' });
    expect(changed.status).toBe(204);
    expect(await status(two, 401)).toBe(401);
    expect(await status(cookieOf(changed).split(';')[0], 200)).toBe(200);
    expect((await other.with({ authorization: `Bearer ${key}` }).get('/api/auth/session')).status).toBe(401);

    const account = await accountOf('manager');
    const three = cookieOf(
      await server.nobody.post('/api/auth/sign-in', { email, password: 'another long one' }),
    ).split(';')[0];
    expect(await status(three, 200)).toBe(200);
    await server.as('administrator').post(`/api/auth/accounts/${account}/disabling`);
    expect(await status(three, 401)).toBe(401);
    expect((await signIn(email, 'another long one')).status).toBe(401);
    await other.close();
  });

  it('a role that is taken away is gone within a second (A8, Z14)', async () => {
    expect((await server.as('supervisor').get('/api/auth/invitations')).status).toBe(200);
    await server.identity.system((tx) =>
      tx.query(`update qd.assignment set until_on = '2021-01-01' where company_id = 1 and person_id = $1`, [
        server.people.supervisor,
      ]),
    );
    expect(await soon(() => server.as('supervisor').get('/api/auth/invitations'), 403)).toBe(403);
    const session = await server.as('supervisor').get('/api/auth/session');
    expect(session.body).toMatchObject({ viewer: { roles: [] }, rights: [] });
  });
});

describe('the last administrator (Z8)', () => {
  it('cannot be disabled', async () => {
    const reply = await server
      .as('administrator')
      .post(`/api/auth/accounts/${await accountOf('administrator')}/disabling`);
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ type: 'urn:quarterdeck:problem:last-administrator' });
    expect((await server.as('administrator').get('/api/auth/sessions')).status).toBe(200);
  });
});

async function accountOf(person: keyof TestServer['people']): Promise<string> {
  const { rows } = await server.identity.system((tx) =>
    tx.query<{ id: string }>('select id from auth."user" where person_id = $1', [server.people[person]]),
  );
  return rows[0].id;
}

async function keyOf(person: keyof TestServer['people']): Promise<string> {
  const reply = await server.as(person).post('/api/auth/keys', { name: 'test' });
  expect(reply.status).toBe(201);
  return (reply.body as { key: string }).key;
}

/** The status a second after a change at the latest; asked again until it is the expected one. */
async function soon(ask: () => Promise<{ status: number }>, expected: number): Promise<number> {
  const until = performance.now() + 1000;
  for (;;) {
    const { status } = await ask();
    if (status === expected || performance.now() > until) return status;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
