import { createHash, createHmac, generateKeyPairSync } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicInternet } from '#platform/http/safe-fetch.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { identityRoutes } from './identity-routes.ts';

/** What the provider says at the next sign-in. */
interface Answer {
  claims: Record<string, unknown>;
  sign?: (claims: Record<string, unknown>) => Promise<string> | string;
}

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const client = { clientId: 'quarterdeck', clientSecret: 'a secret of the provider' };
const nonces = new Map<string, { nonce: string; challenge: string }>();
let answer: Answer = { claims: {} };
let provider: Server;
let issuer = '';
let server: TestServer;

const signed = (claims: Record<string, unknown>, key = keys.privateKey, alg = 'RS256') =>
  new SignJWT({ iss: issuer, aud: client.clientId, ...claims })
    .setProtectedHeader({ alg, kid: 'one' })
    .setIssuedAt()
    .setExpirationTime('5 min')
    .sign(key);

beforeAll(async () => {
  provider = createServer((request, reply) => {
    const json = (body: unknown): void =>
      void reply.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (request.url === '/.well-known/openid-configuration')
      json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
      });
    else if (request.url === '/keys')
      json({ keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] });
    else {
      let form = '';
      request.on('data', (chunk) => (form += chunk));
      request.on('end', () => {
        const sent = new URLSearchParams(form);
        const begun = nonces.get(sent.get('code') ?? '');
        nonces.delete(sent.get('code') ?? '');
        const basic = Buffer.from(`${client.clientId}:${encodeURIComponent(client.clientSecret)}`).toString('base64');
        const right =
          request.headers.authorization === `Basic ${basic}` &&
          begun?.challenge ===
            createHash('sha256')
              .update(sent.get('code_verifier') ?? '')
              .digest('base64url');
        if (!right) {
          reply.statusCode = 400;
          json({ error: 'invalid_grant' });
          return;
        }
        void Promise.resolve((answer.sign ?? signed)({ nonce: begun.nonce, ...answer.claims })).then((id_token) =>
          json({ id_token }),
        );
      });
    }
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const { port } = provider.address() as AddressInfo;
  issuer = `http://127.0.0.1:${port}`;
  server = await testServer({
    routes: identityRoutes,
    settings: {
      oidc: { issuer, ...client, label: 'Example login' },
      reach: { ...publicInternet, allows: (address, at) => at === port && address === '127.0.0.1' },
    },
  });
  await server.identity.system((tx) =>
    tx.query(`update auth."user" set email_verified = true where email = 'rep@example.com'`),
  );
});
afterAll(async () => {
  await server.close();
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
});

const cookiesOf = (reply: { headers: Readonly<Record<string, unknown>> }) =>
  ([] as unknown[]).concat(reply.headers['set-cookie'] ?? []).map(String);

/** The walk of a browser: start, the provider (which consents), callback. */
async function walk(
  claims: Record<string, unknown>,
  more: { sign?: Answer['sign']; returnTo?: string; cookie?: string; state?: string } = {},
) {
  const start = await server.nobody.get(
    `/api/auth/oidc/start?returnTo=${encodeURIComponent(more.returnTo ?? '/selling')}`,
  );
  expect(start.status).toBe(302);
  const location = new URL(String(start.headers.location));
  const asked = Object.fromEntries(location.searchParams);
  answer = { claims, sign: more.sign };
  const code = crypto.randomUUID();
  nonces.set(code, { nonce: asked.nonce, challenge: asked.code_challenge });
  const cookie = more.cookie ?? cookiesOf(start)[0].split(';')[0];
  const url = `/api/auth/oidc/callback?${new URLSearchParams({ state: more.state ?? asked.state, code, session_state: 'x' }).toString()}`;
  return { asked, url, cookie, reply: await server.with({ cookie }).get(url) };
}

async function signedInAs(reply: Awaited<ReturnType<typeof walk>>['reply']): Promise<unknown> {
  const cookie = cookiesOf(reply).find((each) => each.startsWith('quarterdeck.session_token='));
  if (cookie === undefined) return undefined;
  const session = await server.with({ cookie: cookie.split(';')[0] }).get('/api/auth/session');
  return (session.body as { viewer?: { personId: string } }).viewer?.personId;
}

const rep = { sub: 'provider-rep', email: 'Rep@Example.com', email_verified: true };

describe('single sign-on', () => {
  it('uses code, state, nonce and PKCE, and goes on to where one came from', async () => {
    const { asked, reply } = await walk(rep, { returnTo: '/selling/opportunities?view=board' });
    expect(asked).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid email profile',
    });
    expect(reply.headers.location).toBe('/selling/opportunities?view=board');
    expect(await signedInAs(reply)).toBe(server.people.rep);
    expect((await server.nobody.get('/api/auth/session')).body).toMatchObject({ oidc: { label: 'Example login' } });
  });

  it('knows the subject again under another address, and only leads back to own pages (A11)', async () => {
    const { reply } = await walk({ ...rep, email: 'renamed@example.com' }, { returnTo: '//evil.example/' });
    expect(await signedInAs(reply)).toBe(server.people.rep);
    expect(reply.headers.location).toBe('/');
  });

  it('makes an account for a person of the company who has none, and for nobody else', async () => {
    const personId = server.identity.newId();
    await server.identity.system((tx) =>
      tx.query(`insert into qd.person (company_id, id, name, email) values (1, $1, 'Joined', 'joined@example.com')`, [
        personId,
      ]),
    );
    expect(
      await signedInAs((await walk({ sub: 's-joined', email: 'joined@example.com', email_verified: true })).reply),
    ).toBe(personId);
    const refused = await walk({ sub: 's-stranger', email: 'stranger@elsewhere.example', email_verified: true });
    expect(refused.reply.headers.location).toBe('/sign-in?problem=single-sign-on');
  });

  it('is refused for addresses that the provider or we have not proven (A12)', async () => {
    for (const claims of [
      { sub: 's1', email: 'teammate@example.com', email_verified: true }, // registered here, never proven
      { sub: 's2', email: 'rep@example.com', email_verified: false },
      { sub: 's3', email: 'rep@example.com' },
      { sub: 's4' },
    ])
      expect(await signedInAs((await walk(claims)).reply)).toBeUndefined();
  });

  it('refuses forged, swapped, expired and foreign tokens (A9)', async () => {
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const full = (claims: Record<string, unknown>) => ({
      iss: issuer,
      aud: client.clientId,
      iat: Date.now() / 1000,
      exp: Date.now() / 1000 + 99,
      ...claims,
    });
    const pem = keys.publicKey.export({ format: 'pem', type: 'spki' });
    const forgeries: Answer['sign'][] = [
      (claims) => `${encode({ alg: 'none' })}.${encode(full(claims))}.`,
      (claims) => {
        const text = `${encode({ alg: 'HS256', kid: 'one' })}.${encode(full(claims))}`;
        return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
      },
      (claims) => signed(claims, otherKeys.privateKey),
      (claims) =>
        new SignJWT({ ...claims, iss: issuer, aud: client.clientId })
          .setProtectedHeader({ alg: 'RS256', kid: '../../etc/passwd' })
          .setIssuedAt()
          .setExpirationTime('5 min')
          .sign(otherKeys.privateKey),
      (claims) => signed({ ...claims, iss: 'https://evil.example' }),
      (claims) => signed({ ...claims, aud: 'another-client' }),
      (claims) => signed({ ...claims, nonce: 'another' }),
      (claims) =>
        new SignJWT({ ...claims, iss: issuer, aud: client.clientId })
          .setProtectedHeader({ alg: 'RS256', kid: 'one' })
          .setIssuedAt(1_700_000_000)
          .setExpirationTime(1_700_000_100)
          .sign(keys.privateKey),
    ];
    for (const sign of forgeries) expect(await signedInAs((await walk(rep, { sign })).reply)).toBeUndefined();
    expect(await signedInAs((await walk(rep)).reply)).toBe(server.people.rep);
  });

  it('is tied to the browser it began in, and works once', async () => {
    expect(await signedInAs((await walk(rep, { cookie: 'x=y' })).reply)).toBeUndefined();
    expect(await signedInAs((await walk(rep, { state: 'another' })).reply)).toBeUndefined();
    const { url, cookie } = await walk(rep);
    expect(await signedInAs(await server.with({ cookie }).get(url))).toBeUndefined();
  });

  it('does not open an account that is disabled or locked (A7)', async () => {
    await server.identity.system((tx) =>
      tx.query(
        `insert into auth.attempt (key, count, window_ends_at) values ('account:rep@example.com', 10, now() + interval '5 min')`,
      ),
    );
    expect(await signedInAs((await walk(rep)).reply)).toBeUndefined();
    await server.identity.system((tx) => tx.query('delete from auth.attempt'));
    await server.identity.system((tx) =>
      tx.query(`update auth."user" set disabled_at = now() where email = 'rep@example.com'`),
    );
    expect(await signedInAs((await walk(rep)).reply)).toBeUndefined();
  });

  it('is not there when it is not configured', async () => {
    await server.identity.system((tx) => tx.query('update auth."user" set disabled_at = null'));
    const plain = await testServer({ on: server, routes: identityRoutes });
    expect((await plain.nobody.get('/api/auth/oidc/start')).status).toBe(404);
    await plain.close();
  });
});
