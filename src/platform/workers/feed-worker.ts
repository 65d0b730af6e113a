import { Worker } from 'node:worker_threads';

/** What a thread makes of the parts that come to it one by one. */
export interface Collector<Part, Answer> {
  take(part: Part): void;
  finish(): Answer;
}

/** Parts that may be on their way to the thread: more would only lie in memory twice. */
const mostAhead = 2;

/**
 * Feeds parts, as they come, to a collector on a thread of its own and returns its answer: the thread works on one part while
 * the next is read, and this thread stays free for others. Parts and answer are plain data, copied between threads.
 * @param functionName of the module; makes the collector
 * @throws what the parts, the collector or the thread throw; the others are stopped then
 */
export async function feedWorker<Part, Answer>(
  module: URL,
  functionName: string,
  parts: AsyncIterable<Part>,
): Promise<Answer> {
  const worker = new Worker(new URL('./collector-worker.ts', import.meta.url), {
    workerData: { module: module.href, functionName },
  });
  const answered = Promise.withResolvers<Answer>();
  answered.promise.catch(() => undefined);
  let ahead = 0;
  let wake = (): void => undefined;
  worker.on('message', (reply: { taken: true } | { answer: Answer } | { error: Error }) => {
    if ('error' in reply) answered.reject(reply.error);
    else if ('answer' in reply) answered.resolve(reply.answer);
    else ahead -= 1;
    wake();
  });
  worker.on('error', answered.reject);
  worker.on('exit', (code) => answered.reject(new Error(`a worker thread ended with code ${code}`)));
  try {
    for await (const part of parts) {
      worker.postMessage({ part });
      ahead += 1;
      while (ahead > mostAhead) await Promise.race([answered.promise, new Promise<void>((go) => (wake = go))]);
    }
    worker.postMessage({ end: true });
    return await answered.promise;
  } finally {
    await worker.terminate();
  }
}
