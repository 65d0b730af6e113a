import type { Transaction } from '#platform/database/transaction.ts';
import { type ClaimedJob, JobCancelled, JobLost } from './claim-job.ts';

type Held = Pick<ClaimedJob, 'companyId' | 'id' | 'fence'>;

const held = `company_id = $1 and id = $2 and fence = $3 and state = 'running'`;

export interface JobEnd {
  readonly result: unknown;
  readonly now: string;
  /** What the work last said of how far it is: it may have been too quick for a beat to keep it. */
  readonly progress: { readonly done: number; readonly total: number | undefined };
}

/** Ends a job well. @throws JobLost when it is another worker's by now */
export async function completeJob(tx: Transaction, job: Held, { result, now, progress }: JobEnd): Promise<void> {
  const ended = await tx.query(
    `update qd.job set state = 'done', result = $4, finished_at = $5, lease_until = null,
       total_count = coalesce($6, total_count), done_count = coalesce($6, total_count, greatest($7, done_count)) where ${held}`,
    [job.companyId, job.id, job.fence, JSON.stringify(result ?? null), now, progress.total ?? null, progress.done],
  );
  if (ended.rowCount === 0) throw new JobLost();
}

/** Ends a try that failed: once more after a pause that doubles, or for good. Returns what became of it. */
export async function failJob(
  tx: Transaction,
  job: Held & Pick<ClaimedJob, 'attempt' | 'mostAttempts'>,
  failure: { readonly problem: string; readonly final: boolean; readonly now: string },
): Promise<'waiting' | 'failed' | 'lost'> {
  const again = !failure.final && job.attempt < job.mostAttempts;
  const changed = again
    ? await tx.query(
        `update qd.job set state = 'waiting', problem = $4, lease_until = null,
           run_at = $5::timestamptz + make_interval(secs => $6) where ${held}`,
        [job.companyId, job.id, job.fence, failure.problem, failure.now, pauseSeconds(job.attempt)],
      )
    : await tx.query(
        `update qd.job set state = 'failed', problem = $4, lease_until = null, finished_at = $5 where ${held}`,
        [job.companyId, job.id, job.fence, failure.problem, failure.now],
      );
  if (changed.rowCount === 0) return 'lost';
  return again ? 'waiting' : 'failed';
}

/** 10 s, 20 s, 40 s … at most an hour. */
export function pauseSeconds(attempt: number): number {
  return Math.min(3600, 10 * 2 ** (attempt - 1));
}

/**
 * Ends a job well in the transaction that keeps its effect. Whoever cancels meanwhile waits for this transaction, and is
 * told that there was nothing left to cancel; what was cancelled before keeps no effect.
 * @throws JobLost, JobCancelled
 */
export async function completeWithEffect(tx: Transaction, job: Held, end: JobEnd): Promise<void> {
  const { rows } = await tx.query<{ cancelled: boolean }>(
    `select cancel_requested_at is not null as cancelled from qd.job where ${held} for update`,
    [job.companyId, job.id, job.fence],
  );
  if (rows[0]?.cancelled === true) throw new JobCancelled();
  await completeJob(tx, job, end);
}

export async function cancelHeldJob(tx: Transaction, job: Held, now: string): Promise<void> {
  await tx.query(`update qd.job set state = 'cancelled', lease_until = null, finished_at = $4 where ${held}`, [
    job.companyId,
    job.id,
    job.fence,
    now,
  ]);
}

/** Puts a job back that this process could not finish before it stops: it does not count as a try. */
export async function giveBackJob(tx: Transaction, job: Held): Promise<void> {
  await tx.query(
    `update qd.job set state = 'waiting', attempts = attempts - 1, lease_until = null, worker = null where ${held}`,
    [job.companyId, job.id, job.fence],
  );
}
