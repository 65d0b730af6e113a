import { describe, expect, it } from 'vitest';
import { openText, sealText } from './sealed-text.ts';

describe('a sealed text', () => {
  const [now, before] = ['n'.repeat(40), 'b'.repeat(40)];

  it('opens with the secret that sealed it, also when that is an earlier one by now', () => {
    const sealed = sealText(before, 'webhook', 'whsec_绝密');
    expect(sealed).not.toContain('whsec');
    expect(openText([now, before], 'webhook', sealed)).toBe('whsec_绝密');
  });

  it('opens with no other secret, for no other purpose, and not when a bit was changed', () => {
    const sealed = sealText(now, 'webhook', 'whsec_1');
    expect(openText([before], 'webhook', sealed)).toBeUndefined();
    expect(openText([now], 'robot', sealed)).toBeUndefined();
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    bytes[bytes.length - 1] ^= 1;
    expect(openText([now], 'webhook', `s1.${bytes.toString('base64url')}`)).toBeUndefined();
    expect(openText([now], 'webhook', 'plain text')).toBeUndefined();
  });

  it('is never the same twice', () => {
    expect(sealText(now, 'webhook', 'x')).not.toBe(sealText(now, 'webhook', 'x'));
  });
});
