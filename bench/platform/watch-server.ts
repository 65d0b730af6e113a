import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchServer } from './bench-server.ts';

/** Pings the app twenty times a second and watches its memory until the answer is called. */
export function watchServer(server: BenchServer): () => Promise<{ pings: number[]; memory: number }> {
  const pings: number[] = [];
  let memory = 0;
  let watching = true;
  const running = (async () => {
    while (watching) {
      const start = performance.now();
      await server.ask('GET', '/api/health');
      pings.push(performance.now() - start);
      memory = Math.max(memory, server.memory());
      await sleep(50);
    }
  })();
  return async () => {
    watching = false;
    await running;
    return { pings, memory };
  };
}
