import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeWebhookSecret, signBody, verifySignature } from './signature.ts';

const body = '{"id":"1","type":"opportunity.won"}';
const [now, secret] = [1_790_000_000, makeWebhookSecret()];

describe('the signature of a webhook (W6)', () => {
  it('is HMAC-SHA-256 over time and body, as a receiver computes it', () => {
    const header = signBody([secret], now, body);
    expect(header).toBe(`t=${now},v1=${createHmac('sha256', secret).update(`${now}.${body}`).digest('hex')}`);
    expect(verifySignature(header, secret, body, now)).toBe(true);
  });

  it('refuses an altered body, another time, an old or foreign secret and anything malformed', () => {
    const header = signBody([secret], now, body);
    expect(verifySignature(header, secret, `${body} `, now)).toBe(false);
    expect(verifySignature(header, secret, body, now + 301)).toBe(false);
    expect(verifySignature(header, secret, body, now - 301)).toBe(false);
    expect(verifySignature(header, secret, body, now + 300)).toBe(true);
    expect(verifySignature(header.replace(`t=${now}`, `t=${now + 10}`), secret, body, now)).toBe(false);
    expect(verifySignature(header, makeWebhookSecret(), body, now)).toBe(false);
    for (const wrong of ['', 't=1', `v1=${'0'.repeat(64)}`, `t=x,v1=00`, `t=${now},v1=`, `t=${now},v1=zz`])
      expect(verifySignature(wrong, secret, body, now)).toBe(false);
  });

  it('carries both signatures during a rotation', () => {
    const before = makeWebhookSecret();
    const header = signBody([secret, before], now, body);
    expect(verifySignature(header, secret, body, now)).toBe(true);
    expect(verifySignature(header, before, body, now)).toBe(true);
  });
});

describe('the verification that the guide shows', () => {
  it('accepts what is signed here and refuses the rest', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/guide/en/webhooks.md'), 'utf8');
    const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { isGenuine } = (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as {
      isGenuine: (header: string, body: string, secret: string, now: number) => boolean;
    };
    const header = signBody([secret], now, body);
    expect(isGenuine(header, body, secret, now)).toBe(true);
    expect(isGenuine(header, `${body} `, secret, now)).toBe(false);
    expect(isGenuine(header, body, makeWebhookSecret(), now)).toBe(false);
    expect(isGenuine(header, body, secret, now + 301)).toBe(false);
  });
});
