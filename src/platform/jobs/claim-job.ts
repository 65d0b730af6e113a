import type { Transaction } from '#platform/database/transaction.ts';
import type { Lane } from './job-kind.ts';

/** A job this worker holds. `fence` grows with every claim: only the holder of the newest may write. */
export interface ClaimedJob {
  readonly id: string;
  readonly companyId: number;
  readonly kind: string;
  readonly personId: string | null;
  readonly args: unknown;
  readonly attempt: number;
  readonly mostAttempts: number;
  readonly fence: string;
  readonly schedule: string | null;
  readonly dueAt: string | null;
}

/** A worker that is not heard of for this long has lost its job. Measured by the database's clock alone. */
export const leaseSeconds = 30;

/**
 * Takes the next job of a lane: one whose time has come, or one whose worker fell silent. A silent worker's job that has no try
 * left, or was to be cancelled, is ended instead. Runs in a system transaction of its own.
 */
export async function claimJob(
  tx: Transaction,
  wanted: { readonly lane: Lane; readonly worker: string; readonly now: string },
): Promise<ClaimedJob | undefined> {
  await endSilentJobs(tx, wanted.now);
  const { rows } = await tx.query<ClaimedJob>(
    `with next as (
       select company_id, id from qd.job
       where lane = $1 and (state = 'waiting' and run_at <= $3 or state = 'running' and lease_until < now())
       order by priority, run_at, id limit 1 for update skip locked)
     update qd.job j set state = 'running', worker = $2, fence = fence + 1, attempts = attempts + 1,
       lease_until = now() + make_interval(secs => ${leaseSeconds}), started_at = $3, done_count = 0, total_count = null, message = null, problem = null
     from next where j.company_id = next.company_id and j.id = next.id
     returning j.id, j.company_id as "companyId", j.kind, j.person_id as "personId", j.args, j.attempts as attempt,
       j.most_attempts as "mostAttempts", j.fence::text, j.schedule, j.due_at as "dueAt"`,
    [wanted.lane, wanted.worker, wanted.now],
  );
  return rows[0];
}

async function endSilentJobs(tx: Transaction, now: string): Promise<void> {
  await tx.query(
    `update qd.job set state = case when cancel_requested_at is null then 'failed' else 'cancelled' end,
       problem = case when cancel_requested_at is null then 'the worker stopped without an answer, on every try' end,
       finished_at = $1, fence = fence + 1, lease_until = null
     where (company_id, id) in (select company_id, id from qd.job
       where state = 'running' and lease_until < now() and (attempts >= most_attempts or cancel_requested_at is not null)
       for update skip locked)`,
    [now],
  );
}

/** Says that the worker lives and how far it is. 'lost' when the job is not its own any more. */
export async function renewLease(
  tx: Transaction,
  job: Pick<ClaimedJob, 'companyId' | 'id' | 'fence'>,
  progress: { readonly done: number; readonly total: number | undefined; readonly message: unknown },
): Promise<'held' | 'cancel' | 'lost'> {
  const { rows } = await tx.query<{ cancel: boolean }>(
    `update qd.job set lease_until = now() + make_interval(secs => ${leaseSeconds}), done_count = $4, total_count = $5, message = $6
     where company_id = $1 and id = $2 and fence = $3 and state = 'running' returning cancel_requested_at is not null as cancel`,
    [
      job.companyId,
      job.id,
      job.fence,
      progress.done,
      progress.total ?? null,
      progress.message === undefined ? null : JSON.stringify(progress.message),
    ],
  );
  return rows.length === 0 ? 'lost' : rows[0].cancel ? 'cancel' : 'held';
}

/** Thrown in the worker whose job was taken over, cancelled or given back: nothing it still holds may be kept. */
export class JobLost extends Error {
  constructor() {
    super('this job is no longer held by this worker');
    this.name = 'JobLost';
  }
}

/** Thrown where a job would end well though its cancellation was accepted: all that its last transaction did is undone. */
export class JobCancelled extends Error {
  constructor() {
    super('this job was cancelled before it ended');
    this.name = 'JobCancelled';
  }
}

/** Locks the job's row as held by this claim until the transaction ends. @throws JobLost */
export async function holdJob(tx: Transaction, job: Pick<ClaimedJob, 'companyId' | 'id' | 'fence'>): Promise<void> {
  const { rows } = await tx.query(
    `select 1 from qd.job where company_id = $1 and id = $2 and fence = $3 and state = 'running' for update`,
    [job.companyId, job.id, job.fence],
  );
  if (rows.length === 0) throw new JobLost();
}
