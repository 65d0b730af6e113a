import { companySettings } from '#platform/company/company-settings.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { Database } from '#platform/database/database.ts';
import {
  type DatabaseContext,
  type Transaction,
  type TransactionOptions,
  withReadTransaction,
  withTransaction,
} from '#platform/database/transaction.ts';
import type { EventAuthor } from '#platform/event-log/append-events.ts';
import { type Viewer, databaseScopes } from '#platform/visibility/viewer.ts';
import type { WriteContext } from './write-context.ts';

/** What use cases are started with: the database and the clock. One per process. */
export interface Workplace {
  readonly database: Database;
  readonly clock: Clock;
}

export interface RunOptions extends TransactionOptions {
  readonly requestId?: string;
  readonly author?: EventAuthor;
}

/** Runs a use case for a viewer in one transaction: all of it is kept, or nothing. */
export function runAs<T>(
  place: Workplace,
  viewer: Viewer,
  work: (context: WriteContext) => Promise<T>,
  options: RunOptions = {},
): Promise<T> {
  return withTransaction(
    place.database,
    databaseContext(viewer, options),
    (tx) => inContext(place, viewer, tx, options, work),
    options,
  );
}

/** Runs a read for a viewer; on the replica when there is one. */
export function readAs<T>(
  place: Workplace,
  viewer: Viewer,
  work: (context: WriteContext) => Promise<T>,
  options: RunOptions = {},
): Promise<T> {
  return withReadTransaction(
    place.database,
    databaseContext(viewer, options),
    (tx) => inContext(place, viewer, tx, options, work),
    options,
  );
}

function databaseContext(viewer: Viewer, options: RunOptions): DatabaseContext {
  return {
    companyId: viewer.companyId,
    personId: viewer.personId,
    scopes: databaseScopes(viewer),
    teamPeople: viewer.teamPeople,
    subtreePeople: viewer.subtreePeople,
    requestId: options.requestId ?? '',
  };
}

function inContext<T>(
  place: Workplace,
  viewer: Viewer,
  tx: Transaction,
  options: RunOptions,
  work: (context: WriteContext) => Promise<T>,
): Promise<T> {
  const author = options.author ?? { personId: viewer.personId, via: viewer.via, requestId: options.requestId };
  return writeContext(tx, viewer, place.clock, author).then(work);
}

/** The context of use cases inside a transaction that is already open for the viewer. */
export async function writeContext(
  tx: Transaction,
  viewer: Viewer,
  clock: Clock,
  author: EventAuthor,
): Promise<WriteContext> {
  const company = await companySettings(tx);
  const instant = clock.now();
  const today = instant.toZonedDateTimeISO(company.timeZone).toPlainDate().toString();
  return { tx, viewer, author, company, now: instant.toString(), today, known: new Map() };
}
