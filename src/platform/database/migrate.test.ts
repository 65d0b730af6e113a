import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#platform/log/logger.ts';
import type { Migration } from '#platform/migrations/define-migration.ts';
import { connectPools } from './connect-pools.ts';
import { manySteps, statementsPerStep } from './many-steps.fixture.ts';
import { layoutChecksum, migrateDatabase, pendingMigrations } from './migrate.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { withSystemTransaction, withTransaction } from './transaction.ts';

const one: Migration = {
  name: '0001-one',
  statements: ['create table qd.one (i integer)', 'insert into qd.one values (1)'],
};
const two: Migration = { name: '0002-two', statements: ['create table qd.two (i integer)'] };
const three: Migration = { name: '0003-three', statements: ['alter table qd.two add column j integer'] };

describe('migrations', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase({ empty: true });
  });
  afterEach(() => database.close());

  const migrate = (...migrations: Migration[]) => migrateDatabase(database, { migrations, version: '1.2.3' });
  const answer = async (sql: string): Promise<unknown> => {
    const rows = await database.pool.query<{ answer: unknown }>(`select (${sql})::text as answer`);
    return rows.rows[0].answer;
  };

  it('are applied once, in order, and later ones follow', async () => {
    expect(await migrate(one, two)).toEqual({ applied: ['0001-one', '0002-two'], alreadyThere: 0 });
    expect(await pendingMigrations(database, [one, two, three])).toEqual(['0003-three']);
    expect(await migrate(one, two, three)).toEqual({ applied: ['0003-three'], alreadyThere: 2 });
    expect(await migrate(one, two, three)).toEqual({ applied: [], alreadyThere: 3 });
    expect(await answer('select count(*) from qd.one')).toBe('1');
  });

  it('are applied once when eight processes start together', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => migrate(one, two, three)));
    expect(outcomes.flatMap((outcome) => outcome.applied).sort()).toEqual(['0001-one', '0002-two', '0003-three']);
    expect(await answer('select count(*) from qd.one')).toBe('1');
  });

  it('ask for a backup before they change a database in use, not before they make one', async () => {
    const asked: (readonly string[])[] = [];
    const beforeFirst = async (pending: readonly string[]): Promise<void> => void asked.push(pending);
    await migrateDatabase(database, { migrations: [one], beforeFirst });
    expect(asked).toEqual([]);
    await migrateDatabase(database, { migrations: [one, two], beforeFirst });
    expect(asked).toEqual([['0002-two']]);
    await expect(
      migrateDatabase(database, {
        migrations: [one, two, three],
        beforeFirst: () => Promise.reject(new Error('disk full')),
      }),
    ).rejects.toThrow('disk full');
    expect(await pendingMigrations(database, [one, two, three])).toEqual(['0003-three']);
  });

  it('refuse a database made by a newer version, changing nothing', async () => {
    await migrate(one, two);
    await expect(migrate(one)).rejects.toThrow(/changed by a newer or another version \(1\.2\.3\).*"0002-two"/);
    await expect(pendingMigrations(database, [one])).rejects.toThrow(/0002-two/);
  });

  it('refuse an edited step and name it', async () => {
    await migrate(one, two);
    const edited = { ...one, statements: [...one.statements, 'select 1'] };
    await expect(migrate(edited, two, three)).rejects.toThrow(/step "0001-one".*a released step was edited/);
    expect(await pendingMigrations(database, [one, two, three])).toEqual(['0003-three']);
  });

  it('refuse a step slipped in before applied ones, and a list out of order', async () => {
    await migrate(one, { ...three, statements: ['select 1'] });
    await expect(migrate(one, two, { ...three, statements: ['select 1'] })).rejects.toThrow(
      /has step "0003-three" but lacks "0002-two"/,
    );
    await expect(migrate(two, one)).rejects.toThrow(/out of order/);
  });

  it('keep nothing of a step that fails, and say which statement it was', async () => {
    const broken = {
      name: '0002-two',
      statements: ['create table qd.half (i integer)', 'insert into qd.half values (1/0)'],
    };
    await expect(migrate(one, broken)).rejects.toThrow(/step "0002-two" failed at statement 2 of 2: division by zero/);
    expect(await answer("select to_regclass('qd.half') is null")).toBe('true');
    expect(await migrate(one, two)).toEqual({ applied: ['0002-two'], alreadyThere: 1 });
  });

  it('are completed by the next start when the process is killed in the middle', async () => {
    const fixture = fileURLToPath(new URL('migrate-child.fixture.ts', import.meta.url));
    const connection = JSON.stringify(database.connection);
    for (const pause of [0, 25, 60]) {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fixture, connection], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      await sleep(pause);
      child.kill('SIGKILL');
      await once(child, 'close');
      // Whatever is there is whole.
      const there = await answer("select to_regclass('qd.schema_migration') is not null");
      if (there !== 'true') continue;
      const steps = await database.pool.query<{ name: string }>('select name from qd.schema_migration order by name');
      for (const [i] of steps.rows.entries())
        expect(await answer(`select count(*) from qd.step_${i}`)).toBe(`${statementsPerStep}`);
      expect(await answer(`select to_regclass('qd.step_${steps.rows.length}') is null`)).toBe('true');
    }
    await migrateDatabase(database, { migrations: manySteps });
    expect(await pendingMigrations(database, manySteps)).toEqual([]);
    for (const [i] of manySteps.entries())
      expect(await answer(`select count(*) from qd.step_${i}`)).toBe(`${statementsPerStep}`);
  });

  it('work for an owner who is no superuser, and say what an administrator must grant', async () => {
    const owner = `qd_owner_${process.pid}`;
    const admin = (sql: string) => database.pool.query(sql);
    await testDatabase().then((other) => other.close()); // the role quarterdeck_app is there
    await admin(`create role ${owner} login`);
    const mine = await connectPools('server', { ...database.connection, user: owner }, {}, silentLogger);
    try {
      await expect(migrateDatabase(mine)).rejects.toThrow(/may not create the schema qd/);
      await admin(`grant create on database ${database.name} to ${owner}`);
      await expect(migrateDatabase(mine)).rejects.toThrow(new RegExp(`grant quarterdeck_app to ${owner}`));
      await admin(`grant quarterdeck_app to ${owner}`);
      await migrateDatabase(mine);
      const system = { reason: 'test', companyId: 1 };
      await withSystemTransaction(mine, system, async (transaction) => {
        await transaction.query("insert into company (company_id, name) values (1, 'One')");
        await transaction.query("insert into account (id, name) values (gen_random_uuid(), 'x')");
      });
      const context = { companyId: 1, personId: null, scopes: {}, teamPeople: [], subtreePeople: [], requestId: 'r' };
      const count = 'select count(*)::int as count from account';
      const seen = await withTransaction(mine, context, (transaction) => transaction.query<{ count: number }>(count));
      const all = await withSystemTransaction(mine, system, (transaction) =>
        transaction.query<{ count: number }>(count),
      );
      expect([seen.rows[0].count, all.rows[0].count]).toEqual([0, 1]);
    } finally {
      await mine.close();
      await admin(`drop owned by ${owner} cascade`);
      await admin(`drop role ${owner}`);
    }
  });

  it('have a fingerprint that any change of text changes', () => {
    expect(layoutChecksum([one, two])).not.toBe(layoutChecksum([one, { ...two, statements: ['select 2'] }]));
    expect(layoutChecksum([one, two])).toBe(layoutChecksum([one, two]));
  });
});
