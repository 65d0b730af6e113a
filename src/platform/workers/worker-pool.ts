import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

export interface PoolOptions {
  /** Threads at most; all cores when left out. */
  readonly threads?: number;
  /** Keeps this thread free for others: a single batch, too, runs on a worker. */
  readonly apart?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs `functionName` of a module over batches of plain data on worker threads and returns the answers in order.
 * The function takes one batch and returns one answer; both are copied between threads. The first error stops all threads
 * and is thrown; so is the signal's reason. With one batch or one thread everything runs here, unless `apart`.
 */
export async function runInWorkers<Batch, Answer>(
  module: URL,
  functionName: string,
  batches: readonly Batch[],
  { threads = availableParallelism(), apart = false, onProgress, signal }: PoolOptions = {},
): Promise<Answer[]> {
  const answers = Array.from<Answer>({ length: batches.length });
  let done = 0;
  const finish = (index: number, answer: Answer): void => {
    answers[index] = answer;
    done += 1;
    onProgress?.(done, batches.length);
  };
  const count = Math.min(threads, batches.length);
  if (count <= 1 && !apart) {
    const work = ((await import(module.href)) as Record<string, (batch: Batch) => Answer>)[functionName];
    for (let i = 0; i < batches.length; i++) {
      signal?.throwIfAborted();
      finish(i, work(batches[i]));
    }
    return answers;
  }
  let next = 0;
  const workers: Worker[] = [];
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./batch-worker.ts', import.meta.url), {
        workerData: { module: module.href, functionName },
      });
      workers.push(worker);
      const give = (): void => {
        if (next < batches.length) worker.postMessage({ index: next, batch: batches[next++] });
        else resolve();
      };
      worker.on('message', (reply: { index: number; answer: Answer } | { error: Error }) => {
        if ('error' in reply) return reject(reply.error);
        finish(reply.index, reply.answer);
        give();
      });
      worker.on('error', reject);
      worker.on('exit', (code) => {
        if (code !== 0) reject(new Error(`a worker thread ended with code ${code}`));
      });
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      give();
    });
  try {
    signal?.throwIfAborted();
    await Promise.all(Array.from({ length: count }, run));
  } finally {
    for (const worker of workers) worker.removeAllListeners('exit');
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return answers;
}
