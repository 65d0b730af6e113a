import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPools, serverVersion } from './connect-pools.ts';
import { createLogger, silentLogger } from '#platform/log/logger.ts';
import { openDatabase } from './open-database.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { type DatabaseContext, withReadTransaction } from './transaction.ts';

const nowhere = 'postgres://me:hunter2@127.0.0.1:1/none';
const nobody: DatabaseContext = {
  companyId: 1,
  personId: null,
  scopes: {},
  teamPeople: [],
  subtreePeople: [],
  requestId: 'r',
};

describe('opening a database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('says what to do when the server is not there, without repeating the password', async () => {
    const attempt = openDatabase({ url: nowhere });
    await expect(attempt).rejects.toThrow(/DATABASE_URL cannot be used: .*ECONNREFUSED.*is the server running/);
    await expect(attempt).rejects.not.toThrow(/hunter2/);
    await expect(openDatabase({ url: 'mysql://x' })).rejects.toThrow(/invalid DATABASE_URL/);
    await expect(openDatabase({})).rejects.toThrow(/neither a data folder nor DATABASE_URL/);
  });

  it('refuses a server older than 15', async () => {
    const old = { query: async () => ({ rows: [{ server_version: '14.9 (Debian)' }] }) } as unknown as pg.Pool;
    await expect(serverVersion(old, 'DATABASE_URL')).rejects.toThrow(
      'DATABASE_URL is PostgreSQL 14.9; 15 or newer is needed',
    );
  });

  it('reads from the main database when the replica does not answer', async () => {
    const lines: string[] = [];
    const logger = createLogger({ write: (line) => void lines.push(line) });
    const withReplica = await connectPools('server', database.connection, { replicaUrl: nowhere }, logger);
    try {
      const answer = await withReadTransaction(withReplica, nobody, (transaction) =>
        transaction.query<{ one: number }>('select 1 as one'),
      );
      expect(answer.rows).toEqual([{ one: 1 }]);
      expect(lines.filter((line) => line.includes('replica does not answer'))).toHaveLength(2);
      expect(lines.join()).not.toContain('hunter2');
    } finally {
      await withReplica.close();
    }
  });

  it('reads from the replica when it answers', async () => {
    const host = String(database.connection.host);
    const { user, port } = database.connection;
    const replicaUrl = `postgres://${user}@${host.startsWith('/') ? encodeURIComponent(host) : host}:${port}/postgres`;
    const withReplica = await connectPools('server', database.connection, { replicaUrl }, silentLogger);
    try {
      // Here another database of the server stands in for the replica. It lacks the schema; the role is the server's.
      const answer = await withReadTransaction(withReplica, nobody, (transaction) =>
        transaction.query<{ name: string }>('select current_database() as name'),
      );
      expect(answer.rows[0].name).toBe('postgres');
    } finally {
      await withReplica.close();
    }
  });

  it('reports health, and that it has none when the server is gone', async () => {
    expect(await database.health()).toMatchObject({ ok: true, version: expect.stringMatching(/^\d+\.\d+/) as string });
    const other = await connectPools('server', database.connection, {}, silentLogger);
    await other.close();
    expect(await other.health()).toMatchObject({ ok: false });
  });
});
