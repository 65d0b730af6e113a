import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret as its owner sees it, once. */
export function makeWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`;
}

/**
 * The value of `Quarterdeck-Signature`: `t=<seconds>,v1=<hex>`, where v1 is HMAC-SHA-256 over `<seconds>.<body>` (as Stripe does).
 * During a rotation there is one v1 for each secret, so that a receiver may know either.
 */
export function signBody(secrets: readonly string[], seconds: number, body: string): string {
  const signatures = secrets.map((secret) => `v1=${digest(secret, seconds, body)}`);
  return [`t=${seconds}`, ...signatures].join(',');
}

/** What a receiver does: whether one of the signatures is ours and the time is within `toleranceSeconds`. */
export function verifySignature(
  header: string,
  secret: string,
  body: string,
  nowSeconds: number,
  toleranceSeconds = 300,
): boolean {
  const parts = header.split(',').map((part) => part.split('=', 2));
  const seconds = Number(parts.find(([name]) => name === 't')?.[1]);
  if (!Number.isInteger(seconds) || Math.abs(nowSeconds - seconds) > toleranceSeconds) return false;
  const expected = Buffer.from(digest(secret, seconds, body), 'hex');
  return parts
    .filter(([name]) => name === 'v1')
    .some(([, value]) => {
      const given = Buffer.from(value ?? '', 'hex');
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
}

function digest(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}
