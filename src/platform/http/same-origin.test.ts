import { describe, expect, it } from 'vitest';
import { ownPath, refuseForeignOrigin } from './same-origin.ts';

const post = (headers: Record<string, string>) => ({ method: 'POST', protocol: 'http', host: 'own:4180', headers });

describe('changes from other sites (reliability H1)', () => {
  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://own:4181' }],
    [{ origin: 'https://own:4180' }],
    [{ origin: 'http://own:4180.evil.example' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site', origin: 'http://own:4180' }],
  ])('are refused: %j', (headers) => {
    expect(() => refuseForeignOrigin(post(headers), undefined)).toThrow(/pages of this server/);
  });

  it.each([
    [{ origin: 'http://own:4180', 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'https://sales.example.com' }],
    [{}],
  ])('own ones pass: %j', (headers) => {
    expect(() => refuseForeignOrigin(post(headers), 'https://sales.example.com/')).not.toThrow();
  });

  it('a key in Authorization and a GET pass', () => {
    expect(() => refuseForeignOrigin(post({ origin: 'null', authorization: 'Bearer x' }), undefined)).not.toThrow();
    expect(() => refuseForeignOrigin({ ...post({ origin: 'null' }), method: 'GET' }, undefined)).not.toThrow();
  });
});

describe('where to go after sign-in (reliability A11)', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil',
    'javascript:alert(1)',
    'https://evil.example',
    '/\t/evil.example',
    '/\n/evil',
    '/a\\..\\b',
    '',
    'x',
  ])('%j becomes the start page', (target) => expect(ownPath(target)).toBe('/'));

  it('keeps own paths with query and fragment', () => {
    expect(ownPath('/selling/opportunities?view=board#top')).toBe('/selling/opportunities?view=board#top');
    expect(ownPath('/.//evil.example')).not.toMatch(/^\/\//);
    expect(ownPath('/a/..//evil.example')).not.toMatch(/^\/\//);
  });
});
