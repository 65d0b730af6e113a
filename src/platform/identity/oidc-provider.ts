import { type JSONWebKeySet, createLocalJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import { type SafeRequest, safeFetch } from '#platform/http/safe-fetch.ts';
import type { OidcSettings } from '#platform/http/server-settings.ts';
import type { Identity } from './identity.ts';

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});

export type OidcDiscovery = z.output<typeof discoverySchema>;

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  nonce: z.string(),
  email: z.string().toLowerCase().optional(),
  email_verified: z.union([z.boolean(), z.literal('true').transform(() => true)]).optional(),
});

export type OidcClaims = z.output<typeof claimsSchema>;

/** Only signatures with the provider's own key pair: never `none`, never a shared secret. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const keptMs = 600_000;

/** Reads what a provider says about itself, and refuses one that says it is someone else (OpenID Connect Discovery 4.3). */
export async function discover(identity: Identity, { issuer }: OidcSettings): Promise<OidcDiscovery> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return kept(identity, address, async () => {
    const found = discoverySchema.parse(await readJson(identity, address));
    if (found.issuer !== issuer) throw new Error('the provider gives another issuer than the configured one');
    return found;
  });
}

/** Changes the code of a callback into claims (RFC 6749 4.1.3 with PKCE), checked by OpenID Connect Core 3.1.3.7. */
export async function claimsOf(
  identity: Identity,
  settings: OidcSettings,
  grant: { readonly code: string; readonly verifier: string; readonly redirectUri: string; readonly nonce: string },
): Promise<OidcClaims> {
  const { token_endpoint, jwks_uri, issuer } = await discover(identity, settings);
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code: grant.code,
    redirect_uri: grant.redirectUri,
    code_verifier: grant.verifier,
  });
  const basic = Buffer.from(
    `${encodeURIComponent(settings.clientId)}:${encodeURIComponent(settings.clientSecret)}`,
  ).toString('base64');
  const { id_token } = z.object({ id_token: z.string() }).parse(
    await readJson(identity, token_endpoint, {
      method: 'POST',
      body: form.toString(),
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    }),
  );
  const keys = await kept(identity, jwks_uri, async () =>
    createLocalJWKSet((await readJson(identity, jwks_uri)) as JSONWebKeySet),
  );
  const { payload } = await jwtVerify(id_token, keys, {
    issuer,
    audience: settings.clientId,
    algorithms,
    requiredClaims: ['exp', 'iat', 'sub', 'nonce'],
    maxTokenAge: '10 min',
    clockTolerance: 60,
    currentDate: new Date(identity.clock.now().epochMilliseconds),
  });
  const claims = claimsSchema.parse(payload);
  if (claims.nonce !== grant.nonce) throw new Error('the token belongs to another sign-in');
  return claims;
}

async function readJson(identity: Identity, address: string, request: SafeRequest = {}): Promise<unknown> {
  const reply = await safeFetch(
    address,
    { ...request, headers: { accept: 'application/json', ...request.headers } },
    identity.settings.reach,
  );
  if (reply.status !== 200) throw new Error(`the provider answered ${reply.status}`);
  return JSON.parse(reply.body.toString('utf8'));
}

const memories = new WeakMap<Identity, Map<string, { value: unknown; untilMs: number }>>();

/** Remembers what the provider publishes, for ten minutes. */
async function kept<T>(identity: Identity, key: string, find: () => Promise<T>): Promise<T> {
  const memory = memories.get(identity) ?? new Map<string, { value: unknown; untilMs: number }>();
  memories.set(identity, memory);
  const nowMs = identity.clock.now().epochMilliseconds;
  const known = memory.get(key);
  if (known !== undefined && known.untilMs > nowMs) return known.value as T;
  const value = await find();
  memory.set(key, { value, untilMs: nowMs + keptMs });
  return value;
}
