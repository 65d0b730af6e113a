import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { Refused } from '#kernel/result.ts';
import { setClock } from '#platform/clock/clock.ts';
import type { Database } from '#platform/database/database.ts';
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { silentLogger } from '#platform/log/logger.ts';
import { runAs } from '#platform/records/run-as.ts';
import { newId } from '#platform/records/write-context.ts';
import { cancelJob, retryJob } from './change-job.ts';
import { changeSchedule, listSchedules } from './change-schedule.ts';
import { type ClaimedJob, claimJob } from './claim-job.ts';
import { enqueueJob } from './enqueue-job.ts';
import { type JobRunner, startJobs, tick } from './job-runner.ts';
import { type JobServices, type JobWork, defineJobKind, defineSchedule } from './job-kind.ts';
import { type JobView, listJobs, readJob } from './read-jobs.ts';
import { companyViewer, runJob } from './run-job.ts';

const title = text('Test work', '测试', '測試');
const runs: JobWork[] = [];
let behave: (work: JobWork) => Promise<unknown> = async () => 'done';
const testWork = defineJobKind({
  kind: 'testWork',
  lane: 'quick',
  attempts: 3,
  args: z.object({ n: z.int().default(0) }),
  title: () => title,
  run: (work) => {
    runs.push(work);
    return behave(work);
  },
});
defineSchedule({ name: 'testSchedule', title, kind: 'testWork', cron: '0 2 * * *' });

const clock = setClock('2026-11-23T04:00:00Z');
const viewer = companyViewer(1);
let database: TestDatabase;
let services: JobServices;
const runners: JobRunner[] = [];

beforeAll(async () => {
  database = await testDatabase();
  await withSystemTransaction(database, { reason: 'test' }, (tx) =>
    tx.query("insert into qd.company (company_id, name, time_zone) values (1, 'Test', 'Asia/Shanghai')"),
  );
  services = servicesOn(database);
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop(0)));
  runs.length = 0;
  behave = async () => 'done';
  clock.set('2026-11-23T04:00:00Z');
  await system('delete from qd.job');
  await system('delete from qd.job_schedule');
});
afterAll(() => database.close());

function servicesOn(on: Database): JobServices {
  const settings = { version: '0', secret: 'x'.repeat(40) };
  return { database: on, clock, log: silentLogger, settings, baseUrl: () => 'http://localhost' };
}

function start(): JobRunner {
  const runner = startJobs(services, { pollMs: 20, schedules: false });
  runners.push(runner);
  return runner;
}

async function system(statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return withSystemTransaction(
    database,
    { reason: 'test', companyId: 1 },
    async (tx) => (await tx.query<Record<string, unknown>>(statement, values)).rows,
  );
}

async function put(n = 0): Promise<string> {
  const now = clock.now().toString();
  const id = newId({ now });
  await runAs(services, viewer, ({ tx }) =>
    enqueueJob(tx, testWork, { id, args: { n }, personId: viewer.personId, now }),
  );
  return id;
}

const look = (id: string): Promise<JobView & { result: unknown }> =>
  runAs(services, viewer, ({ tx }) => readJob(tx, id, clock.now().epochMilliseconds));

async function until(id: string, ...states: string[]): Promise<JobView & { result: unknown }> {
  for (;;) {
    const job = await look(id);
    if (states.includes(job.state)) return job;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

const claim = (worker: string) =>
  withSystemTransaction(database, { reason: 'test' }, (tx) =>
    claimJob(tx, { lane: 'quick', worker, now: clock.now().toString() }),
  );

describe('a job', () => {
  it('runs once and keeps what it had to show', async () => {
    behave = async (work) => {
      work.progress(1, 4, title);
      return { sum: 42 };
    };
    start();
    const id = await put();
    expect(await until(id, 'done')).toMatchObject({ state: 'done', attempts: 1, result: { sum: 42 }, problem: null });
    expect(runs).toHaveLength(1);
  });

  it('exists only when the transaction that asks for it is kept', async () => {
    const now = clock.now().toString();
    const id = newId({ now });
    const lost = runAs(services, viewer, async ({ tx }) => {
      await enqueueJob(tx, testWork, { id, args: { n: 0 }, personId: viewer.personId, now });
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    await expect(look(id)).rejects.toThrow(/no job with this id/);
  });

  it('is tried again after a pause that doubles, then fails for good', async () => {
    behave = async () => {
      throw new Error('not now');
    };
    start();
    const id = await put();
    for (const [attempt, pause] of [
      [1, 10],
      [2, 20],
    ]) {
      await expect.poll(async () => (await look(id)).attempts).toBe(attempt);
      const waiting = await until(id, 'waiting');
      expect(Date.parse(waiting.runAt) - clock.now().epochMilliseconds).toBe(pause * 1000);
      expect(waiting.problem).toMatch(/something broke/);
      clock.advance({ seconds: pause });
    }
    expect(await until(id, 'failed')).toMatchObject({ attempts: 3, state: 'failed' });
  });

  it('fails at once when it is refused, and says why', async () => {
    behave = async () => {
      throw new Refused('invalid-file', 'line 3: a number is expected');
    };
    start();
    const job = await until(await put(), 'failed');
    expect(job).toMatchObject({ attempts: 1, problem: 'line 3: a number is expected' });
    await runAs(services, viewer, (context) => retryJob(context, job.id));
    behave = async () => 'repaired';
    expect(await until(job.id, 'done')).toMatchObject({ attempts: 1, result: 'repaired', problem: null });
  });

  it('stops when it is cancelled, waiting or running', async () => {
    const waiting = await put();
    await runAs(services, viewer, (context) => cancelJob(context, waiting));
    expect((await look(waiting)).state).toBe('cancelled');
    behave = (work) =>
      new Promise((_resolve, reject) => work.signal.addEventListener('abort', () => reject(work.signal.reason)));
    start();
    const id = await put();
    await until(id, 'running');
    await runAs(services, viewer, (context) => cancelJob(context, id));
    expect(await until(id, 'cancelled')).toMatchObject({ cancelRequested: true });
    await expect(runAs(services, viewer, (context) => cancelJob(context, id))).rejects.toThrow(/nothing to cancel/);
  });

  it('is put back, not counted as a try, when the process stops before it is done (K6)', async () => {
    behave = (work) =>
      new Promise((_resolve, reject) => work.signal.addEventListener('abort', () => reject(work.signal.reason)));
    const first = start();
    const id = await put();
    await until(id, 'running');
    await first.stop(0);
    expect(await look(id)).toMatchObject({ state: 'waiting', attempts: 0 });
    behave = async () => 'by the next';
    start();
    expect(await until(id, 'done')).toMatchObject({ attempts: 1, result: 'by the next' });
  });

  it('may finish before the process stops', async () => {
    let release: () => void = () => undefined;
    behave = () => new Promise<string>((resolve) => (release = () => resolve('drained')));
    const runner = start();
    const id = await put();
    await until(id, 'running');
    const stopped = runner.stop(60_000);
    release();
    await stopped;
    expect(await look(id)).toMatchObject({ state: 'done', result: 'drained' });
  });

  it('of a worker that fell silent is taken over; on waking the silent one can neither write nor end it (C6)', async () => {
    const id = await put();
    const first = await claim('first');
    expect(first?.id).toBe(id);
    expect(await claim('second')).toBeUndefined();
    // Stalled beyond its lease, as by SIGSTOP.
    await system("update qd.job set lease_until = now() - interval '1 second'");
    const second = await claim('second');
    expect(second).toMatchObject({ id, attempt: 2 });
    behave = async (work) => {
      await work.asSystem('test', (tx) => tx.query("update qd.company set name = 'written by the stale worker'"));
      return 'stale';
    };
    await runJob(services, first as ClaimedJob, new AbortController().signal);
    expect(await system('select name from qd.company')).toEqual([{ name: 'Test' }]);
    expect(await look(id)).toMatchObject({ state: 'running', attempts: 2 });
    behave = async () => 'fresh';
    await runJob(services, second as ClaimedJob, new AbortController().signal);
    expect(await look(id)).toMatchObject({ state: 'done', result: 'fresh' });
  });

  it('is ended when its workers vanish on every try', async () => {
    const id = await put();
    for (let i = 0; i < 3; i++) {
      expect((await claim(`worker ${i}`))?.id).toBe(id);
      await system("update qd.job set lease_until = now() - interval '1 second'");
    }
    expect(await claim('one more')).toBeUndefined();
    expect(await look(id)).toMatchObject({ state: 'failed', problem: expect.stringContaining('without an answer') });
  });

  it('keeps effect and end together, or neither (finishIn)', async () => {
    const inOne = (fails: boolean) => async (work: JobWork) => {
      await work.asSystem('test', async (tx) => {
        await tx.query("update qd.company set name = 'kept'");
        await work.finishIn(tx, { kept: true });
        if (fails) throw new Error('before the commit');
      });
    };
    const id = await put();
    behave = inOne(true);
    await runJob(services, (await claim('first')) as ClaimedJob, new AbortController().signal);
    expect(await look(id)).toMatchObject({ state: 'waiting', attempts: 1, result: null });
    expect(await system('select name from qd.company')).toEqual([{ name: 'Test' }]);
    clock.advance({ minutes: 1 });
    behave = inOne(false);
    await runJob(services, (await claim('second')) as ClaimedJob, new AbortController().signal);
    expect(await look(id)).toMatchObject({ state: 'done', result: { kept: true } });
    expect(await system('select name from qd.company')).toEqual([{ name: 'kept' }]);
  });

  it('keeps what it last said of how far it is, however quickly it ended', async () => {
    const counts = `select done_count::int as done, total_count::int as total from qd.job where id = $1`;
    for (const inItself of [true, false]) {
      const id = await put();
      behave = async (work) => {
        work.progress(3, 7);
        if (inItself) await work.asSystem('test', (tx) => work.finishIn(tx, 'done'));
      };
      await runJob(services, (await claim('quick')) as ClaimedJob, new AbortController().signal);
      expect(await system(counts, [id])).toEqual([{ done: 7, total: 7 }]);
    }
  });

  it('goes to one worker of many', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_value, n) => put(n)));
    const claimed = await Promise.all(Array.from({ length: 30 }, (_value, n) => claim(`worker ${n}`)));
    const got = claimed.flatMap((job) => (job === undefined ? [] : [job.id]));
    expect(new Set(got).size).toBe(got.length);
    expect(got.every((id) => ids.includes(id))).toBe(true);
  });

  it('is seen by the person it is for and by administrators alone', async () => {
    const id = await put();
    const rep = { ...viewer, personId: '0190d3a4-0000-7000-8000-000000000001', roles: ['rep'] as const };
    const seen = await runAs(services, rep, ({ tx }) => listJobs(tx, { limit: 10 }, 0));
    expect(seen.items).toEqual([]);
    await expect(runAs(services, rep, (context) => cancelJob(context, id))).rejects.toThrow(/no job with this id/);
    expect((await runAs(services, viewer, ({ tx }) => listJobs(tx, { limit: 10 }, 0))).items).toHaveLength(1);
  });
});

describe('a schedule', () => {
  const jobs = () =>
    system("select schedule, due_at as due from qd.job where schedule = 'testSchedule' order by due_at");

  it('makes one job for each due time, however many schedulers look', async () => {
    await tick(services);
    expect(await jobs()).toEqual([]);
    clock.set('2026-11-23T18:00:30Z');
    await Promise.all(Array.from({ length: 8 }, () => tick(services)));
    await tick(services);
    expect(await jobs()).toEqual([{ schedule: 'testSchedule', due: '2026-11-23T18:00:00Z' }]);
  });

  it('runs once after a downtime, for the last due time', async () => {
    await tick(services);
    clock.set('2026-11-27T09:00:00Z');
    await tick(services);
    expect(await jobs()).toEqual([{ schedule: 'testSchedule', due: '2026-11-26T18:00:00Z' }]);
  });

  it('does not run again what ran when the clock is set back, and goes on when it is right again', async () => {
    await tick(services);
    clock.set('2026-11-23T18:00:30Z');
    await tick(services);
    clock.set('2026-11-23T17:30:00Z');
    await tick(services);
    clock.set('2026-11-23T18:10:00Z');
    await tick(services);
    expect(await jobs()).toHaveLength(1);
    clock.set('2026-11-24T18:00:01Z');
    await tick(services);
    expect(await jobs()).toHaveLength(2);
  });

  it('can be changed and paused; a change needs the version that was read', async () => {
    await tick(services);
    const change = (cron: string, version: number) =>
      runAs(services, viewer, (context) => changeSchedule(context, 'testSchedule', { cron }, version));
    expect(await change('0 6 * * 1', 1)).toMatchObject({
      cron: '0 6 * * 1',
      nextDueAt: '2026-11-29T22:00:00Z',
      version: 2,
    });
    await expect(change('0 7 * * 1', 1)).rejects.toThrow(/changed since/);
    await expect(change('0 25 * * 1', 2)).rejects.toThrow(/invalid schedule/);
    await expect(change('0 0 30 2 *', 2)).rejects.toThrow(/never due/);
    await runAs(services, viewer, (context) => changeSchedule(context, 'testSchedule', { active: false }, 2));
    clock.set('2026-12-15T00:00:00Z');
    await tick(services);
    expect(await jobs()).toEqual([]);
    const [shown] = (await runAs(services, viewer, listSchedules)).filter(({ name }) => name === 'testSchedule');
    expect(shown).toMatchObject({ active: false, nextDueAt: null });
  });
});
