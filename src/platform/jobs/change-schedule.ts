import { createHash } from 'node:crypto';
import { makeId } from '#kernel/id.ts';
import type { LocalText } from '#kernel/local-text.ts';
import { Refused } from '#kernel/result.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import type { FieldChange } from '#platform/event-log/event.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { nextDue, parseCron } from './cron.ts';
import { type Schedule, definedSchedules } from './job-kind.ts';
import { enqueueNow } from './schedules.ts';

export interface ScheduleView {
  readonly name: string;
  readonly title: LocalText;
  readonly cron: string;
  readonly usualCron: string;
  readonly active: boolean;
  readonly timeZone: string;
  readonly nextDueAt: string | null;
  readonly lastDueAt: string | null;
  readonly lastState: string | null;
  readonly lastFinishedAt: string | null;
  readonly lastProblem: string | null;
  readonly version: number;
}

interface Row {
  cron: string;
  active: boolean;
  nextDueAt: string | null;
  lastDueAt: string | null;
  lastState: string | null;
  lastFinishedAt: string | null;
  lastProblem: string | null;
  version: number;
}

const columns = `name, cron, active, next_due_at as "nextDueAt", last_due_at as "lastDueAt", last_state as "lastState",
  last_finished_at as "lastFinishedAt", last_problem as "lastProblem", version`;

/** Every schedule with what an administrator made of it; times are of the company's zone. */
export async function listSchedules(context: WriteContext): Promise<ScheduleView[]> {
  const { rows } = await context.tx.query<Row & { name: string }>(
    `select ${columns} from qd.job_schedule where company_id = qd.current_company()`,
  );
  const kept = new Map(rows.map((row) => [row.name, row]));
  return definedSchedules().map((schedule) => viewOf(context, schedule, kept.get(schedule.name)));
}

function viewOf(context: WriteContext, schedule: Schedule, row: Row | undefined): ScheduleView {
  const { timeZone } = context.company;
  const next = (): string | null =>
    nextDue(parseCron(schedule.cron), timeZone, Temporal.Instant.from(context.now))?.toString() ?? null;
  return {
    name: schedule.name,
    title: schedule.title,
    cron: row?.cron ?? schedule.cron,
    usualCron: schedule.cron,
    active: row?.active ?? true,
    timeZone,
    nextDueAt: row === undefined ? next() : row.active ? row.nextDueAt : null,
    lastDueAt: row?.lastDueAt ?? null,
    lastState: row?.lastState ?? null,
    lastFinishedAt: row?.lastFinishedAt ?? null,
    lastProblem: row?.lastProblem ?? null,
    version: row?.version ?? 1,
  };
}

export interface ScheduleChange {
  readonly cron?: string;
  readonly active?: boolean;
}

/** Changes when a schedule runs, or whether it does. */
export async function changeSchedule(
  context: WriteContext,
  name: string,
  change: ScheduleChange,
  version: number,
): Promise<ScheduleView> {
  const before = await oneSchedule(context, name);
  if (before.version !== version)
    throw new Refused('stale-version', 'this schedule was changed since you read it', {
      field: 'version',
      found: version,
      expected: String(before.version),
    });
  const cron = parseCron(change.cron ?? before.cron);
  const active = change.active ?? before.active;
  const due = nextDue(cron, context.company.timeZone, Temporal.Instant.from(context.now));
  if (due === undefined)
    throw new Refused('invalid-schedule', 'this schedule is never due', {
      field: 'cron',
      found: cron.text,
      expected: 'a day that comes within eight years',
    });
  await context.tx.query(
    `insert into qd.job_schedule (name, cron, active, time_zone, next_due_at, version) values ($1, $2, $3, $4, $5, 2)
     on conflict (company_id, name) do update set cron = excluded.cron, active = excluded.active, time_zone = excluded.time_zone,
       next_due_at = excluded.next_due_at, version = qd.job_schedule.version + 1`,
    [name, cron.text, active, context.company.timeZone, due.toString()],
  );
  const changes: Record<string, FieldChange> = {};
  if (before.cron !== cron.text) changes.cron = { from: before.cron, to: cron.text };
  if (before.active !== active) changes.active = { from: before.active, to: active };
  await note(context, name, 'updated', changes);
  return oneSchedule(context, name);
}

/** Runs a schedule's work now, besides its own times. Returns the job. */
export async function runSchedule(context: WriteContext, name: string): Promise<string> {
  const schedule = defined(name);
  const id = newId(context);
  await enqueueNow(context.tx, schedule, context.now, Temporal.Instant.from(context.now), id);
  await note(context, name, 'started', {});
  return id;
}

async function oneSchedule(context: WriteContext, name: string): Promise<ScheduleView> {
  defined(name);
  const found = (await listSchedules(context)).find((schedule) => schedule.name === name);
  if (found === undefined) throw noSchedule(name);
  return found;
}

function defined(name: string): Schedule {
  const found = definedSchedules().find((schedule) => schedule.name === name);
  if (found === undefined) throw noSchedule(name);
  return found;
}

function noSchedule(name: string): Refused {
  return new Refused('not-found', 'there is no such schedule', {
    field: 'name',
    found: name,
    expected: definedSchedules()
      .map((schedule) => schedule.name)
      .join(', '),
  });
}

async function note(
  context: WriteContext,
  name: string,
  action: string,
  changes: Readonly<Record<string, FieldChange>>,
): Promise<void> {
  await appendEvents(context.tx, context.author, [
    { id: newId(context), action, kind: 'schedule', recordId: scheduleId(name), changes, note: name },
  ]);
}

/** Schedules are known by name; the log wants an id: the same one for the same name. */
function scheduleId(name: string): string {
  const digest = createHash('sha256').update(`schedule ${name}`).digest();
  return makeId(0, digest.subarray(0, 10));
}
