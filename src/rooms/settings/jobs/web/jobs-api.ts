import type { LocalText } from '#kernel/local-text.ts';
import { type Answer, newIdempotencyKey, request } from '#web/api/request.ts';

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly title: LocalText;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly personName: string | null;
  readonly personId: string | null;
  readonly attempts: number;
  readonly mostAttempts: number;
  readonly done: number;
  readonly total: number | null;
  readonly message: LocalText | null;
  readonly cancelRequested: boolean;
  readonly problem: string | null;
  readonly runAt: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** What it made, for whoever asked for it, while it is kept. */
  readonly file: { readonly fileName: string; readonly bytes: number; readonly expiresAt: string } | null;
}

export interface JobPage {
  readonly items: readonly Job[];
  readonly next: string | null;
}

export interface Schedule {
  readonly name: string;
  readonly title: LocalText;
  readonly cron: string;
  readonly usualCron: string;
  readonly active: boolean;
  readonly timeZone: string;
  readonly nextDueAt: string | null;
  readonly lastState: string | null;
  readonly lastFinishedAt: string | null;
  readonly lastProblem: string | null;
  readonly version: number;
}

export const jobsPath = '/api/settings/jobs';
export const schedulesPath = '/api/settings/schedules';

export function changeJob(id: string, what: 'cancellation' | 'retry'): Promise<Answer<Job>> {
  return request('POST', `${jobsPath}/${id}/${what}`, { body: {}, idempotencyKey: newIdempotencyKey() });
}

export function changeSchedule(
  schedule: Schedule,
  change: { readonly cron?: string; readonly active?: boolean },
): Promise<Answer<Schedule>> {
  return request('PATCH', `${schedulesPath}/${schedule.name}`, { body: change, version: schedule.version });
}

export function runSchedule(name: string): Promise<Answer<{ readonly jobId: string }>> {
  return request('POST', `${schedulesPath}/${name}/runs`, { body: {}, idempotencyKey: newIdempotencyKey() });
}
