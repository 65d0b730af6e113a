import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setClock } from '#platform/clock/clock.ts';
import { checkCatalog } from '#platform/database/check-catalog.ts';
import type { Database } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts';
import { testServerVariable } from '#platform/database/test-run.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { migrations } from '#platform/migrations/list.ts';
import { backupDatabase } from './backup-database.ts';
import { BackupDamaged } from './frames.ts';
import { quoteName, storedTables } from './read-catalog.ts';
import { restoreDatabase } from './restore-database.ts';
import { verifyBackup } from './verify-backup.ts';

const system = { reason: 'test', companyId: 1 };
const clock = setClock('2026-03-01T09:00:00Z');
const version = '0.1.0';

/** Every row of every table as text. */
async function everything(database: Database): Promise<Record<string, string[]>> {
  return withSystemTransaction(database, system, async (transaction) => {
    const rows: Record<string, string[]> = {};
    for (const { table } of await storedTables(transaction)) {
      const found = await transaction.query<{ row: string }>(
        `select t::text as row from ${quoteName(table)} t order by 1`,
      );
      rows[table] = found.rows.map(({ row }) => row);
    }
    return rows;
  });
}

async function fill(database: Database): Promise<void> {
  await withSystemTransaction(database, system, async (transaction) => {
    await transaction.query("insert into company (company_id, name) values (1, '帷幄'), (2, 'Two')");
    await transaction.query(
      "insert into person (id, name) select gen_random_uuid(), 'p' || i from generate_series(1, 50) i",
    );
    await transaction.query('update person set manager_id = (select min(id::text)::uuid from person)');
    await transaction.query(
      `insert into account (id, name, owner_id, annual_revenue_minor, latitude, custom)
       select gen_random_uuid(), E'客户\\t𠮷\\n"\\\\' || i, (select id from person limit 1), 9007199254740993 + i, 0.1 + i / 3.0, '{"a": [1, null]}'
       from generate_series(1, 3000) i`,
    );
    await transaction.query("select qd.ensure_month('event', '2025-11-15')");
    await transaction.query(
      `insert into event (id, recorded_at, action, kind, record_id, digest) select gen_random_uuid(), day, 'create', 'account', gen_random_uuid(), '\\x00ff'
       from generate_series('2025-11-01'::timestamptz, '2025-11-20', '1 day') day`,
    );
    await transaction.query('insert into auth.change default values');
  });
}

describe('backup and restore', () => {
  let source: TestDatabase;
  let folder: string;
  let file: string;
  beforeAll(async () => {
    source = await testDatabase();
    await fill(source);
  });
  afterAll(() => source.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qd-backup-'));
    file = join(folder, 'all.backup');
    mkdirSync(join(folder, 'files', 'ab'), { recursive: true });
    writeFileSync(join(folder, 'files', 'ab', 'one'), 'x'.repeat(700_000));
    writeFileSync(join(folder, 'files', 'empty'), '');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const backup = () => backupDatabase(source, { file, filesDir: join(folder, 'files'), clock, version });
  const into = async <T>(work: (target: TestDatabase) => Promise<T>, empty = true): Promise<T> => {
    const target = await testDatabase({ empty });
    try {
      return await work(target);
    } finally {
      await target.close();
    }
  };

  it('brings back every row, file, sequence, partition and guard', async () => {
    const summary = await backup();
    expect(statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    await into(async (target) => {
      const restored = await restoreDatabase(target, { file, filesDir: join(folder, 'back'), version });
      expect(restored).toMatchObject({ rows: summary.rows, files: 2, migrated: [], createdAt: '2026-03-01T09:00:00Z' });
      expect(await everything(target)).toEqual(await everything(source));
      expect(await checkCatalog(target)).toEqual([]);
      expect(readFileSync(join(folder, 'back', 'ab', 'one'), 'utf8')).toHaveLength(700_000);
      // The next number follows the last; foreign keys, unique keys and the append-only log are in force again.
      const next = await target.pool.query<{ id: bigint }>('insert into auth.change default values returning id');
      expect(next.rows[0].id).toBeGreaterThan(1n);
      await expect(target.pool.query("update qd.event set note = 'x'")).rejects.toThrow(/append-only/);
      const orphan =
        "insert into qd.account (company_id, id, name, owner_id) values (1, gen_random_uuid(), 'x', gen_random_uuid())";
      await expect(target.pool.query(orphan)).rejects.toMatchObject({ code: '23503' });
      const layout = "select indexdef from pg_indexes where schemaname in ('qd', 'auth') order by 1";
      expect((await target.pool.query(layout)).rows).toEqual((await source.pool.query(layout)).rows);
      // A backup of the copy holds the same bytes.
      const again = join(folder, 'again.backup');
      await backupDatabase(target, { file: again, clock, version });
      const hashes = async (path: string) =>
        (await verifyBackup(path)).manifest.tables.filter(({ table }) => table !== 'auth.change');
      expect(await hashes(again)).toEqual(await hashes(file));
    });
  });

  it('is of one moment while others write', async () => {
    let writing = true;
    const writer = (async () => {
      for (let i = 0; writing; i++) {
        await withSystemTransaction(source, { reason: 'test', companyId: 2 }, async (transaction) => {
          const id = `00000000-0000-7000-8000-${i.toString(16).padStart(12, '0')}`;
          await transaction.query('insert into person (id, name) values ($1::uuid, $1::text)', [id]);
          await transaction.query('insert into account (id, name, owner_id) values ($1::uuid, $1::text, $1::uuid)', [
            id,
          ]);
        });
      }
    })();
    await backup();
    writing = false;
    await writer;
    await into(async (target) => {
      await restoreDatabase(target, { file, version });
      const count =
        'select (select count(*) from qd.person where company_id = 2) - (select count(*) from qd.account where company_id = 2) as difference';
      expect((await target.pool.query<{ difference: bigint }>(count)).rows[0].difference).toBe(0n);
    });
  });

  it('refuses a file with any byte changed or cut off, and names a part', async () => {
    await backup();
    const good = readFileSync(file);
    const damaged = join(folder, 'damaged.backup');
    const places = [0, 30, 200, ...Array.from({ length: 60 }, (_, i) => Math.floor((good.length - 1) * (i / 59)))];
    for (const at of places) {
      const bad = Buffer.from(good);
      bad[at] ^= 0x41;
      writeFileSync(damaged, bad);
      await expect(verifyBackup(damaged), `byte ${at}`).rejects.toBeInstanceOf(BackupDamaged);
      writeFileSync(damaged, good.subarray(0, at));
      await expect(verifyBackup(damaged), `cut at ${at}`).rejects.toBeInstanceOf(BackupDamaged);
    }
    const inAccounts = Buffer.from(good);
    inAccounts[good.indexOf('{"table":"qd.account","columns"') + 2000] ^= 1;
    writeFileSync(damaged, inAccounts);
    await into(async (target) => {
      await expect(restoreDatabase(target, { file: damaged, version })).rejects.toThrow(
        /damaged in table qd\.account: .*nothing was restored/,
      );
      expect((await target.pool.query("select from pg_namespace where nspname = 'qd'")).rowCount).toBe(0);
    });
  });

  it('goes into an empty database only, unless told to replace', async () => {
    await backup();
    await into(async (target) => {
      await target.pool.query("insert into qd.company (company_id, name) values (9, 'Mine')");
      await expect(restoreDatabase(target, { file, version })).rejects.toThrow(/not empty: qd\.company has rows/);
      mkdirSync(join(folder, 'mine'));
      writeFileSync(join(folder, 'mine', 'old'), 'old');
      await target.pool.query('delete from qd.company');
      const options = { file, version, filesDir: join(folder, 'mine') };
      await expect(restoreDatabase(target, options)).rejects.toThrow(/mine is not empty/);
      await target.pool.query("insert into qd.company (company_id, name) values (9, 'Mine')");
      await restoreDatabase(target, { ...options, replace: true });
      expect(await everything(target)).toEqual(await everything(source));
      expect(readdirSync(join(folder, 'mine')).sort()).toEqual(['ab', 'empty']);
    }, false);
  });

  it('does not pull the database from under another process', async () => {
    await backup();
    await into(async (target) => {
      const other = new pg.Client({ ...target.connection, application_name: 'server [1]' });
      await other.connect();
      await expect(restoreDatabase(target, { file, version })).rejects.toThrow('in use by server [1]; stop that first');
      await other.end();
    });
  });

  it('changes nothing when it fails in the middle', async () => {
    await backup();
    await into(async (target) => {
      await target.pool.query("insert into qd.company (company_id, name) values (9, 'Mine')");
      const before = await everything(target);
      const failing = [
        ...migrations,
        { name: '9999-failing', statements: ['create table qd.extra (i int)', 'select 1 / 0'] },
      ];
      const attempt = restoreDatabase(target, {
        file,
        version,
        replace: true,
        filesDir: join(folder, 'new'),
        migrations: failing,
      });
      await expect(attempt).rejects.toThrow(/9999-failing/);
      expect(await everything(target)).toEqual(before);
      expect(readdirSync(folder).sort()).toEqual(['all.backup', 'files']);
    }, false);
  });

  it('takes an older layout forward and refuses a newer one', async () => {
    await backup();
    await into(async (target) => {
      const newer = [...migrations, { name: '9999-more', statements: ['alter table qd.account add column more text'] }];
      expect(await restoreDatabase(target, { file, version, migrations: newer })).toMatchObject({
        migrated: ['9999-more'],
      });
    });
    await into(async (target) => {
      const older = migrations.slice(0, -1);
      const last = migrations[migrations.length - 1].name;
      await expect(restoreDatabase(target, { file, version, migrations: older })).rejects.toThrow(
        `this program does not know its step "${last}"`,
      );
    });
  });

  it('leaves nothing behind when it cannot be written', async () => {
    const nowhere = join(folder, 'files', 'empty', 'all.backup'); // below a plain file
    await expect(backupDatabase(source, { file: nowhere, clock, version })).rejects.toThrow(/empty/);
    expect(readdirSync(folder)).toEqual(['files']);
  });
});

describe.runIf(process.env[testServerVariable])('between the embedded database and a server', () => {
  it('a backup goes both ways and stays the same', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qd-both-'));
    const [first, second] = [join(folder, 'first.backup'), join(folder, 'second.backup')];
    const server = await testDatabase();
    const embedded = await openDatabase({ dataDir: join(folder, 'data'), disposable: true });
    const back = await testDatabase({ empty: true });
    try {
      await fill(server);
      await backupDatabase(server, { file: first, clock, version });
      await restoreDatabase(embedded, { file: first, version });
      await backupDatabase(embedded, { file: second, clock, version });
      await restoreDatabase(back, { file: second, version });
      const original = await everything(server);
      expect(await everything(embedded)).toEqual(original);
      expect(await everything(back)).toEqual(original);
      expect((await verifyBackup(second)).header.database.kind).toBe('embedded');
    } finally {
      await Promise.all([server.close(), embedded.close(), back.close()]);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
