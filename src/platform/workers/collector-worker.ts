import { parentPort, workerData } from 'node:worker_threads';
import type { Collector } from './feed-worker.ts';

const { module, functionName } = workerData as { module: string; functionName: string };
const make = ((await import(module)) as Record<string, () => Collector<unknown, unknown>>)[functionName];
const collector = make();

parentPort!.on('message', (message: { part: unknown } | { end: true }) => {
  try {
    if ('end' in message) parentPort!.postMessage({ answer: collector.finish() });
    else {
      collector.take(message.part);
      parentPort!.postMessage({ taken: true });
    }
  } catch (error) {
    parentPort!.postMessage({ error });
  }
});
