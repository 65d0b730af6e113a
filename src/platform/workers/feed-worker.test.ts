import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { feedWorker } from './feed-worker.ts';

const module = new URL('./sum.fixture.ts', import.meta.url);
const sumOf = (parts: AsyncIterable<number>): Promise<number> =>
  feedWorker<number, number>(module, 'sumCollector', parts);

describe('feeding a collector on a thread', () => {
  it('gives it every part and returns its answer', async () => {
    async function* parts(): AsyncGenerator<number> {
      for (let i = 1; i <= 100; i++) {
        if (i % 40 === 0) await sleep(5);
        yield i;
      }
    }
    expect(await sumOf(parts())).toBe(5050);
  });

  it('stops the reading when the collector fails', async () => {
    let left = false;
    async function* parts(): AsyncGenerator<number> {
      try {
        yield -1;
        for (;;) yield 1;
      } finally {
        left = true;
      }
    }
    await expect(sumOf(parts())).rejects.toThrow('-1 is negative');
    expect(left).toBe(true);
  });

  it('passes on what fails at the end, and what fails in the reading', async () => {
    async function* nothing(): AsyncGenerator<number> {}
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error('the rows ended early');
    }
    await expect(sumOf(nothing())).rejects.toThrow('nothing came');
    await expect(sumOf(broken())).rejects.toThrow('the rows ended early');
  });

  it('says so when there is no such collector', async () => {
    async function* endless(): AsyncGenerator<number> {
      for (;;) yield 1;
    }
    await expect(feedWorker(module, 'missing', endless())).rejects.toThrow('make is not a function');
  });
});
