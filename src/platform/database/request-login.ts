import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Logger } from '#platform/log/logger.ts';
import { codeOf, DatabaseUnusable, isConnectionLoss, messageOf } from './problems.ts';

/** The role whose rights and row-level security hold for requests. */
export const appRole = 'quarterdeck_app';

/** Kept apart from the data and out of backups: a role belongs to one database of one server. */
const schema = 'quarterdeck_login';

export interface Login {
  readonly user: string;
  readonly password: string;
}

/**
 * Takes a function from everybody by which a mere SELECT could change what row-level security reads. Only on a server of our own: on
 * another, programs such as pg_dump may need it.
 */
export async function closeSettings(owner: pg.ClientConfig): Promise<void> {
  await withClient(owner, (client) =>
    client.query('revoke execute on function pg_catalog.set_config(text, text, boolean) from public'),
  );
}

/**
 * A login of this database that owns nothing, inherits nothing and may become nobody but `quarterdeck_app`, made at first use: on a
 * session of the owner, RESET ROLE would leave row-level security; on this one it leads to a role without any rights.
 * @returns undefined, with a warning, where the owner may not make roles or the server does not let the new one in
 */
export async function requestLogin(owner: pg.ClientConfig, logger: Logger): Promise<Login | undefined> {
  try {
    const login = await keepLogin(owner);
    try {
      await tryLogin(owner, login);
    } catch (error) {
      // The role is of another dump than the password kept here.
      if (codeOf(error) !== '28P01') throw error;
      await withClient(owner, (client) => client.query(alterPassword(login)));
      await tryLogin(owner, login);
    }
    return login;
  } catch (error) {
    if (isConnectionLoss(error)) throw error;
    logger.warn(
      'requests share the database login of the owner: row-level security holds, but the session could leave it; let an administrator make a login (docs/decisions/0080) and name it in DATABASE_REQUEST_URL',
      { problem: messageOf(error) },
    );
    return undefined;
  }
}

/**
 * Checks a login that an administrator made.
 * @throws DatabaseUnusable when it cannot act as quarterdeck_app or could leave row-level security
 */
export async function checkGivenLogin(given: pg.ClientConfig): Promise<void> {
  const problem = await withClient(given, async (client) => {
    await client.query(`set role ${appRole}; reset role`);
    const { rows } = await client.query<{ strong: boolean; owns: boolean }>(
      `select r.rolsuper or r.rolbypassrls or r.rolcreaterole as strong,
         exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('qd', 'auth')
           and pg_has_role(r.oid, c.relowner, 'member')) as owns
       from pg_roles r where r.rolname = session_user`,
    );
    return rows[0].strong
      ? 'may pass or change rights'
      : rows[0].owns
        ? 'may act as the owner of the tables'
        : undefined;
  }).catch((error: unknown) => {
    if (isConnectionLoss(error)) throw error;
    return messageOf(error);
  });
  if (problem !== undefined)
    throw new DatabaseUnusable(
      `the login of DATABASE_REQUEST_URL cannot serve requests: ${problem}; a role with nothing but membership in ${appRole} is expected`,
    );
}

/** The same server and database, entered by another role. */
export function enteredAs(connection: pg.ClientConfig, login: Login): pg.ClientConfig {
  const { host, port, database, ssl } = new pg.Client(connection);
  const { connectionString: _replaced, ...others } = connection;
  return { ...others, host, port, database, ssl, ...login };
}

async function keepLogin(owner: pg.ClientConfig): Promise<Login> {
  return withClient(owner, async (client) => {
    await client.query('begin');
    await client.query("select pg_advisory_xact_lock(hashtextextended('quarterdeck.login', 0))");
    await client.query(`create schema if not exists ${schema}`);
    await client.query(`create table if not exists ${schema}.login (role text primary key, password text not null)`);
    const named = await client.query<{ role: string }>(
      `select 'quarterdeck_login_' || oid as role from pg_database where datname = current_database()`,
    );
    const { role } = named.rows[0];
    const kept = await client.query<{ password: string }>(
      `insert into ${schema}.login (role, password) values ($1, $2)
       on conflict (role) do update set role = excluded.role returning password`,
      [role, randomBytes(24).toString('base64url')],
    );
    const login = { user: role, password: kept.rows[0].password };
    const there = await client.query('select from pg_roles where rolname = $1', [role]);
    if (there.rowCount === 0) {
      await client.query(
        `create role ${role} login noinherit nosuperuser nocreatedb nocreaterole nobypassrls password ${pg.escapeLiteral(login.password)}`,
      );
      await client.query(`grant ${appRole} to ${role}`);
    }
    await client.query('commit');
    return login;
  });
}

function alterPassword({ user, password }: Login): string {
  return `alter role ${user} password ${pg.escapeLiteral(password)}`;
}

function tryLogin(owner: pg.ClientConfig, login: Login): Promise<unknown> {
  return withClient(enteredAs(owner, login), (client) => client.query(`set role ${appRole}`));
}

async function withClient<T>(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
