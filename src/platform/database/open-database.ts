import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Logger, silentLogger } from '#platform/log/logger.ts';
import { connectPools, type PoolSettings, urlConfig } from './connect-pools.ts';
import type { Database } from './database.ts';
import { DiskGuard } from './disk-guard.ts';
import { joinServer, leaveServer } from './embedded-server.ts';
import { leaveAtExit } from './leave-at-exit.ts';
import { DatabaseUnusable, messageOf } from './problems.ts';
import type { ServerAddress } from './reach-server.ts';

export interface DatabaseConfig extends PoolSettings {
  /** Folder of the embedded database. Not used when `url` is given. */
  readonly dataDir?: string;
  /** DATABASE_URL: a PostgreSQL server, 15 or newer. */
  readonly url?: string;
  /** QUARTERDECK_POSTGRES_BIN: folder of another PostgreSQL for the embedded database. */
  readonly postgresBin?: string;
  /** Gives up durability: for databases that are thrown away. */
  readonly disposable?: boolean;
  readonly logger?: Logger;
}

export const embeddedDatabaseName = 'quarterdeck';

/**
 * Opens the embedded database of a folder (starting its server, or joining the one that runs) or a PostgreSQL server.
 * The tables are made by `migrateDatabase` afterwards.
 * @throws DatabaseUnusable with what to do, when it cannot be started or reached or is too old
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const logger = config.logger ?? silentLogger;
  if (config.url !== undefined) {
    return connectPools('server', urlConfig('DATABASE_URL', config.url), config, logger);
  }
  if (config.dataDir === undefined) throw new DatabaseUnusable('neither a data folder nor DATABASE_URL is given');
  const embedded = await keepServer({ ...config, dataDir: config.dataDir, logger });
  try {
    await ensureDatabase(embedded.address);
    const connection = { ...embedded.address, database: embeddedDatabaseName };
    const guard = new DiskGuard(config.dataDir, () => cancelWriters(connection));
    const leave = async (): Promise<void> => {
      guard.stop();
      await embedded.leave();
    };
    return await connectPools('embedded', connection, config, logger, leave, () => guard.problem);
  } catch (error) {
    await embedded.leave();
    throw error;
  }
}

/** Joins the embedded server and joins it again (starting it when need be) should it go away while we use it. */
async function keepServer(config: DatabaseConfig & { dataDir: string; logger: Logger }) {
  const options = {
    dataDir: config.dataDir,
    systemBin: config.postgresBin,
    disposable: config.disposable,
    logger: config.logger,
  };
  let closing = false;
  const first = await joinServer(options);
  let keeper = first.keeper;
  let rejoining: Promise<void> = Promise.resolve();

  const rejoin = async (): Promise<void> => {
    for (let pause = 50; !closing; pause = Math.min(5000, pause * 2)) {
      try {
        config.logger.warn('the embedded database went away; starting it again');
        const again = await joinServer(options);
        keeper = again.keeper;
        watch();
        return;
      } catch (error) {
        config.logger.error('the embedded database does not start', { problem: messageOf(error) });
        await sleep(pause, undefined, { ref: false });
      }
    }
  };
  const watch = (): void => {
    keeper.once('end', () => {
      if (!closing) rejoining = rejoin();
    });
  };
  watch();
  const leave = async (): Promise<void> => {
    closing = true;
    await rejoining;
    await leaveServer(config.dataDir, keeper);
    forgetExit();
  };
  const forgetExit = leaveAtExit(config.dataDir, leave);
  return { address: first.address, leave };
}

/** Cancels what is being written; transactions that only read go on. */
async function cancelWriters(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(
      "select pg_cancel_backend(pid) from pg_stat_activity where backend_xid is not null and state = 'active' and pid <> pg_backend_pid()",
    );
  } finally {
    await client.end();
  }
}

async function ensureDatabase(address: ServerAddress): Promise<void> {
  const client = new pg.Client({ ...address, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [embeddedDatabaseName]);
    if (found.rowCount !== 0) return;
    await client.query(`create database ${embeddedDatabaseName}`);
  } catch (error) {
    // Another process made it in the same moment.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}
