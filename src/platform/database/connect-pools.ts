import pg from 'pg';
import type { Logger } from '#platform/log/logger.ts';
import type { Database, DatabaseHealth, DatabaseKind } from './database.ts';
import { DatabaseUnusable, isConnectionLoss, messageOf } from './problems.ts';
import { requestPoolsOf } from './request-pools.ts';
import { exactTypes } from './type-parsers.ts';

export interface PoolSettings {
  /** DATABASE_REPLICA_URL: a streaming replica for reports. */
  readonly replicaUrl?: string;
  readonly applicationName?: string;
  /** DATABASE_REQUEST_URL: the login of requests, where the owner of the tables may not make one. */
  readonly requestUrl?: string;
  /** Connections of this process for requests at most, and as many for the work of the owner; 10 when not said. */
  readonly poolSize?: number;
  /** How long a statement of a request may run; 30 s when not said. */
  readonly statementTimeoutMs?: number;
}

const oldestMajor = 15;

export function urlConfig(name: string, url: string): pg.ClientConfig {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new DatabaseUnusable(`invalid ${name} (postgres://user:password@host:port/database is expected)`);
  }
  return { connectionString: url };
}

/**
 * The pools of one open database.
 * @param leave runs when all connections are closed
 * @param writeProblem why nothing may be written now
 * @throws DatabaseUnusable when the server cannot be reached or is too old
 */
export async function connectPools(
  kind: DatabaseKind,
  connection: pg.ClientConfig,
  config: PoolSettings,
  logger: Logger,
  leave: () => Promise<void> = async () => undefined,
  writeProblem: () => Error | undefined = () => undefined,
): Promise<Database> {
  const applicationName = `${config.applicationName ?? 'quarterdeck'} [${process.pid}]`;
  const own = { ...connection, application_name: applicationName };
  const makePool = (settings: pg.PoolConfig): pg.Pool => {
    const pool = new pg.Pool({
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      ...settings,
    });
    // A connection that breaks while it is checked out and idle would otherwise end the process; the next query on it fails anyway.
    pool.on('connect', (client) => client.on('error', () => undefined));
    pool.on('error', (error) => logger.warn('an idle database connection broke', { problem: messageOf(error) }));
    return pool;
  };
  const size = config.poolSize ?? 10;
  const pool = makePool({ ...own, types: exactTypes, max: size });
  const pools = [pool];
  try {
    const version = await serverVersion(pool, 'DATABASE_URL');
    const more = (settings: pg.PoolConfig): pg.Pool => {
      const added = makePool({ ...settings, application_name: applicationName, types: exactTypes, max: size });
      pools.push(added);
      return added;
    };
    let replica: { connection: pg.ClientConfig; pool: pg.Pool } | undefined;
    if (config.replicaUrl !== undefined) {
      const at = urlConfig('DATABASE_REPLICA_URL', config.replicaUrl);
      replica = { connection: at, pool: more(at) };
      await checkReplica(replica.pool, logger);
    }
    const given = config.requestUrl === undefined ? undefined : urlConfig('DATABASE_REQUEST_URL', config.requestUrl);
    let libraryPool: pg.Pool | undefined;
    let closed: Promise<void> | undefined;
    return {
      kind,
      version,
      pool,
      requestPools: requestPoolsOf({ kind, owner: { connection: own, pool }, replica, given, logger, makePool: more }),
      get libraryPool() {
        if (libraryPool === undefined) {
          libraryPool = makePool({ ...own, max: 5 });
          pools.push(libraryPool);
        }
        return libraryPool;
      },
      connection: own,
      requestUrl: config.requestUrl,
      logger,
      statementTimeoutMs: config.statementTimeoutMs ?? 30_000,
      get writeProblem() {
        return writeProblem();
      },
      health: () => probe(pool, kind, version),
      close: () => {
        closed ??= Promise.all(pools.map((each) => each.end())).then(leave);
        return closed;
      },
    };
  } catch (error) {
    await Promise.all(pools.map((each) => each.end()));
    throw error;
  }
}

/** A replica that does not answer now may come later; meanwhile the main database is read. */
async function checkReplica(pool: pg.Pool, logger: Logger): Promise<void> {
  try {
    await serverVersion(pool, 'DATABASE_REPLICA_URL');
  } catch (error) {
    if (!(error instanceof DatabaseUnusable && isConnectionLoss(error.cause))) throw error;
    logger.warn('the read replica does not answer', { problem: error.message });
  }
}

/**
 * @param name the setting that named the server
 * @throws DatabaseUnusable when it cannot be reached or is older than 15
 */
export async function serverVersion(pool: Pick<pg.Pool, 'query'>, name: string): Promise<string> {
  try {
    const answer = await pool.query<{ server_version: string }>('show server_version');
    const version = answer.rows[0].server_version.split(' ')[0];
    if (Number.parseInt(version, 10) < oldestMajor) {
      throw new DatabaseUnusable(`${name} is PostgreSQL ${version}; ${oldestMajor} or newer is needed`);
    }
    return version;
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    const advice = isConnectionLoss(error)
      ? 'is the server running and the address right?'
      : 'check the address, user and password';
    throw new DatabaseUnusable(`the database at ${name} cannot be used: ${messageOf(error)}; ${advice}`, {
      cause: error,
    });
  }
}

async function probe(pool: pg.Pool, kind: DatabaseKind, version: string): Promise<DatabaseHealth> {
  const started = performance.now();
  try {
    await pool.query('select 1');
    return { ok: true, kind, version, roundTripMs: performance.now() - started };
  } catch (error) {
    return { ok: false, kind, version, roundTripMs: performance.now() - started, problem: messageOf(error) };
  }
}
