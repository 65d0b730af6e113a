import type pg from 'pg';
import type { Logger } from '#platform/log/logger.ts';

export type DatabaseKind = 'embedded' | 'server';

export interface DatabaseHealth {
  readonly ok: boolean;
  readonly kind: DatabaseKind;
  /** Such as `18.4`. */
  readonly version: string;
  readonly roundTripMs: number;
  readonly problem?: string;
}

export interface RequestPools {
  readonly main: pg.Pool;
  /** The same on the read replica when there is one, else `main` itself. */
  readonly reading: pg.Pool;
}

/** An open database. Work on it goes through withTransaction, withReadTransaction and withSystemTransaction (transaction.ts). */
export interface Database {
  readonly kind: DatabaseKind;
  readonly version: string;
  /** Connections of the owner of the tables, for transaction.ts and migrations only: nothing else takes one from here. */
  readonly pool: pg.Pool;
  /** Connections for requests, by a login that owns nothing (request-login.ts); for transaction.ts only. */
  requestPools(): Promise<RequestPools>;
  /**
   * For libraries that bring their own SQL (pg-boss, better-auth): pg's usual types (Date for timestamps), the owner's role.
   * Made at first use.
   */
  readonly libraryPool: pg.Pool;
  /** To open a connection outside any pool, such as for LISTEN. */
  readonly connection: pg.ClientConfig;
  /** The login of requests that was given, so that another thread opens the same. */
  readonly requestUrl: string | undefined;
  readonly logger: Logger;
  /** Statement timeout of requests, in milliseconds. */
  readonly statementTimeoutMs: number;
  /** Why nothing may be written now: the disk of the embedded database is nearly full. */
  readonly writeProblem: Error | undefined;
  health(): Promise<DatabaseHealth>;
  /** Finishes what is under way and closes; the embedded server stops with its last user. */
  close(): Promise<void>;
}
