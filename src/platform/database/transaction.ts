import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { CommitOutcomeUnknown, codeOf, isConflict, isConnectionLoss, messageOf } from './problems.ts';
import type { Tables } from './tables.ts';

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

export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** For jobs; requests keep the database's default. 0: no limit. */
  readonly statementTimeoutMs?: number;
  /** The server refuses every write (25006). */
  readonly readOnly?: boolean;
  /** Attempts in all when the server reports a conflict; 5 when not said. */
  readonly attempts?: number;
}

/** One open transaction. Valid until `work` ends. */
export interface Transaction {
  /** Typed queries. Not for opening further transactions. */
  readonly kysely: Kysely<Tables>;
  /** SQL text with $1, $2 … */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<pg.QueryResult<Row>>;
  /** Runs after the commit, in order; what it throws is logged, since the change stands already. Dropped on rollback. */
  afterCommit(hook: () => void | Promise<void>): void;
  /** The connection itself, for COPY and cursors. */
  readonly client: pg.PoolClient;
}

export const appRole = 'quarterdeck_app';

/**
 * Runs `work` in a transaction as role quarterdeck_app, under row-level security, for `context`. Everything that must be set
 * goes to the server in one message with BEGIN. Serialization failures and deadlocks repeat the whole of `work`, so it must
 * have no effect outside the database but through `afterCommit`.
 * @throws CommitOutcomeUnknown when the connection breaks during the commit
 */
export function withTransaction<T>(
  database: Database,
  context: DatabaseContext,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return run(database, database.pool, [...opening(database, options), ...identity(context)], work, options);
}

/** As withTransaction, read only, and on the replica when there is one (which may be a moment behind) and it answers. */
export async function withReadTransaction<T>(
  database: Database,
  context: DatabaseContext,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const reading = { ...options, readOnly: true };
  const statements = [...opening(database, reading), ...identity(context)];
  const { pool, readPool } = database;
  if (readPool === pool) return run(database, pool, statements, work, reading);
  try {
    return await run(database, readPool, statements, work, reading, 0);
  } catch (error) {
    if (!isConnectionLoss(error) && !(error instanceof CommitOutcomeUnknown)) throw error;
    database.logger.warn('the read replica does not answer; reading from the main database', {
      problem: messageOf(error),
    });
    return run(database, pool, statements, work, reading);
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
  return run(database, database.pool, statements, work, options);
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

async function run<T>(
  database: Database,
  pool: pg.Pool,
  statements: readonly string[],
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions,
  patienceMs = reconnectMs,
): Promise<T> {
  const attempts = options.attempts ?? 5;
  for (let attempt = 1; ; attempt++) {
    const hooks: (() => void | Promise<void>)[] = [];
    try {
      const result = await once(pool, statements.join(';'), work, hooks, patienceMs);
      await runHooks(database, hooks);
      return result;
    } catch (error) {
      if (stoppedByFullDisk(error) && options.readOnly !== true) throw database.writeProblem ?? error;
      if (!isConflict(error) || attempt >= attempts) throw error;
      await sleep(randomInt(5, 20 * 2 ** attempt));
    }
  }
}

/** read_only_sql_transaction, or query_canceled by the guard. */
function stoppedByFullDisk(error: unknown): boolean {
  const code = codeOf(error);
  return code === '25006' || code === '57014';
}

async function once<T>(
  pool: pg.Pool,
  begin: string,
  work: (transaction: Transaction) => Promise<T>,
  hooks: (() => void | Promise<void>)[],
  patienceMs: number,
): Promise<T> {
  const client = await started(pool, begin, patienceMs);
  let broken: Error | undefined;
  let committing = false;
  try {
    const result = await work(handle(client, hooks));
    committing = true;
    const commit = await client.query('commit');
    if (commit.command === 'ROLLBACK')
      throw new Error('a statement failed and its error was swallowed: the transaction was rolled back');
    return result;
  } catch (error) {
    if (isConnectionLoss(error)) {
      broken = error instanceof Error ? error : new Error(messageOf(error));
      throw committing ? new CommitOutcomeUnknown(error) : error;
    }
    await client.query('rollback').catch((problem: unknown) => {
      broken = problem instanceof Error ? problem : new Error(messageOf(problem));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const reconnectMs = 8000;

/** A connection on which the transaction has begun. Nothing was done yet, so a lost server is waited for. */
async function started(pool: pg.Pool, begin: string, patienceMs: number): Promise<pg.PoolClient> {
  const until = performance.now() + patienceMs;
  for (;;) {
    let client: pg.PoolClient | undefined;
    try {
      client = await pool.connect();
      await client.query(begin);
      return client;
    } catch (error) {
      client?.release(error instanceof Error ? error : true);
      if (!isConnectionLoss(error) || performance.now() > until) throw error;
      await sleep(50);
    }
  }
}

function handle(client: pg.PoolClient, hooks: (() => void | Promise<void>)[]): Transaction {
  let kysely: Kysely<Tables> | undefined;
  return {
    client,
    get kysely() {
      kysely ??= new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOfOne(client) }) });
      return kysely;
    },
    query: (text, values) => client.query(text, values === undefined ? undefined : [...values]),
    afterCommit: (hook) => void hooks.push(hook),
  };
}

/** Lets kysely run on the connection of the open transaction. */
function poolOfOne(client: pg.PoolClient): ConstructorParameters<typeof PostgresDialect>[0]['pool'] {
  const connection = {
    query: (text: string, values?: unknown[]) => client.query(text, values),
    release: () => undefined,
  };
  return { connect: async () => connection, end: async () => undefined } as unknown as pg.Pool;
}

async function runHooks(database: Database, hooks: readonly (() => void | Promise<void>)[]): Promise<void> {
  for (const hook of hooks) {
    try {
      await hook();
    } catch (error) {
      database.logger.error('a step after the commit failed; the change itself is kept', { error });
    }
  }
}
