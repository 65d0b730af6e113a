import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { DiskGuard, reserveOf } from './disk-guard.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { withReadTransaction, withSystemTransaction } from './transaction.ts';

const megabyte = 1024 * 1024;

describe('a disk that fills', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qd-disk-'));
    database = await testDatabase({ empty: true });
    await database.pool.query('create schema qd; create table qd.t (i int); insert into qd.t values (1)');
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  it('keeps a reserve by the size of the disk', () => {
    expect([100, 2000, 100_000].map((size) => reserveOf(size * megabyte) / megabyte)).toEqual([64, 100, 256]);
  });

  it('is noticed, cancels what writes, and is forgotten when there is room again', async () => {
    let free = 1000 * megabyte;
    let cancelled = 0;
    const guard = new DiskGuard(
      folder,
      async () => void cancelled++,
      async () => ({ free, total: 10_000 * megabyte }),
    );
    await guard.check();
    expect(guard.problem).toBeUndefined();
    free = 20 * megabyte;
    await guard.check();
    expect(guard.problem?.message).toMatch(/nearly full: 20 MB are free and 256 MB are kept in reserve/);
    expect(cancelled).toBe(1);
    free = 5000 * megabyte;
    await guard.check();
    expect(guard.problem).toBeUndefined();
    guard.stop();
  });

  it('refuses writing with the reason, and goes on reading', async () => {
    const problem = new Error('the disk is nearly full');
    const full: Database = Object.create(database, { writeProblem: { value: problem } }) as Database;
    const write = withSystemTransaction(full, { reason: 'test' }, (transaction) =>
      transaction.query('insert into t values (2)'),
    );
    await expect(write).rejects.toBe(problem);
    const read = 'select i from t';
    const rows = await withSystemTransaction(full, { reason: 'test' }, (transaction) => transaction.query(read));
    expect(rows.rows).toEqual([{ i: 1 }]);
    const mistaken = withReadTransaction(
      full,
      { companyId: 1, personId: null, scopes: {}, teamPeople: [], subtreePeople: [], requestId: 'r' },
      (transaction) => transaction.query('insert into t values (3)'),
    );
    await expect(mistaken).rejects.not.toBe(problem);
  });
});
