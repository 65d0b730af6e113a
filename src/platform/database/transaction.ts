import pg from 'pg';
import type { Database } from './database.ts';
import { CommitOutcomeUnknown, isConnectionLoss, messageOf } from './problems.ts';
import { appRole } from './request-login.ts';
import { runTransaction, type Transaction, type TransactionOptions } from './run-transaction.ts';

export type { Transaction, TransactionOptions };

/** On whose behalf a transaction runs; the database's row-level security reads it. */
export interface DatabaseContext {
  readonly companyId: number;
  /** Nobody: a job of the company itself. */
  readonly personId: string | null;
  /** kind → own, team, subtree, all or none; `kind:write` → the same for writing. A missing kind is none. */
  readonly scopes: Readonly<Record<string, string>>;
  /** People seen under scope team, and under subtree. */
  readonly teamPeople: readonly string[];
  readonly subtreePeople: readonly string[];
  readonly requestId: string;
}

/**
 * Runs `work` in a transaction as role quarterdeck_app, under row-level security, for `context`, on a connection whose own login
 * has no rights. Everything that must be set goes to the server in one message with BEGIN; after that each message holds one statement. Serialization failures and deadlocks repeat the whole of `work`, so it must
 * have no effect outside the database but through `afterCommit`.
 * @throws CommitOutcomeUnknown when the connection breaks during the commit
 */
export async function withTransaction<T>(
  database: Database,
  context: DatabaseContext,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const { main } = await database.requestPools();
  const request = { ...options, oneStatement: true };
  return runTransaction(database, main, [...opening(database, options), ...identity(context)], work, request);
}

/** As withTransaction, read only, and on the replica when there is one (which may be a moment behind) and it answers. */
export async function withReadTransaction<T>(
  database: Database,
  context: DatabaseContext,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const request = { ...options, readOnly: true, oneStatement: true };
  const statements = [...opening(database, request), ...identity(context)];
  const { main, reading } = await database.requestPools();
  if (reading === main) return runTransaction(database, main, statements, work, request);
  try {
    return await runTransaction(database, reading, statements, work, request, 0);
  } catch (error) {
    if (!isConnectionLoss(error) && !(error instanceof CommitOutcomeUnknown)) throw error;
    database.logger.warn('the read replica does not answer; reading from the main database', {
      problem: messageOf(error),
    });
    return runTransaction(database, main, statements, work, request);
  }
}

/**
 * Runs `work` as the owner of the tables, outside row-level security: migrations, sign-in before the person is known, jobs of
 * the platform. `reason` says why the wall must be passed; callers are few and reviewed.
 */
export function withSystemTransaction<T>(
  database: Database,
  system: { readonly reason: string; readonly companyId?: number },
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const statements = opening(database, options);
  if (system.companyId !== undefined) statements.push(setting('qd.company', system.companyId.toString()));
  return runTransaction(database, database.pool, statements, work, options);
}

/** On a full disk every transaction is one for reading, so that what only reads goes on. */
function opening(database: Database, options: TransactionOptions): string[] {
  const access = options.readOnly === true || database.writeProblem !== undefined ? 'read only' : 'read write';
  return [
    `begin isolation level ${options.isolation ?? 'read committed'} ${access}`,
    setting('search_path', 'qd'),
    setting('TimeZone', 'UTC'),
    setting('statement_timeout', (options.statementTimeoutMs ?? database.statementTimeoutMs).toString()),
    setting('idle_in_transaction_session_timeout', '60000'),
  ];
}

/** The one place that tells the server who asks. Literal SET LOCAL, which a distributed PostgreSQL carries to its workers. */
function identity(context: DatabaseContext): string[] {
  const kinds = Object.values(context.scopes);
  return [
    setting('role', appRole),
    setting('qd.company', context.companyId.toString()),
    setting('qd.person', context.personId ?? ''),
    setting('qd.scopes', JSON.stringify(context.scopes)),
    setting('qd.people_team', kinds.includes('team') ? textArray(context.teamPeople) : '{}'),
    setting('qd.people_subtree', kinds.includes('subtree') ? textArray(context.subtreePeople) : '{}'),
    setting('qd.request', context.requestId),
  ];
}

function setting(name: string, value: string): string {
  return `set local ${name} = ${pg.escapeLiteral(value)}`;
}

function textArray(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
