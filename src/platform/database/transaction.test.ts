import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { type DatabaseContext, withSystemTransaction, withTransaction } from './transaction.ts';

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
