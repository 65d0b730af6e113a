import { randomBytes } from 'node:crypto';
import type { Transaction } from '#platform/database/transaction.ts';
import { type Id, idSequence } from '#kernel/id.ts';
import type { EventAuthor } from '#platform/event-log/append-events.ts';
import type { CompanySettings } from '#platform/company/company-settings.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';

/** Everything a use case needs to read and write on behalf of a viewer, inside one transaction. */
export interface WriteContext {
  readonly tx: Transaction;
  readonly viewer: Viewer;
  readonly author: EventAuthor;
  readonly company: CompanySettings;
  /** The instant of this request, ISO 8601 in UTC. */
  readonly now: string;
  /** The day it is now in the company's time zone. */
  readonly today: string;
  /** Ids of each kind that this transaction has seen to be open to the viewer. */
  readonly known: Map<string, Set<string>>;
  /** Work put off to the end of a long transaction: locks that others wait for are taken last. Absent: it is done at once. */
  readonly atEnd?: Map<string, () => Promise<void>>;
}

const sequences = new WeakMap<object, () => Id>();

/** A new id from the clock of the context and real chance; ids of one context sort in the order they were made. */
export function newId(context: Pick<WriteContext, 'now'>): Id {
  let next = sequences.get(context);
  if (next === undefined) {
    next = idSequence(Date.parse(context.now), randomBytes(10));
    sequences.set(context, next);
  }
  return next();
}
