import { describe, expect, it } from 'vitest';
import { readServerSettings } from './read-server-settings.ts';

const oidc = {
  QUARTERDECK_OIDC_ISSUER: 'https://login.example.com',
  QUARTERDECK_OIDC_CLIENT_ID: 'id',
  QUARTERDECK_OIDC_CLIENT_SECRET: 'a secret',
};

describe('mail, single sign-on and proxy', () => {
  it('are off when nothing is said', () => {
    expect(readServerSettings({ QUARTERDECK_SMTP_URL: ' ' })).toEqual({});
  });

  it('are read together', () => {
    const settings = readServerSettings({
      ...oidc,
      QUARTERDECK_SMTP_URL: 'smtps://user:pass@mail.example.com',
      QUARTERDECK_MAIL_FROM: 'quarterdeck@example.com',
      QUARTERDECK_TRUST_PROXY: '10.0.0.1',
      QUARTERDECK_PRIVATE_HOSTS: '10.1.2.3, 10.1.2.4',
    });
    expect(settings.mail?.from).toBe('quarterdeck@example.com');
    expect(settings.oidc).toMatchObject({ clientId: 'id', label: 'login.example.com' });
    expect(settings.trustProxy).toBe('10.0.0.1');
    const allows = (address: string): boolean | undefined => settings.reach?.allows(address, 443);
    expect([allows('10.1.2.4'), allows('10.1.2.5'), allows('169.254.169.254'), allows('93.184.216.34')]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it.each([
    [{ QUARTERDECK_SMTP_URL: 'mail.example.com:hunter2' }, /invalid QUARTERDECK_SMTP_URL/],
    [{ QUARTERDECK_SMTP_URL: 'smtp://mail.example.com' }, /missing QUARTERDECK_MAIL_FROM/],
    [{ ...oidc, QUARTERDECK_OIDC_ISSUER: 'http://login.example.com' }, /invalid QUARTERDECK_OIDC_ISSUER/],
    [{ ...oidc, QUARTERDECK_OIDC_CLIENT_SECRET: '' }, /missing QUARTERDECK_OIDC_CLIENT_SECRET/],
  ])('refuse half of it: %#', (environment, message) => {
    expect(() => readServerSettings(environment)).toThrow(message);
    try {
      readServerSettings(environment);
    } catch (problem) {
      expect(String(problem)).not.toContain('hunter2');
    }
  });
});
