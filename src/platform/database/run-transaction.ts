import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Database } from './database.ts';
import { CommitOutcomeUnknown, codeOf, isConflict, isConnectionLoss, messageOf } from './problems.ts';
import type { Tables } from './tables.ts';

export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** For jobs; requests keep the database's default. 0: no limit. */
  readonly statementTimeoutMs?: number;
  /** The server refuses every write (25006). */
  readonly readOnly?: boolean;
  /** Attempts in all when the server reports a conflict; 5 when not said. */
  readonly attempts?: number;
}

interface RunOptions extends TransactionOptions {
  /** The server takes one statement a message: nothing can be appended to a query, a SET least of all. */
  readonly oneStatement?: boolean;
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

/**
 * Runs `work` between the statements that begin and COMMIT, on a connection of the pool. For transaction.ts, which says what has to be
 * set at the beginning.
 * @param statements BEGIN and what follows it, sent in one message
 * @param patienceMs how long a server that does not answer is waited for
 */
export async function runTransaction<T>(
  database: Database,
  pool: pg.Pool,
  statements: readonly string[],
  work: (transaction: Transaction) => Promise<T>,
  options: RunOptions,
  patienceMs = reconnectMs,
): Promise<T> {
  const attempts = options.attempts ?? 5;
  for (let attempt = 1; ; attempt++) {
    const hooks: (() => void | Promise<void>)[] = [];
    try {
      const result = await once(pool, statements.join(';'), work, hooks, options.oneStatement === true, patienceMs);
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
  oneStatement: boolean,
  patienceMs: number,
): Promise<T> {
  const client = await started(pool, begin, patienceMs);
  let broken: Error | undefined;
  let committing = false;
  try {
    const result = await work(handle(client, hooks, oneStatement));
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

function handle(client: pg.PoolClient, hooks: (() => void | Promise<void>)[], oneStatement: boolean): Transaction {
  const query = <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => {
    const own = values === undefined ? undefined : [...values];
    // Without values pg would take the simple protocol, in which a message may hold several statements.
    return oneStatement
      ? client.query<Row>({ text, values: own, queryMode: 'extended' } as pg.QueryConfig)
      : client.query<Row>(text, own);
  };
  let kysely: Kysely<Tables> | undefined;
  return {
    client,
    get kysely() {
      kysely ??= new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOfOne(query) }) });
      return kysely;
    },
    query,
    afterCommit: (hook) => void hooks.push(hook),
  };
}

/** Lets kysely run on the connection of the open transaction. */
function poolOfOne(query: Transaction['query']): ConstructorParameters<typeof PostgresDialect>[0]['pool'] {
  const connection = {
    query: (text: string, values?: unknown[]) => query(text, values),
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
