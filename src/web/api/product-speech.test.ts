import { afterEach, describe, expect, it, vi } from 'vitest';
import { productSpeech } from '#kernel/sentences/product-speech.ts';
import { sentence } from '#kernel/sentences/sentence.ts';
import { knownSpeech, speakWith } from './product-speech.ts';
import { request } from './request.ts';

const speech = productSpeech([{ sentences: [sentence('sign in first', '请先登录', '請先登入')] }]);
const problem = { type: 'urn:quarterdeck:problem:unauthenticated', title: 'Unauthorized', status: 401 };

describe('the sentences in which problems are told', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    knownSpeech.set(undefined);
  });

  it('are loaded with the first problem, before it is shown, and once', async () => {
    const load = vi.fn(async () => speech);
    speakWith(load);
    vi.stubGlobal('fetch', async () => Response.json({ ok: 1 }));
    await request('GET', '/api/x');
    expect(load).not.toHaveBeenCalled();
    vi.stubGlobal('fetch', async () => Response.json(problem, { status: 401 }));
    expect(await request('GET', '/api/x')).toEqual({ ok: false, problem });
    expect(knownSpeech.now()?.read('sign in first')?.['zh-Hant']).toBe('請先登入');
    await request('GET', '/api/x');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('are asked for again when they could not be loaded; the problem comes all the same', async () => {
    const load = vi.fn(() => Promise.reject(new Error('no network')));
    speakWith(load);
    vi.stubGlobal('fetch', async () => Response.json(problem, { status: 401 }));
    expect(await request('GET', '/api/x')).toEqual({ ok: false, problem });
    await request('GET', '/api/x');
    expect(load).toHaveBeenCalledTimes(2);
    expect(knownSpeech.now()).toBeUndefined();
  });
});
