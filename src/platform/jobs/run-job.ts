import { Refused } from '#kernel/result.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { loadViewer } from '#platform/identity/load-viewer.ts';
import { runAs } from '#platform/records/run-as.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { notify } from '#platform/notifications/notify.ts';
import { jobTopic } from '#platform/notifications/topics.ts';
import { type ClaimedJob, JobCancelled, JobLost, holdJob, renewLease } from './claim-job.ts';
import { type JobEnd, cancelHeldJob, completeJob, completeWithEffect, failJob, giveBackJob } from './end-job.ts';
import { type JobKind, type JobServices, type JobWork, knownJobKind } from './job-kind.ts';
import { noteScheduleEnd } from './schedules.ts';

const beatMs = 1000;

/** Runs one claimed job to its end, whatever that is. Never rejects. `stopping` aborts when the process goes. */
export async function runJob(services: JobServices, job: ClaimedJob, stopping: AbortSignal): Promise<void> {
  const { log } = services;
  const system = <T>(work: Parameters<typeof withSystemTransaction<T>>[2]): Promise<T> =>
    withSystemTransaction(services.database, { reason: 'the job queue', companyId: job.companyId }, work);
  const now = (): string => services.clock.now().toString();
  const abort = new AbortController();
  let why: 'cancel' | 'lost' | undefined;
  let progress: Parameters<typeof renewLease>[2] = { done: 0, total: undefined, message: undefined };
  const beat = async (): Promise<void> => {
    const answer = await system((tx) => renewLease(tx, job, progress)).catch(() => 'held' as const);
    if (answer === 'held' || why !== undefined) return;
    why = answer;
    abort.abort(new JobLost());
  };
  const timer = setInterval(() => void beat(), beatMs);
  let ended = false;
  /** Within the present transaction the job is ended already. */
  let finishing = false;
  try {
    const kind = knownJobKind(job.kind);
    if (kind === undefined) throw new Refused('unknown-job', `this version knows no work of kind "${job.kind}"`);
    const viewer = await viewerOf(services, job);
    const signal = AbortSignal.any([abort.signal, stopping]);
    const work: JobWork = {
      id: job.id,
      services,
      viewer,
      attempt: job.attempt,
      dueAt: job.dueAt ?? undefined,
      signal,
      progress: (done, total, message) => (progress = { done, total, message }),
      asViewer: (use, options) =>
        runAs(
          services,
          viewer,
          async (context) => {
            finishing = false;
            const result = await use(context);
            if (!finishing) await holdJob(context.tx, job);
            return result;
          },
          { statementTimeoutMs: 0, ...options },
        ),
      asSystem: (reason, use) =>
        withSystemTransaction(
          services.database,
          { reason, companyId: job.companyId },
          async (tx) => {
            finishing = false;
            const result = await use(tx);
            if (!finishing) await holdJob(tx, job);
            return result;
          },
          { statementTimeoutMs: 0 },
        ),
      finishIn: async (tx, result) => {
        await completeWithEffect(tx, job, { result, now: now(), progress });
        finishing = true;
        tx.afterCommit(() => {
          ended = true;
        });
      },
    };
    const result = await kind.run(work, parsedArgs(kind, job));
    if (!ended) await system((tx) => finish(tx, kind, job, { result, now: now(), progress }));
    await system(async (tx) => {
      await noteScheduleEnd(tx, job, 'done', now(), undefined, kind.quiet === true);
      await tell(tx, kind, job, { state: 'done', problem: undefined }, now());
    });
  } catch (error) {
    if (why === 'lost' || (error instanceof JobLost && why === undefined && !stopping.aborted)) {
      log.warn('a job was lost to another worker', { job: job.id, kind: job.kind });
    } else if (why === 'cancel' || error instanceof JobCancelled)
      await quietly(() => system((tx) => cancelHeldJob(tx, job, now())));
    else if (stopping.aborted) await quietly(() => system((tx) => giveBackJob(tx, job)));
    else {
      const final = error instanceof Refused || error instanceof UnusableData;
      if (!final) log.error('a job failed', { job: job.id, kind: job.kind, attempt: job.attempt, error });
      const problem = final ? error.message : `something broke here; the log says more under the id of the job`;
      await quietly(() =>
        system(async (tx) => {
          const outcome = await failJob(tx, job, { problem, final, now: now() });
          if (outcome !== 'failed') return;
          await noteScheduleEnd(tx, job, 'failed', now(), problem, false);
          await tell(tx, knownJobKind(job.kind), job, { state: 'failed', problem }, now());
        }),
      );
    }
  } finally {
    clearInterval(timer);
  }

  /** When the database is away the lease runs out, and the job is taken up again. */
  async function quietly(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => log.error('the end of a job could not be noted', { job: job.id, error }));
  }
}

async function finish(
  tx: Parameters<typeof completeJob>[0],
  kind: JobKind,
  job: ClaimedJob,
  end: JobEnd,
): Promise<void> {
  await completeJob(tx, job, end);
  if (kind.quiet === true)
    await tx.query('delete from qd.job where company_id = $1 and id = $2', [job.companyId, job.id]);
}

/** Tells the person who asked, once for each end of the job. */
async function tell(
  tx: Parameters<typeof completeJob>[0],
  kind: JobKind | undefined,
  job: ClaimedJob,
  ended: Parameters<NonNullable<JobKind['tells']>>[1],
  now: string,
): Promise<void> {
  if (kind?.tells === undefined || job.personId === null || job.personId === commandLine) return;
  const told = kind.tells(kind.args.parse(job.args), ended);
  if (told === undefined) return;
  const { personId } = job;
  await notify(tx, now, [{ topic: jobTopic, personId, key: `job ${job.id} ${job.fence}`, ...told }]);
}

function parsedArgs(kind: JobKind, job: ClaimedJob): unknown {
  const parsed = kind.args.safeParse(job.args);
  if (!parsed.success) throw new Refused('unknown-job', `what this job of kind "${job.kind}" is to do cannot be read`);
  return parsed.data;
}

/** The company itself, for work that nobody asked for: it sees everything. */
export function companyViewer(companyId: number): Viewer {
  return {
    companyId,
    personId: '00000000-0000-0000-0000-000000000000',
    name: 'Quarterdeck',
    email: null,
    language: 'zh-Hans',
    roles: ['administrator', 'executive'],
    unitIds: [],
    teamPeople: [],
    subtreePeople: [],
    via: 'job',
  };
}

const commandLine = '00000000-0000-0000-0000-000000000000';

/** The person with the rights of this moment: whoever left or lost a position since cannot act through a job. */
async function viewerOf(services: JobServices, job: ClaimedJob): Promise<Viewer> {
  const { companyId, personId } = job;
  if (personId === null || personId === commandLine) return companyViewer(companyId);
  const viewer = await withSystemTransaction(services.database, { reason: 'who a job is for', companyId }, (tx) =>
    loadViewer(tx, { companyId, personId, via: 'job', nowMs: services.clock.now().epochMilliseconds }),
  );
  if (viewer === undefined) throw new Refused('forbidden', 'whoever started this is no longer here');
  return viewer;
}
