import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetAhead } from './answers-ahead.ts';
import { askAhead, askIn, fetchValue, request } from './request.ts';

const asked: string[] = [];
let answers = 0;

beforeEach(() => {
  asked.length = 0;
  answers = 0;
  vi.stubGlobal('fetch', (address: string, { method = 'GET' }: RequestInit = {}) => {
    asked.push(`${method} ${address}`);
    return Promise.resolve(Response.json({ answer: ++answers }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  forgetAhead();
});

describe('an answer asked for ahead', () => {
  it('is what the first reader gets; the second asks anew', async () => {
    void askAhead('/api/today/day');
    expect(await fetchValue('/api/today/day')).toEqual({ answer: 1 });
    expect(await fetchValue('/api/today/day')).toEqual({ answer: 2 });
    expect(asked).toEqual(['GET /api/today/day', 'GET /api/today/day']);
  });

  it('is of no use at another address', async () => {
    void askAhead('/api/today/day');
    expect(await fetchValue('/api/today/route', { query: { leave: '09:00' } })).toEqual({ answer: 2 });
  });

  it('is of no use after ten seconds', async () => {
    vi.useFakeTimers();
    void askAhead('/api/today/day');
    vi.setSystemTime(Date.now() + 10_001);
    expect(await fetchValue('/api/today/day')).toEqual({ answer: 2 });
  });

  it('is of no use once something was changed', async () => {
    void askAhead('/api/auth/session', 'any');
    await request('POST', '/api/auth/demo', { body: {} });
    expect(await fetchValue('/api/auth/session')).toEqual({ answer: 3 });
  });

  it('is of no use in another language, unless it is the same in each', async () => {
    askIn('zh-Hans');
    void askAhead('/api/today/day');
    void askAhead('/api/auth/session', 'any');
    askIn('en');
    expect(await fetchValue('/api/today/day')).toEqual({ answer: 3 });
    expect(await fetchValue('/api/auth/session')).toEqual({ answer: 2 });
  });

  it('that failed is told to its reader', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    void askAhead('/api/today/day').catch(() => undefined);
    const answer = await request('GET', '/api/today/day');
    expect(answer.ok ? '' : answer.problem.type).toBe('urn:quarterdeck:problem:unreachable');
  });
});
