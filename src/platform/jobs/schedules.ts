import { makeId } from '#kernel/id.ts';
import { randomBytes } from 'node:crypto';
import type { Transaction } from '#platform/database/transaction.ts';
import type { ClaimedJob } from './claim-job.ts';
import { lastDue, nextDue, parseCron } from './cron.ts';
import { enqueueDue } from './enqueue-job.ts';
import { type Schedule, definedSchedules } from './job-kind.ts';

interface ScheduleRow {
  name: string;
  cron: string;
  active: boolean;
  time_zone: string;
  next_due_at: string | null;
  last_due_at: string | null;
}

/**
 * Looks which schedules of a company are due and puts one job for each into the queue. However long nobody looked, a schedule
 * runs once, for the last due time that passed. Two schedulers at once make one job: the row is locked, and schedule and due
 * time together are unique. Runs in a system transaction with the company set.
 */
export async function enqueueDueSchedules(tx: Transaction, now: Temporal.Instant): Promise<number> {
  const { rows: companies } = await tx.query<{ time_zone: string }>(
    'select time_zone from qd.company where company_id = qd.current_company()',
  );
  if (companies.length === 0) return 0;
  const [{ time_zone: zone }] = companies;
  await makeRows(tx, zone, now);
  const { rows } = await tx.query<ScheduleRow>(
    `select name, cron, active, time_zone, next_due_at, last_due_at from qd.job_schedule
     where company_id = qd.current_company() and active and (next_due_at <= $1 or time_zone <> $2) for update skip locked`,
    [now.toString(), zone],
  );
  let made = 0;
  for (const row of rows) if (await takeDue(tx, row, zone, now)) made += 1;
  return made;
}

/** A schedule is known from the first look on; what was due before is not made up for. */
async function makeRows(tx: Transaction, zone: string, now: Temporal.Instant): Promise<void> {
  const { rows } = await tx.query<{ name: string }>(
    'select name from qd.job_schedule where company_id = qd.current_company()',
  );
  const known = new Set(rows.map(({ name }) => name));
  for (const { name, cron } of definedSchedules()) {
    if (known.has(name)) continue;
    await tx.query(
      `insert into qd.job_schedule (name, cron, time_zone, next_due_at) values ($1, $2, $3, $4) on conflict do nothing`,
      [name, cron, zone, nextDue(parseCron(cron), zone, now)?.toString() ?? null],
    );
  }
}

async function takeDue(tx: Transaction, row: ScheduleRow, zone: string, now: Temporal.Instant): Promise<boolean> {
  const schedule = definedSchedules().find(({ name }) => name === row.name);
  const cron = parseCron(row.cron);
  const next = nextDue(cron, zone, now);
  const planned = row.next_due_at === null ? undefined : Temporal.Instant.from(row.next_due_at);
  const isDue = planned !== undefined && Temporal.Instant.compare(planned, now) <= 0;
  const due = isDue ? (lastDue(cron, zone, planned.subtract({ nanoseconds: 1 }), now) ?? planned) : undefined;
  await tx.query(
    `update qd.job_schedule set next_due_at = $2, time_zone = $3, last_due_at = coalesce($4, last_due_at)
     where company_id = qd.current_company() and name = $1`,
    [row.name, next?.toString() ?? null, zone, due?.toString() ?? null],
  );
  if (due === undefined || schedule === undefined || alreadyRun(row, due)) return false;
  return enqueueNow(tx, schedule, due.toString(), now);
}

/** After a clock was set back, times that ran already come again: they do not run again. */
function alreadyRun(row: ScheduleRow, due: Temporal.Instant): boolean {
  return row.last_due_at !== null && Temporal.Instant.compare(Temporal.Instant.from(row.last_due_at), due) >= 0;
}

/** Makes the job of a schedule for a due time; also used to run it by hand. */
export async function enqueueNow(
  tx: Transaction,
  schedule: Schedule,
  dueAt: string,
  now: Temporal.Instant,
  id = makeId(now.epochMilliseconds, randomBytes(10)),
): Promise<boolean> {
  const made = await enqueueDue(tx, { id, schedule: schedule.name, kind: schedule.kind, dueAt, now: now.toString() });
  if (made)
    await tx.query(
      'update qd.job_schedule set last_job_id = $2 where company_id = qd.current_company() and name = $1',
      [schedule.name, id],
    );
  return made;
}

/** Keeps with the schedule how its last run ended: routine work leaves no job behind. */
export async function noteScheduleEnd(
  tx: Transaction,
  job: Pick<ClaimedJob, 'companyId' | 'schedule'>,
  state: 'done' | 'failed',
  now: string,
  problem: string | undefined,
  quiet: boolean,
): Promise<void> {
  if (job.schedule === null) return;
  await tx.query(
    `update qd.job_schedule set last_state = $3, last_finished_at = $4, last_problem = $5,
       last_job_id = case when $6 then null else last_job_id end
     where company_id = $1 and name = $2`,
    [job.companyId, job.schedule, state, now, problem ?? null, quiet],
  );
}
