import { randomBytes } from 'node:crypto';
import { makeId } from '#kernel/id.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { appendEvents } from './append-events.ts';
import type { NewEvent } from './event.ts';

/** Pay that a transaction read for someone whose pay it is not. */
export interface PayRead {
  /** Whose pay, or the record that tells it. */
  readonly recordId: string;
  /** What was read of it, for people: 'person: monthlySalary'. */
  readonly what: string;
}

const reads = new WeakMap<Transaction, Map<string, PayRead>>();

/** Notes that this transaction shows pay. What is noted is in the log before the reply leaves (mount-route.ts). */
export function notePayRead(tx: Transaction, read: PayRead): void {
  const noted = reads.get(tx) ?? new Map<string, PayRead>();
  reads.set(tx, noted.set(`${read.recordId} ${read.what}`, read));
}

export function payReadsOf(tx: Transaction): readonly PayRead[] {
  return [...(reads.get(tx)?.values() ?? [])];
}

/** The same reader reading the same again within ten minutes, as a screen that refreshes does, counts as one reading. */
export class PayReadLog {
  readonly #last = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What is to be logged of these reads: not those logged a moment ago. */
  due(readerId: string, noted: readonly PayRead[]): PayRead[] {
    const now = this.#clock.now().epochMilliseconds;
    if (this.#last.size > mostRemembered) this.#last.clear();
    return noted.filter(({ recordId, what }) => {
      const last = this.#last.get(`${readerId} ${recordId} ${what}`);
      return last === undefined || now - last > oneReadingMs || now < last;
    });
  }

  /** Appends one event for each, in a transaction of the reader; they count as logged once it has committed. */
  async append(
    tx: Transaction,
    author: Parameters<typeof appendEvents>[1],
    readerId: string,
    due: readonly PayRead[],
  ): Promise<void> {
    const now = this.#clock.now().epochMilliseconds;
    const events = due.map(
      ({ recordId, what }): NewEvent => ({
        id: makeId(now, randomBytes(10)),
        action: 'payRead',
        kind: readingKind,
        recordId,
        changes: {},
        note: what,
      }),
    );
    await appendEvents(tx, author, events);
    tx.afterCommit(() => {
      for (const { recordId, what } of due) this.#last.set(`${readerId} ${recordId} ${what}`, now);
    });
  }
}

/** Kind of the events that tell of readings; they change nothing, so timelines and live screens leave them out. */
export const readingKind = 'reading';
const oneReadingMs = 600_000;
const mostRemembered = 100_000;
