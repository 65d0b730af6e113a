import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, silentLogger } from '#platform/log/logger.ts';
import { connectPools } from './connect-pools.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { type DatabaseContext, type Transaction, withSystemTransaction, withTransaction } from './transaction.ts';

const nobody: DatabaseContext = {
  companyId: 1,
  personId: null,
  scopes: {},
  teamPeople: [],
  subtreePeople: [],
  requestId: 'r',
};

describe('the session of a request', () => {
  let database: TestDatabase;
  let owner: string;
  beforeAll(async () => {
    database = await testDatabase();
    owner = await withSystemTransaction(database, { reason: 'test data', companyId: 1 }, async (tx) => {
      await tx.query("insert into company (company_id, name) values (1, 'One')");
      await tx.query("insert into account (id, name) values (gen_random_uuid(), 'hidden')");
      const { rows } = await tx.query<{ name: string }>('select session_user::text as name');
      return rows[0].name;
    });
  });
  afterAll(() => database.close());

  const asNobody = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => withTransaction(database, nobody, work);
  const count = 'select count(*)::int as accounts from qd.account';

  it('belongs to a login without rights of its own, other than the owner', async () => {
    const { rows } = await asNobody((tx) =>
      tx.query<Record<string, unknown>>(
        `select session_user::text = $1 as same, current_user::text as now, r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolinherit as strong
         from pg_roles r where r.rolname = session_user`,
        [owner],
      ),
    );
    expect(rows).toEqual([{ same: false, now: 'quarterdeck_app', strong: false }]);
  });

  it('reads nothing after RESET ROLE, RESET SESSION AUTHORIZATION or SET ROLE NONE', async () => {
    for (const leave of ['reset role', 'set role none', 'reset session authorization', 'set local role none']) {
      const attempt = asNobody(async (tx) => {
        await tx.query(leave);
        return tx.query(count);
      });
      await expect(attempt, leave).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('may not become the owner, a superuser or someone who reads everything', async () => {
    for (const role of [owner, 'pg_read_all_data', 'pg_database_owner']) {
      const attempt = asNobody((tx) => tx.query(`set role ${pg.escapeIdentifier(role)}`));
      await expect(attempt, role).rejects.toMatchObject({ code: '42501' });
      const whole = asNobody((tx) => tx.query(`set session authorization ${pg.escapeIdentifier(owner)}`));
      await expect(whole).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('takes one statement a message, so that nothing can be appended to a query', async () => {
    for (const values of [undefined, []]) {
      const attempt = asNobody((tx) => tx.query(`${count}; reset role`, values));
      await expect(attempt).rejects.toMatchObject({ code: '42601' });
    }
  });

  it('cannot change its role or what it may see from within a query', async () => {
    for (const [name, value] of [
      ['role', owner],
      ['role', 'none'],
      ['qd.scopes', '{"account":"all"}'],
    ]) {
      const attempt = asNobody((tx) => tx.query('select set_config($1, $2, true)', [name, value]));
      // On a server that is not our own the function stays open to all, the role does not.
      if (database.kind === 'embedded' || value === owner)
        await expect(attempt, name).rejects.toMatchObject({ code: '42501' });
      else await attempt;
    }
  });

  it('cannot read how it was let in, nor anything of sign-in', async () => {
    for (const table of ['quarterdeck_login.login', 'auth."user"'])
      await expect(asNobody((tx) => tx.query(`select * from ${table}`))).rejects.toMatchObject({ code: '42501' });
  });

  it('opens again with the login kept, also when its password was lost', async () => {
    const login = await asNobody(
      async (tx) => (await tx.query<{ name: string }>('select session_user::text as name')).rows,
    );
    await database.pool.query(`alter role ${login[0].name} password 'of another dump'`);
    const lines: string[] = [];
    const again = await connectPools(
      database.kind,
      database.connection,
      {},
      createLogger({ write: (line) => void lines.push(line) }),
    );
    try {
      const { rows } = await withTransaction(again, nobody, (tx) =>
        tx.query<{ name: string }>('select session_user::text as name'),
      );
      expect([rows, lines]).toEqual([login, []]);
    } finally {
      await again.close();
    }
  });
});

describe('where the owner may not make a login', () => {
  it('requests go on under row-level security on its own session, and the log says so', async () => {
    const database = await testDatabase();
    const weak = `weak_${process.pid}`;
    await database.pool.query(`create role ${weak} login nosuperuser nocreaterole password 'w'`);
    await database.pool.query(`grant quarterdeck_app to ${weak}`);
    const lines: string[] = [];
    const logger = createLogger({ write: (line) => void lines.push(line) });
    const known = database.connection;
    const weaker = await connectPools('server', { ...known, user: weak, password: 'w' }, {}, logger);
    try {
      const { rows } = await withTransaction(weaker, nobody, (tx) =>
        tx.query<{ now: string }>('select current_user::text as now'),
      );
      expect(rows).toEqual([{ now: 'quarterdeck_app' }]);
      expect(lines.join()).toMatch(/requests share the database login of the owner/);
    } finally {
      await weaker.close();
      await database.pool.query(`drop role ${weak}`);
      await database.close();
    }
  });

  it('a login made by an administrator serves, and one that owns or passes rights is refused', async () => {
    const database = await testDatabase();
    const { host, port, database: name } = database.connection;
    const made = `given_${process.pid}`;
    await database.pool.query(`create role ${made} login noinherit password 'g'`);
    const at = (user: string): string =>
      `postgres://${user}:g@${encodeURIComponent(String(host))}:${port}/${String(name)}`;
    const open = (url: string) => connectPools('server', database.connection, { requestUrl: url }, silentLogger);
    const ask = (one: TestDatabase | Awaited<ReturnType<typeof open>>) =>
      withTransaction(one, nobody, (tx) => tx.query<{ name: string }>('select session_user::text as name'));
    const before = await open(at(made));
    await expect(ask(before)).rejects.toThrow(/DATABASE_REQUEST_URL cannot serve requests.*quarterdeck_app/);
    await before.close();
    await database.pool.query(`grant quarterdeck_app to ${made}`);
    const fit = await open(at(made));
    expect((await ask(fit)).rows).toEqual([{ name: made }]);
    await fit.close();
    await database.pool.query(`alter role ${made} createrole`);
    const strong = await open(at(made));
    await expect(ask(strong)).rejects.toThrow(/may pass or change rights/);
    await strong.close();
    await database.pool.query(`revoke quarterdeck_app from ${made}`);
    await database.pool.query(`drop role ${made}`);
    await database.close();
  });
});
