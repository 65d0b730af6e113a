import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits of chance that fit into a link or a header. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token: enough to recognise it, useless to whoever reads the database. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A cookie value as better-auth signs it: `value.signature` (HMAC-SHA-256, base64), percent-encoded. */
export function signCookie(value: string, secret: string): string {
  return encodeURIComponent(`${value}.${signature(value, secret).toString('base64')}`);
}

/** The value of a signed cookie; undefined when any of the secrets did not sign it. */
export function readSignedCookie(raw: string, secrets: readonly string[]): string | undefined {
  const cookie = decoded(raw);
  const dot = cookie.lastIndexOf('.');
  if (dot < 1) return undefined;
  const value = cookie.slice(0, dot);
  const given = Buffer.from(cookie.slice(dot + 1), 'base64');
  return secrets.some((secret) => {
    const own = signature(value, secret);
    return own.length === given.length && timingSafeEqual(own, given);
  })
    ? value
    : undefined;
}

/** The raw value of one cookie of a Cookie header. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}

function signature(value: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(value).digest();
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
