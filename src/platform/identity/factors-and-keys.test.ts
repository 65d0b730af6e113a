import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { type TestPerson, type TestServer, testPassword, testServer } from '../../../test/support/test-server.ts';
import { makeCliToken } from './cli-token.ts';
import { identityRoutes } from './identity-routes.ts';

const routes: readonly AnyRoute[] = [
  ...identityRoutes,
  defineRoute({
    method: 'POST',
    path: '/api/test/change',
    summary: 'Change',
    access: { to: 'signedIn' },
    response: z.object({ via: z.string(), personId: z.string() }),
    handler: async ({ viewer }) => ({ body: { via: viewer.via, personId: viewer.personId } }),
  }),
];
const cli = makeCliToken();
let server: TestServer;

beforeAll(async () => {
  server = await testServer({ routes, settings: { cliTokenHash: cli.hash } });
});
afterAll(() => server.close());

/** RFC 6238 with the usual 30 s and six digits; `step` of ±1 is still taken. */
function totp(uri: string, step = 0): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = secret
    .split('')
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac[19] & 15;
  return ((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}

function cookieOf(reply: { headers: Readonly<Record<string, unknown>> }, name: string): string {
  const all = ([] as unknown[]).concat(reply.headers['set-cookie']).map(String);
  return (all.find((cookie) => cookie.startsWith(`quarterdeck.${name}=`)) ?? '').split(';')[0];
}

const signIn = (person: TestPerson) =>
  server.nobody.post('/api/auth/sign-in', { email: `${person.toLowerCase()}@example.com`, password: testPassword });

async function withTotp(person: TestPerson): Promise<{ uri: string; backupCodes: string[] }> {
  const begun = await server.as(person).post('/api/auth/totp', { password: testPassword });
  const { uri, backupCodes } = begun.body as { uri: string; backupCodes: string[] };
  expect((await server.as(person).post('/api/auth/totp/confirmation', { code: totp(uri, -1) })).status).toBe(204);
  return { uri, backupCodes };
}

describe('the second factor', () => {
  it('needs the password to begin and a code to be in force; then every sign-in asks for one', async () => {
    expect((await server.as('rep').post('/api/auth/totp', { password: 'wrong wrong' })).status).toBe(422);
    const begun = await server.as('rep').post('/api/auth/totp', { password: testPassword });
    const { uri, backupCodes } = begun.body as { uri: string; backupCodes: string[] };
    expect(uri).toMatch(/^otpauth:\/\/totp\/Quarterdeck/);
    expect(backupCodes).toHaveLength(10);
    expect((await signIn('rep')).body).toEqual({ next: 'done' });
    expect((await server.as('rep').post('/api/auth/totp/confirmation', { code: '000000' })).status).toBe(401);
    expect((await server.as('rep').post('/api/auth/totp/confirmation', { code: totp(uri, -1) })).status).toBe(204);

    const first = await signIn('rep');
    expect(first.body).toEqual({ next: 'totp' });
    expect(cookieOf(first, 'session_token')).not.toMatch(/=.+/);
    const pending = server.with({ cookie: cookieOf(first, 'two_factor') });
    expect((await pending.get('/api/auth/sessions')).status).toBe(401);
    const done = await pending.post('/api/auth/sign-in/totp', { code: totp(uri) });
    expect(done.body).toEqual({ next: 'done' });
    expect(
      (await server.with({ cookie: cookieOf(done, 'session_token') }).get('/api/auth/session')).body,
    ).toMatchObject({ signedIn: true, twoFactor: true });
  });

  it('takes a code once: fifty at the same time are one sign-in, and none after a restart (A6)', async () => {
    const { uri } = await withTotp('teammate');
    const challenges = await Promise.all(
      Array.from({ length: 4 }, async () => cookieOf(await signIn('teammate'), 'two_factor')),
    );
    const code = totp(uri);
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        server.with({ cookie: challenges[i % 4] }).post('/api/auth/sign-in/totp', { code }),
      ),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const again = await testServer({ on: server, routes });
    await server.identity.system((tx) => tx.query(`delete from auth.attempt`));
    expect((await again.with({ cookie: challenges[1] }).post('/api/auth/sign-in/totp', { code })).status).toBe(401);
    await again.close();
  });

  it('counts wrong codes together with wrong passwords, and locks both (A7)', async () => {
    const { uri } = await withTotp('neighbour');
    const first = cookieOf(await signIn('neighbour'), 'two_factor');
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) {
      const cookie = cookieOf(await signIn('neighbour'), 'two_factor');
      statuses.push((await server.with({ cookie }).post('/api/auth/sign-in/totp', { code: `12345${i}` })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401]);
    expect((await signIn('neighbour')).body).toEqual({ next: 'totp' });
    expect((await signIn('neighbour')).status).toBe(429);
    expect((await server.with({ cookie: first }).post('/api/auth/sign-in/totp', { code: totp(uri) })).status).toBe(429);
  });

  it('can be passed with a backup code, once, and taken away with the password', async () => {
    const { backupCodes } = await withTotp('stranger');
    const pass = async () => {
      const cookie = cookieOf(await signIn('stranger'), 'two_factor');
      return server.with({ cookie }).post('/api/auth/sign-in/totp', { backupCode: backupCodes[0] });
    };
    const passed = await pass();
    expect(passed.status).toBe(200);
    expect((await pass()).status).toBe(401);
    const own = server.with({ cookie: cookieOf(passed, 'session_token') });
    expect((await own.post('/api/auth/totp/removal', { password: 'wrong wrong' })).status).toBe(422);
    expect((await own.post('/api/auth/totp/removal', { password: testPassword })).status).toBe(204);
    expect((await signIn('stranger')).body).toEqual({ next: 'done' });
  });
});

describe('an API key', () => {
  it('is shown once, kept as a hash, acts for its owner only, and manages no sign-in', async () => {
    const made = await server.as('finance').post('/api/auth/keys', { name: 'ERP' });
    const { id, key } = made.body as { id: string; key: string };
    expect([made.status, key.slice(0, 3)]).toEqual([201, 'qd_']);
    const listed = await server.as('finance').get('/api/auth/keys');
    expect(listed.body).toMatchObject({ keys: [{ id, name: 'ERP', start: key.slice(0, 8) }] });
    expect(listed.text).not.toContain(key);
    const { rows } = await server.identity.system((tx) =>
      tx.query<{ all: string }>('select string_agg(k::text, chr(10)) as all from auth.api_key k'),
    );
    expect(rows[0].all).not.toContain(key);

    const program = server.with({ authorization: `Bearer ${key}` });
    expect((await program.post('/api/test/change')).body).toEqual({ via: 'api', personId: server.people.finance });
    for (const [method, path, body] of [
      ['post', '/api/auth/keys', { name: 'more' }],
      ['post', '/api/auth/password', { currentPassword: testPassword, newPassword: 'another long one' }],
      ['post', '/api/auth/see-as', { personId: server.people.rep }],
      ['post', '/api/auth/invitations', { personId: server.people.rep, email: 'x@example.com' }],
    ] as const)
      expect((await program[method](path, body)).status).toBe(403);
    expect((await server.as('service').delete(`/api/auth/keys/${id}`)).status).toBe(404);
    expect((await server.as('finance').delete(`/api/auth/keys/${id}`)).status).toBe(204);
    expect((await program.get('/api/auth/session')).status).toBe(401);
  });

  it('may be read-only and may end', async () => {
    const made = await server
      .as('finance')
      .post('/api/auth/keys', { name: 'report', readOnly: true, expiresInDays: 1 });
    const { id, key } = made.body as { id: string; key: string };
    const program = server.with({ authorization: `Bearer ${key}` });
    expect((await program.get('/api/auth/session')).status).toBe(200);
    expect((await program.post('/api/test/change')).status).toBe(403);
    await server.identity.system((tx) =>
      tx.query(`update auth.api_key set expires_at = now() - interval '1 second' where id = $1`, [id]),
    );
    server.identity.changed();
    expect((await program.get('/api/auth/session')).status).toBe(401);
  });

  it('may be limited to some kinds, whatever its owner reaches', async () => {
    const whole = await testServer({ on: server });
    const admin = whole.as('administrator');
    expect((await admin.post('/api/auth/keys', { name: 'x', kinds: ['nothing'] })).status).toBe(422);
    const made = await admin.post('/api/auth/keys', { name: 'accounts only', kinds: ['account'], expiresInDays: 30 });
    expect(made.body).toMatchObject({ kinds: ['account'], readOnly: false });
    const program = whole.with({ authorization: `Bearer ${(made.body as { key: string }).key}` });
    const account = await program.post('/api/customers/accounts', { name: 'Key & Sons' }, { 'idempotency-key': 'k1' });
    expect(account.status).toBe(201);
    expect((await program.get('/api/customers/accounts')).text).toContain('Key & Sons');
    for (const path of [
      '/api/selling/opportunities',
      '/api/team/people',
      '/api/settings/audit',
      '/api/search?text=Key',
      '/api/today/day',
      '/api/auth/accounts',
    ])
      expect((await program.get(path)).status, path).toBe(403);
    const { id } = account.body as { id: string };
    const expanded = await program.get(`/api/customers/accounts/${id}?expand=ownerId`);
    expect(expanded.text).not.toContain('administrator@example.com');
    await whole.close();
  });

  it('that is none is refused, whatever it looks like (A9)', async () => {
    const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const claims = Buffer.from(JSON.stringify({ sub: server.people.administrator, exp: 9e9 })).toString('base64url');
    for (const authorization of [
      `Bearer ${header}.${claims}.`,
      `Bearer qd_${'A'.repeat(43)}`,
      'Bearer',
      'Basic YWRtaW46YWRtaW4=',
      `Bearer qdcli_${'A'.repeat(43)}`,
    ])
      expect((await server.with({ authorization }).get('/api/auth/session')).status).toBe(401);
  });
});

describe('the command line', () => {
  it('acts for the first administrator or the person it names', async () => {
    const authorization = `Bearer ${cli.token}`;
    expect((await server.with({ authorization }).post('/api/test/change')).body).toEqual({
      via: 'cli',
      personId: server.people.administrator,
    });
    const asRep = server.with({ authorization, 'quarterdeck-as': server.people.rep });
    expect((await asRep.post('/api/test/change')).body).toEqual({ via: 'cli', personId: server.people.rep });
    expect((await asRep.get('/api/auth/accounts')).status).toBe(403);
    expect((await asRep.post('/api/auth/keys', { name: 'x' })).status).toBe(403);
  });

  it('cannot be named without its token', async () => {
    const rep = await server.as('finance').post('/api/auth/keys', { name: 'as' });
    const { key } = rep.body as { key: string };
    const reply = await server
      .with({ authorization: `Bearer ${key}`, 'quarterdeck-as': server.people.administrator })
      .post('/api/test/change');
    expect(reply.body).toMatchObject({ personId: server.people.finance });
  });
});

describe("seeing through another's eyes", () => {
  it('shows what they see, changes nothing, is logged, and ends', async () => {
    const admin = server.as('administrator');
    expect((await server.as('manager').post('/api/auth/see-as', { personId: server.people.finance })).status).toBe(403);
    expect((await admin.post('/api/auth/see-as', { personId: server.people.manager })).status).toBe(200);
    const session = await admin.get('/api/auth/session');
    expect(session.body).toMatchObject({
      viewer: {
        personId: server.people.manager,
        roles: ['manager'],
        seenAsBy: { personId: server.people.administrator, name: 'administrator' },
      },
    });
    expect((await admin.post('/api/test/change')).status).toBe(403);
    expect((await admin.get('/api/auth/accounts')).status).toBe(403);
    expect((await admin.delete('/api/auth/see-as')).status).toBe(204);
    expect((await admin.post('/api/test/change')).status).toBe(200);
    const { rows } = await server.identity.system((tx) =>
      tx.query<{ action: string }>(
        `select action from qd.event where kind = 'signIn' and action like 'seeAs%' and actor_id = $1 order by recorded_at`,
        [server.people.administrator],
      ),
    );
    expect(rows.map(({ action }) => action)).toEqual(['seeAsBegun', 'seeAsEnded']);
  });
});

describe('preferences and sessions', () => {
  it('are kept per person', async () => {
    expect(
      (await server.as('manager').patch('/api/auth/preferences', { language: 'zh-Hant', theme: 'dark' })).status,
    ).toBe(200);
    const { body } = await server.as('manager').get('/api/auth/session');
    expect(body).toMatchObject({ viewer: { language: 'zh-Hant', theme: 'dark' } });
    expect((await server.as('manager').patch('/api/auth/preferences', { role: 'administrator' })).status).toBe(422);
  });

  it('of others cannot be seen or ended', async () => {
    const own = await server.as('analyst').get('/api/auth/sessions');
    const [{ id }] = (own.body as { sessions: { id: string }[] }).sessions;
    expect((await server.as('manager').delete(`/api/auth/sessions/${id}`)).status).toBe(404);
    expect((await server.as('analyst').get('/api/auth/sessions')).status).toBe(200);
    await signIn('analyst');
    expect((await server.as('analyst').post('/api/auth/sessions/revoke-others')).status).toBe(204);
    expect(
      ((await server.as('analyst').get('/api/auth/sessions')).body as { sessions: unknown[] }).sessions,
    ).toHaveLength(1);
  });
});
