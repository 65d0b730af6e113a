import { once } from 'node:events';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import type pg from 'pg';
import { systemClock } from '#platform/clock/clock.ts';
import { readServerSettings } from '#platform/config/read-server-settings.ts';
import { connectPools } from '#platform/database/connect-pools.ts';
import type { DatabaseKind } from '#platform/database/database.ts';
import type { RouteServices } from '#platform/http/define-route.ts';
import type { ServerSettings } from '#platform/http/server-settings.ts';
import { onWake, wakeWorkers } from '#platform/jobs/enqueue-job.ts';
import type { JobRunner } from '#platform/jobs/job-runner.ts';
import { type LogLevel, createLogger } from '#platform/log/logger.ts';

interface ThreadData {
  readonly kind: DatabaseKind;
  readonly connection: pg.ClientConfig;
  readonly requestUrl: string | undefined;
  readonly baseUrl: string;
  readonly logLevel: LogLevel;
  readonly settings: Pick<ServerSettings, 'version' | 'secret' | 'previousSecrets' | 'publicUrl'>;
}

/**
 * Below 2 GB V8 lets a heap grow to twice what is alive in it before it collects; from there on to four times. A long import
 * makes garbage faster than it pays to keep.
 */
const maxOldGenerationSizeMb = 2040;

/**
 * Works through the queue on a thread of its own, with connections of its own, so that a long import or diagnosis never holds
 * up a request. A thread that dies is started again.
 */
export function startJobThread(services: RouteServices, logLevel: LogLevel): JobRunner {
  const { database, settings } = services;
  const { version, secret, previousSecrets, publicUrl } = settings;
  const data: ThreadData = {
    kind: database.kind,
    connection: database.connection,
    requestUrl: database.requestUrl,
    baseUrl: services.baseUrl(),
    logLevel,
    settings: { version, secret, previousSecrets, publicUrl },
  };
  let stopping = false;
  let thread = open();
  const unlisten = onWake(() => thread.postMessage('wake'));

  function open(): Worker {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb },
    });
    worker.on('error', (error) => services.log.error('the job thread failed', { error }));
    worker.on('exit', () => {
      if (stopping) return;
      setTimeout(() => {
        if (!stopping) thread = open();
      }, 1000).unref();
    });
    return worker;
  }

  return {
    stop: async () => {
      stopping = true;
      unlisten();
      const gone = once(thread, 'exit');
      thread.postMessage('stop');
      await gone;
    },
  };
}

async function runThread(data: ThreadData): Promise<void> {
  await import('./job-kinds.ts');
  const { startJobs } = await import('#platform/jobs/job-runner.ts');
  const { startNotices } = await import('#platform/notifications/notice-pump.ts');
  const { startWebhooks } = await import('#platform/webhooks/webhook-pump.ts');
  const log = createLogger({ level: data.logLevel });
  const database = await connectPools(
    data.kind,
    data.connection,
    { applicationName: 'quarterdeck jobs', poolSize: 8, requestUrl: data.requestUrl },
    log,
  );
  const settings = { ...data.settings, ...readServerSettings() };
  const services = { database, clock: systemClock, log, settings, baseUrl: () => data.baseUrl };
  const jobs = startJobs(services);
  const webhooks = startWebhooks(services);
  const notices = startNotices(services);
  parentPort?.on('message', (message: unknown) => {
    if (message === 'wake') wakeWorkers();
    if (message === 'stop')
      void Promise.all([jobs.stop(), webhooks.stop(), notices.stop()])
        .then(() => database.close())
        .finally(() => parentPort?.close());
  });
}

if (!isMainThread) await runThread(workerData as ThreadData);
