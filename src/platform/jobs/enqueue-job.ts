import type { Transaction } from '#platform/database/transaction.ts';
import { type JobKind, jobKind } from './job-kind.ts';

export interface NewJob<Args> {
  readonly id: string;
  readonly args: Args;
  readonly personId: string | null;
  /** Now, ISO 8601. */
  readonly now: string;
  /** Not before; now when not said. */
  readonly runAt?: string;
  /** Smaller goes first; 5 when not said, 8 for scheduled work. */
  readonly priority?: number;
}

/** Puts a job into the queue in the caller's transaction: it exists when, and only when, that is committed. */
export async function enqueueJob<Args>(tx: Transaction, kind: JobKind<Args>, job: NewJob<Args>): Promise<void> {
  const args = kind.args.parse(job.args);
  await tx.query(
    `insert into qd.job (id, kind, lane, person_id, args, title, state, priority, run_at, most_attempts, created_at)
     values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $9, $10)`,
    [
      job.id,
      kind.kind,
      kind.lane,
      job.personId,
      JSON.stringify(args),
      JSON.stringify(kind.title(args)),
      job.priority ?? 5,
      job.runAt ?? job.now,
      kind.attempts,
      job.now,
    ],
  );
  tx.afterCommit(wakeWorkers);
}

/** Puts the job of a due schedule into the queue unless another scheduler did. Returns whether it was this one. */
export async function enqueueDue(
  tx: Transaction,
  due: {
    readonly id: string;
    readonly schedule: string;
    readonly kind: string;
    readonly dueAt: string;
    readonly now: string;
  },
): Promise<boolean> {
  const kind = jobKind(due.kind);
  const args = kind.args.parse({});
  const inserted = await tx.query(
    `insert into qd.job (id, kind, lane, person_id, args, title, state, priority, run_at, most_attempts, created_at, schedule, due_at)
     values ($1, $2, $3, null, $4, $5, 'waiting', 8, $6, $7, $6, $8, $9)
     on conflict (company_id, schedule, due_at) where schedule is not null do nothing`,
    [
      due.id,
      kind.kind,
      kind.lane,
      JSON.stringify(args),
      JSON.stringify(kind.title(args)),
      due.now,
      kind.attempts,
      due.schedule,
      due.dueAt,
    ],
  );
  if (inserted.rowCount !== 0) tx.afterCommit(wakeWorkers);
  return inserted.rowCount !== 0;
}

const sleepers = new Set<() => void>();

/** Lets this process look at once rather than at its next round; other processes see the job within theirs. */
export function wakeWorkers(): void {
  for (const wake of sleepers) wake();
}

export function onWake(wake: () => void): () => void {
  sleepers.add(wake);
  return () => void sleepers.delete(wake);
}
