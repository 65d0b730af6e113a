import type { z } from 'zod';
import './access.ts';
import type { LocalText } from '#kernel/local-text.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { RouteServices } from '#platform/http/define-route.ts';
import type { RunOptions } from '#platform/records/run-as.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';

/** Work that takes long waits for its turn; short work never waits behind it. */
export const lanes = ['long', 'quick'] as const;
export type Lane = (typeof lanes)[number];

/** What jobs work with: a part of what routes have, so that the command line can run them too. */
export type JobServices = Pick<RouteServices, 'database' | 'clock' | 'log' | 'settings' | 'baseUrl'>;

/** A running job, as its code sees it. */
export interface JobWork {
  readonly id: string;
  readonly services: JobServices;
  /** The person who asked, with the rights of this moment; the company itself for scheduled work. */
  readonly viewer: Viewer;
  /** 1 for the first try. */
  readonly attempt: number;
  /** For which due time of its schedule it runs; undefined when a person started it. */
  readonly dueAt: string | undefined;
  /** Aborts when the job was cancelled, lost its turn to another worker, or the process stops. */
  readonly signal: AbortSignal;
  /** How far it is; sent on at most once a second. */
  progress(done: number, total?: number, message?: LocalText): void;
  /**
   * Runs a use case as the viewer in one transaction that is kept only while the job is still this worker's: what a stalled
   * worker finds on waking up, it cannot write.
   */
  asViewer<T>(work: (context: WriteContext) => Promise<T>, options?: RunOptions): Promise<T>;
  /** The same outside row-level security, for the platform's own tables. */
  asSystem<T>(reason: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Ends the job well inside `tx`: effect and end are kept together or not at all. Throws when the job is no longer this worker's. */
  finishIn(tx: Transaction, result: unknown): Promise<void>;
}

/** A kind of work: what it needs, what it is called, how often it is tried. */
export interface JobKind<Args = unknown> {
  readonly kind: string;
  readonly lane: Lane;
  readonly args: z.ZodType<Args>;
  /** Tries in all. A refusal (wrong data, no right) is final at once. */
  readonly attempts: number;
  readonly title: (args: Args) => LocalText;
  /** Resolves to what the job has to show, as JSON. */
  readonly run: (work: JobWork, args: Args) => Promise<unknown>;
  /** Routine work leaves no row behind when it went well. */
  readonly quiet?: boolean;
  /** What the person who asked is told when it has ended; nothing when absent or undefined. */
  readonly tells?: (
    args: Args,
    ended: { readonly state: 'done' | 'failed'; readonly problem: string | undefined },
  ) => { readonly title: LocalText; readonly body?: LocalText; readonly link: string } | undefined;
}

/** Work that comes round by itself, at civil times of the company's zone. */
export interface Schedule {
  readonly name: string;
  readonly title: LocalText;
  readonly kind: string;
  /** Until an administrator changes it. */
  readonly cron: string;
}

const kinds = new Map<string, JobKind>();
const schedules = new Map<string, Schedule>();

export function defineJobKind<Args>(kind: JobKind<Args>): JobKind<Args> {
  if (kinds.has(kind.kind)) throw new Error(`job kind "${kind.kind}" is defined twice`);
  kinds.set(kind.kind, kind as unknown as JobKind);
  return kind;
}

export function jobKind(name: string): JobKind {
  const found = kinds.get(name);
  if (found === undefined) throw new Error(`job kind "${name}" is not defined`);
  return found;
}

/** As jobKind; undefined for a job that a newer or older version of the program left behind. */
export function knownJobKind(name: string): JobKind | undefined {
  return kinds.get(name);
}

export function defineSchedule(schedule: Schedule): Schedule {
  if (schedules.has(schedule.name)) throw new Error(`schedule "${schedule.name}" is defined twice`);
  jobKind(schedule.kind);
  schedules.set(schedule.name, schedule);
  return schedule;
}

export function definedSchedules(): readonly Schedule[] {
  return [...schedules.values()];
}
