import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommitOutcomeUnknown } from './problems.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { type DatabaseContext, withReadTransaction, withSystemTransaction, withTransaction } from './transaction.ts';

const me = '00000000-0000-7000-8000-000000000001';
const mate = '00000000-0000-7000-8000-000000000002';
const stranger = '00000000-0000-7000-8000-000000000003';

function context(scopes: Record<string, string>, more: Partial<DatabaseContext> = {}): DatabaseContext {
  return {
    companyId: 1,
    personId: me,
    scopes,
    teamPeople: [me, mate],
    subtreePeople: [me, mate],
    requestId: 'r1',
    ...more,
  };
}

describe('a transaction for a person', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await withSystemTransaction(database, { reason: 'test data', companyId: 1 }, async (transaction) => {
      await transaction.query("insert into company (company_id, name) values (1, 'One'), (2, 'Two')");
      for (const id of [me, mate, stranger]) {
        await transaction.query('insert into person (id, name) values ($1::uuid, $1::text)', [id]);
        await transaction.query('insert into account (id, name, owner_id) values ($1::uuid, $1::text, $1::uuid)', [id]);
      }
    });
  });
  afterAll(() => database.close());

  const seen = (scopes: Record<string, string>, more: Partial<DatabaseContext> = {}) =>
    withTransaction(database, context(scopes, more), async (transaction) => {
      const answer = await transaction.query<{ name: string }>('select name from account order by name');
      return answer.rows.map((row) => row.name);
    });

  it('sees what the scope allows and nothing without one', async () => {
    expect(await seen({ account: 'all' })).toEqual([me, mate, stranger]);
    expect(await seen({ account: 'team' })).toEqual([me, mate]);
    expect(await seen({ account: 'subtree' }, { subtreePeople: [stranger] })).toEqual([stranger]);
    expect(await seen({ account: 'own' })).toEqual([me]);
    expect(await seen({ account: 'own' }, { personId: null })).toEqual([]);
    expect(await seen({ account: 'none' })).toEqual([]);
    expect(await seen({})).toEqual([]);
  });

  it('never sees another company', async () => {
    expect(await seen({ account: 'all' }, { companyId: 2 })).toEqual([]);
  });

  it('may not write without the scope for writing', async () => {
    await expect(
      withTransaction(database, context({ account: 'all' }), (transaction) =>
        transaction.query("insert into account (id, name, owner_id) values (gen_random_uuid(), 'x', $1)", [me]),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('leaves no trace of the person on the connection', async () => {
    await seen({ account: 'all' });
    const after = await database.pool.query<{ role: string; company: string }>(
      "select current_user as role, coalesce(current_setting('qd.company', true), '') as company",
    );
    expect(after.rows[0].role).not.toBe('quarterdeck_app');
    expect(after.rows[0].company).toBe('');
  });

  it('passes odd text through the settings unharmed', async () => {
    const odd = `it's; drop table "qd".account; \\ '' 帷幄`;
    const answer = await withTransaction(database, context({ account: 'team' }, { requestId: odd }), (transaction) =>
      transaction.query<{ request: string }>("select current_setting('qd.request') as request"),
    );
    expect(answer.rows[0].request).toBe(odd);
  });
});

describe('a transaction', () => {
  let database: TestDatabase;
  const system = { reason: 'test' };
  beforeAll(async () => {
    database = await testDatabase({ empty: true, statementTimeoutMs: 5000 });
    await database.pool.query('create schema qd; create table qd.counter (id int primary key, value int not null)');
    await database.pool.query('insert into qd.counter values (1, 0), (2, 0)');
  });
  afterAll(() => database.close());

  const value = async (id: number): Promise<number> => {
    const found = await database.pool.query<{ value: number }>('select value from qd.counter where id = $1', [id]);
    return found.rows[0].value;
  };

  it('is tried again as a whole when it conflicts, until all have had their turn', async () => {
    let runs = 0;
    const add = () =>
      withSystemTransaction(
        database,
        system,
        async (transaction) => {
          runs++;
          const before = await transaction.query<{ value: number }>('select value from counter where id = 1');
          await transaction.query('update counter set value = $1 where id = 1', [before.rows[0].value + 1]);
        },
        { isolation: 'serializable', attempts: 100 },
      );
    const start = await value(1);
    await Promise.all(Array.from({ length: 8 }, add));
    expect(await value(1)).toBe(start + 8);
    expect(runs).toBeGreaterThan(8);
  });

  it('survives a deadlock', async () => {
    const start = (await value(1)) + (await value(2));
    const both = (first: number, second: number) =>
      withSystemTransaction(database, system, async (transaction) => {
        await transaction.query('update counter set value = value + 1 where id = $1', [first]);
        await transaction.query('select pg_sleep(0.05)');
        await transaction.query('update counter set value = value + 1 where id = $1', [second]);
      });
    await Promise.all([both(1, 2), both(2, 1)]);
    expect((await value(1)) + (await value(2))).toBe(start + 4);
  });

  it('gives up after the attempts allowed', async () => {
    let runs = 0;
    const always = withSystemTransaction(
      database,
      system,
      async (transaction) => {
        runs++;
        await transaction.query("do $$ begin raise exception 'again' using errcode = '40001'; end $$");
      },
      { attempts: 3 },
    );
    await expect(always).rejects.toMatchObject({ code: '40001' });
    expect(runs).toBe(3);
  });

  it('runs hooks after the commit only, in order, once', async () => {
    const done: string[] = [];
    await expect(
      withSystemTransaction(database, system, async (transaction) => {
        transaction.afterCommit(() => void done.push('rolled back'));
        await transaction.query('select 1 / 0');
      }),
    ).rejects.toThrow('division by zero');
    let first = true;
    await withSystemTransaction(database, system, async (transaction) => {
      transaction.afterCommit(() => void done.push('one'));
      transaction.afterCommit(() => Promise.reject(new Error('a hook that fails does not undo')));
      transaction.afterCommit(() => void done.push('three'));
      if (first) {
        first = false;
        await transaction.query("do $$ begin raise exception 'again' using errcode = '40P01'; end $$");
      }
    });
    expect(done).toEqual(['one', 'three']);
  });

  it('does not pretend success when the work swallowed an error', async () => {
    await expect(
      withSystemTransaction(database, system, async (transaction) => {
        await transaction.query('select 1 / 0').catch(() => undefined);
      }),
    ).rejects.toThrow(/was rolled back/);
  });

  it('stops a statement that runs too long', async () => {
    await expect(
      withSystemTransaction(database, system, (transaction) => transaction.query('select pg_sleep(30)'), {
        statementTimeoutMs: 100,
      }),
    ).rejects.toMatchObject({ code: '57014' });
  });

  it('refuses to write when it is for reading', async () => {
    await testDatabase().then(async (full) => {
      const reading = withReadTransaction(full, context({ account: 'all', 'account:write': 'all' }), (transaction) =>
        transaction.query("insert into account (id, name) values (gen_random_uuid(), 'x')"),
      );
      await expect(reading).rejects.toMatchObject({ code: '25006' });
      await full.close();
    });
  });

  const breakOff = 'select pg_terminate_backend(pg_backend_pid())';

  it('fails cleanly when the connection breaks in it, and the next one works', async () => {
    const start = await value(2);
    await expect(
      withSystemTransaction(database, system, async (transaction) => {
        await transaction.query('update counter set value = value + 1 where id = 2');
        await transaction.query(breakOff);
      }),
    ).rejects.toThrow();
    expect(await value(2)).toBe(start);
  });

  it('says that the outcome is unknown when the connection breaks in the commit', async () => {
    await database.pool.query(`create function qd.break_off() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
      create table qd.fragile (i int); create constraint trigger t after insert on qd.fragile deferrable initially deferred for each row execute function qd.break_off()`);
    const committing = withSystemTransaction(database, system, (transaction) =>
      transaction.query('insert into fragile values (1)'),
    );
    await expect(committing).rejects.toBeInstanceOf(CommitOutcomeUnknown);
  });

  it('runs typed queries on its own connection', async () => {
    await database.pool.query('create table qd.company (company_id int, name text)');
    const names = await withSystemTransaction(database, system, async (transaction) => {
      await transaction.kysely.insertInto('company').values({ company_id: 7, name: '帷幄' }).execute();
      return transaction.kysely.selectFrom('company').select('name').execute();
    });
    expect(names).toEqual([{ name: '帷幄' }]);
  });
});
