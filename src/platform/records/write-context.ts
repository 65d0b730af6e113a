import { randomBytes } from 'node:crypto';
import type { Transaction } from '#platform/database/transaction.ts';
import { type Id, makeId } from '#kernel/id.ts';
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
}

/** A new id from the clock of the context and real chance. */
export function newId(context: Pick<WriteContext, 'now'>): Id {
  return makeId(Date.parse(context.now), randomBytes(10));
}
