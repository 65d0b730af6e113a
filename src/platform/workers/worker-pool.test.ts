import { describe, expect, it } from 'vitest';
import { runInWorkers } from './worker-pool.ts';

const module = new URL('../../kernel/civil-date.ts', import.meta.url);
const days = ['2024-02-28', '2024-02-29', '2024-12-31', '1970-01-01'];

describe('running batches on worker threads', () => {
  it.each([1, 3])('gives the answers in order with %i threads, and tells how far it is', async (threads) => {
    const seen: number[] = [];
    const answers = await runInWorkers<string, number>(module, 'dayNumber', days, {
      threads,
      onProgress: (done) => seen.push(done),
    });
    expect(answers).toEqual([19_781, 19_782, 20_088, 0]);
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it.each([1, 2])('passes the first error on with %i threads', async (threads) => {
    await expect(runInWorkers(module, 'weekday', [undefined, undefined], { threads })).rejects.toThrow(TypeError);
  });

  it('runs a single batch apart when asked, and leaves this thread free meanwhile', async () => {
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    const [apart] = await runInWorkers<number, number>(new URL('./spin.fixture.ts', import.meta.url), 'spin', [300], {
      apart: true,
    });
    clearInterval(ticking);
    expect(apart).toBeGreaterThanOrEqual(300);
    expect(turns).toBeGreaterThan(5);
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(runInWorkers(module, 'dayNumber', days, { threads: 2, signal })).rejects.toThrow('enough');
  });
});
