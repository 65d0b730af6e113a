import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { claimJob } from './claim-job.ts';
import { onWake } from './enqueue-job.ts';
import { type JobServices, type Lane, lanes } from './job-kind.ts';
import { runJob } from './run-job.ts';
import { enqueueDueSchedules } from './schedules.ts';

export interface JobRunner {
  /** Takes no more jobs; what runs may finish within `graceMs`, then it is put back for the next process. */
  stop(graceMs?: number): Promise<void>;
}

export interface RunnerOptions {
  /** How many at once in this process. */
  readonly atOnce?: Readonly<Record<Lane, number>>;
  readonly pollMs?: number;
  readonly schedules?: boolean;
}

const usual: Readonly<Record<Lane, number>> = { long: 2, quick: 4 };
const schedulerMs = 5000;

/** Works through the queue in this process until stopped. Any number of processes may do so on one database. */
export function startJobs(services: JobServices, options: RunnerOptions = {}): JobRunner {
  const { atOnce = usual, pollMs = 1000 } = options;
  const worker = `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`;
  const stopping = new AbortController();
  const draining = new AbortController();
  const running = new Set<Promise<void>>();
  const loops = lanes.map((lane) => loop(lane));
  if (options.schedules !== false) loops.push(scheduleLoop());

  async function loop(lane: Lane): Promise<void> {
    const mine = new Set<Promise<void>>();
    const alarm = makeAlarm();
    const unlisten = onWake(alarm.ring);
    draining.signal.addEventListener('abort', alarm.ring);
    while (!draining.signal.aborted) {
      const claimed = mine.size < atOnce[lane] ? await take(lane) : undefined;
      if (claimed === undefined) {
        await alarm.wait(pollMs);
        continue;
      }
      const run = runJob(services, claimed, stopping.signal).finally(() => {
        mine.delete(run);
        running.delete(run);
        alarm.ring();
      });
      mine.add(run);
      running.add(run);
    }
    unlisten();
  }

  async function take(lane: Lane) {
    try {
      const now = services.clock.now().toString();
      return await withSystemTransaction(services.database, { reason: 'the job queue' }, (tx) =>
        claimJob(tx, { lane, worker, now }),
      );
    } catch (error) {
      if (!draining.signal.aborted) services.log.error('the job queue cannot be read; it goes on', { error });
      return undefined;
    }
  }

  async function scheduleLoop(): Promise<void> {
    const alarm = makeAlarm();
    draining.signal.addEventListener('abort', alarm.ring);
    while (!draining.signal.aborted) {
      await tick(services).catch((error: unknown) => {
        if (!draining.signal.aborted) services.log.error('the schedules cannot be read; it goes on', { error });
      });
      await alarm.wait(schedulerMs);
    }
  }

  return {
    stop: async (graceMs = 8000) => {
      draining.abort();
      await Promise.all(loops);
      const late = setTimeout(() => stopping.abort(new Error('the process stops')), graceMs);
      await Promise.all(running);
      clearTimeout(late);
    },
  };
}

/** One look at the schedules of every company. */
export async function tick(services: Pick<JobServices, 'database' | 'clock'>): Promise<number> {
  const { rows } = await withSystemTransaction(services.database, { reason: 'schedules' }, (tx) =>
    tx.query<{ company_id: number }>('select company_id from qd.company order by company_id'),
  );
  let made = 0;
  for (const { company_id: companyId } of rows) {
    made += await withSystemTransaction(services.database, { reason: 'schedules', companyId }, (tx) =>
      enqueueDueSchedules(tx, services.clock.now()),
    );
  }
  return made;
}

/** Waits, unless it rings or has rung since. */
function makeAlarm(): { ring: () => void; wait: (ms: number) => Promise<void> } {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (ms) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          timer.unref();
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wake = undefined;
    },
  };
}
