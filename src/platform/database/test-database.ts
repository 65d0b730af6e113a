import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { silentLogger } from '#platform/log/logger.ts';
import { connectPools, type PoolSettings } from './connect-pools.ts';
import type { Database } from './database.ts';
import { joinServer } from './embedded-server.ts';
import { layoutChecksum, migrateDatabase } from './migrate.ts';
import { testFolderVariable, testServerVariable } from './test-run.ts';

/** A database of its own for one suite of tests; `close` drops it. */
export interface TestDatabase extends Database {
  readonly name: string;
}

export interface TestDatabaseOptions extends PoolSettings {
  /** Without tables: nothing is migrated. */
  readonly empty?: boolean;
}

/**
 * Makes a fresh database with all tables, cloned from a template that is migrated once per layout (tens of milliseconds).
 * It lives on a throw-away embedded server, started by the first test that asks, or on the server named by
 * QUARTERDECK_TEST_DATABASE_URL. Close it in afterAll.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = await testServer();
  const name = `qd_test_${process.pid}_${++made}_${Date.now().toString(36)}`;
  const template = options.empty === true ? 'template0' : await ensureTemplate(server);
  // Copying files takes 35 ms where nothing is synced, against 250 ms through the log; on a durable server it is the other way round.
  const strategy = server.kind === 'embedded' ? 'file_copy' : 'wal_log';
  await onServer(server, (client) => client.query(`create database ${name} template ${template} strategy ${strategy}`));
  const drop = (): Promise<void> =>
    onServer(server, async (client) => {
      const found = await client.query<{ login: string }>(
        `select 'quarterdeck_login_' || oid as login from pg_database where datname = $1`,
        [name],
      );
      await client.query(`drop database if exists ${name} with (force)`);
      for (const { login } of found.rows) await client.query(`drop role if exists ${login}`);
    });
  const database = await connectPools(
    server.kind,
    { ...server.connection, database: name },
    options,
    silentLogger,
    drop,
  );
  return Object.defineProperties({ name } as unknown as TestDatabase, Object.getOwnPropertyDescriptors(database));
}

interface TestServer {
  readonly kind: 'embedded' | 'server';
  readonly connection: pg.ClientConfig;
}

let made = 0;
let server: Promise<TestServer> | undefined;
let template: Promise<string> | undefined;

function testServer(): Promise<TestServer> {
  server ??= findServer();
  return server;
}

async function findServer(): Promise<TestServer> {
  const url = process.env[testServerVariable];
  if (url !== undefined && url !== '') {
    const { hostname, port, username, password } = new URL(url);
    const account = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
    return { kind: 'server', connection: { host: hostname, port: Number(port || 5432), ...account } };
  }
  const dataDir = process.env[testFolderVariable] ?? join(tmpdir(), `quarterdeck-test-${process.getuid?.() ?? 0}`);
  const { address, keeper } = await joinServer({ dataDir, disposable: true, logger: silentLogger });
  // The keeper stays for as long as this process lives, but does not keep it alive.
  (keeper as unknown as { connection: { stream: { unref(): void } } }).connection.stream.unref();
  return { kind: 'embedded', connection: address };
}

function ensureTemplate(on: TestServer): Promise<string> {
  template ??= makeTemplate(on);
  return template;
}

async function makeTemplate(on: TestServer): Promise<string> {
  const name = `qd_template_${layoutChecksum().slice(0, 12)}`;
  const key = createHash('sha256').update(name).digest().readInt32BE();
  await onServer(on, async (client) => {
    await client.query('select pg_advisory_lock($1)', [key]);
    const found = await client.query<{ done: boolean }>(
      'select datistemplate as done from pg_database where datname = $1',
      [name],
    );
    if (found.rows[0]?.done === true) return;
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template template0`);
    const database = await connectPools(on.kind, { ...on.connection, database: name }, {}, silentLogger);
    try {
      await migrateDatabase(database);
    } finally {
      await database.close();
    }
    await client.query(`alter database ${name} is_template true allow_connections false`);
  });
  return name;
}

async function onServer<T>(on: TestServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...on.connection, database: 'postgres' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
