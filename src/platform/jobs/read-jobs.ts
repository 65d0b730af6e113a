import { sql } from 'kysely';
import type { LocalText } from '#kernel/local-text.ts';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { JobFile } from './job-files.ts';

export const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

/** A job as people see it. */
export interface JobView {
  readonly id: string;
  readonly kind: string;
  readonly title: LocalText;
  readonly state: JobState;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly schedule: string | null;
  readonly dueAt: string | null;
  readonly attempts: number;
  readonly mostAttempts: number;
  readonly done: number;
  readonly total: number | null;
  readonly message: LocalText | null;
  readonly remainingSeconds: number | null;
  readonly cancelRequested: boolean;
  readonly problem: string | null;
  readonly runAt: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** What it made, while it is kept; only for whom it was made. */
  readonly file: Omit<JobFile, 'contentType'> | null;
}

const columns = sql`j.id::text, j.kind, j.title, j.state, j.person_id::text as "personId", p.name as "personName", j.schedule,
  j.due_at as "dueAt", j.attempts, j.most_attempts as "mostAttempts", j.done_count::float8 as done, j.total_count::float8 as total, j.message,
  j.cancel_requested_at is not null as "cancelRequested", j.problem, j.run_at as "runAt", j.created_at as "createdAt",
  j.started_at as "startedAt", j.finished_at as "finishedAt", case when f.job_id is null then null else
    jsonb_build_object('fileName', f.file_name, 'bytes', f.bytes, 'expiresAt', to_jsonb(f.expires_at)) end as file`;
const from = (nowMs: number) => sql`qd.job j left join qd.person p on p.company_id = j.company_id and p.id = j.person_id
  left join qd.job_file f on f.company_id = j.company_id and f.job_id = j.id and f.person_id = qd.current_person()
    and f.expires_at > ${new Date(nowMs).toISOString()}::timestamptz`;

export interface JobFilter {
  readonly states?: readonly JobState[];
  readonly kind?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** Jobs open to the viewer of the transaction, newest first. */
export async function listJobs(
  tx: Transaction,
  filter: JobFilter,
  nowMs: number,
): Promise<{ items: JobView[]; next: string | null }> {
  const after = filter.cursor === undefined ? undefined : readCursor(filter.cursor);
  const { rows } = await sql<Omit<JobView, 'remainingSeconds'>>`
    select ${columns} from ${from(nowMs)} where j.company_id = qd.current_company()
      ${filter.states === undefined || filter.states.length === 0 ? sql`` : sql`and j.state = any(${[...filter.states]}::text[])`}
      ${filter.kind === undefined ? sql`` : sql`and j.kind = ${filter.kind}`}
      ${after === undefined ? sql`` : sql`and (j.created_at, j.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by j.created_at desc, j.id desc limit ${filter.limit + 1}`.execute(tx.kysely);
  const items = rows.slice(0, filter.limit).map((row) => withRemaining(row, nowMs));
  const last = items.at(-1);
  const more = rows.length > filter.limit && last !== undefined;
  return { items, next: more ? Buffer.from(JSON.stringify([last.createdAt, last.id])).toString('base64url') : null };
}

export async function readJob(
  tx: Transaction,
  id: string,
  nowMs: number,
): Promise<JobView & { readonly result: unknown }> {
  const { rows } = await sql<Omit<JobView, 'remainingSeconds'> & { result: unknown }>`
    select ${columns}, j.result from ${from(nowMs)} where j.company_id = qd.current_company() and j.id = ${id}::uuid`.execute(
    tx.kysely,
  );
  if (rows.length === 0) throw noJob(id);
  return { ...withRemaining(rows[0], nowMs), result: rows[0].result };
}

export function noJob(id: string): Refused {
  return new Refused('not-found', 'no job with this id is open to you', { field: 'id', found: id });
}

function withRemaining<Row extends Omit<JobView, 'remainingSeconds'>>(row: Row, nowMs: number): Row & JobView {
  return { ...row, remainingSeconds: remainingSeconds(row, nowMs) };
}

/** What is left at the pace so far; unknown in the first three seconds, when a pace means nothing. */
export function remainingSeconds(
  job: Pick<JobView, 'state' | 'done' | 'total' | 'startedAt'>,
  nowMs: number,
): number | null {
  if (job.state !== 'running' || job.total === null || job.done <= 0 || job.startedAt === null) return null;
  const passed = (nowMs - Date.parse(job.startedAt)) / 1000;
  if (passed < 3 || job.done >= job.total) return null;
  return Math.round((passed * (job.total - job.done)) / job.done);
}

function readCursor(text: string): [string, string] {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string];
    if (!Number.isNaN(Date.parse(createdAt)) && /^[0-9a-f-]{36}$/.test(id)) return [createdAt, id];
  } catch {
    // refused below
  }
  throw new Refused('invalid-cursor', 'the cursor does not belong to this list', {
    field: 'cursor',
    found: text,
    expected: 'the "next" of the page before',
  });
}
