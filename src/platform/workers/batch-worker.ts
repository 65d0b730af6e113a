import { parentPort, workerData } from 'node:worker_threads';

const { module, functionName } = workerData as { module: string; functionName: string };
const work = ((await import(module)) as Record<string, (batch: unknown) => unknown>)[functionName];

parentPort!.on('message', ({ index, batch }: { index: number; batch: unknown }) => {
  try {
    parentPort!.postMessage({ index, answer: work(batch) });
  } catch (error) {
    parentPort!.postMessage({ error });
  }
});
