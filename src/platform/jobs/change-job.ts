import { Refused } from '#kernel/result.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { wakeWorkers } from './enqueue-job.ts';
import { knownJobKind } from './job-kind.ts';
import { noJob } from './read-jobs.ts';

/** Cancels a job: at once when it waits; a running one is asked to stop, and what it began is rolled back. */
export async function cancelJob(context: WriteContext, id: string): Promise<void> {
  const { rows } = await context.tx.query<{ state: string }>(
    `update qd.job set cancel_requested_at = coalesce(cancel_requested_at, $2),
       state = case when state = 'waiting' then 'cancelled' else state end,
       finished_at = case when state = 'waiting' then $2 else finished_at end
     where company_id = qd.current_company() and id = $1 and state in ('waiting', 'running') returning state`,
    [id, context.now],
  );
  if (rows.length === 0) throw await whyNot(context, id, 'there is nothing to cancel');
  await note(context, id, 'cancelled');
}

/** Puts a failed or cancelled job back into the queue, with all its tries. */
export async function retryJob(context: WriteContext, id: string): Promise<void> {
  const { rows } = await context.tx.query<{ kind: string }>(
    `update qd.job set state = 'waiting', attempts = 0, run_at = $2, cancel_requested_at = null, problem = null, finished_at = null,
       done_count = 0, total_count = null, message = null
     where company_id = qd.current_company() and id = $1 and state in ('failed', 'cancelled') returning kind`,
    [id, context.now],
  );
  if (rows.length === 0) throw await whyNot(context, id, 'only failed and cancelled jobs run again');
  if (knownJobKind(rows[0].kind) === undefined)
    throw new Refused('unknown-job', `this version knows no work of kind "${rows[0].kind}"`);
  await note(context, id, 'retried');
  context.tx.afterCommit(wakeWorkers);
}

async function whyNot(context: WriteContext, id: string, rule: string): Promise<Refused> {
  const { rows } = await context.tx.query<{ state: string }>(
    'select state from qd.job where company_id = qd.current_company() and id = $1',
    [id],
  );
  return rows.length === 0
    ? noJob(id)
    : new Refused('conflict', `this job is ${rows[0].state}: ${rule}`, { field: 'state', found: rows[0].state });
}

async function note(context: WriteContext, id: string, action: string): Promise<void> {
  await appendEvents(context.tx, context.author, [
    { id: newId(context), action, kind: 'job', recordId: id, changes: {} },
  ]);
}
