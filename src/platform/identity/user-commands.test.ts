import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testPassword, testServer } from '../../../test/support/test-server.ts';
import { cleanSignIn } from './housekeeping.ts';
import { identityRoutes } from './identity-routes.ts';
import { addUser, listUsers, setUserDisabled, userResetLink } from './user-commands.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ routes: identityRoutes });
});
afterAll(() => server.close());

const tokenOf = (link: string): string => new URL(link).searchParams.get('token') ?? '';
const signIn = (email: string, password: string) => server.nobody.post('/api/auth/sign-in', { email, password });

describe('quarterdeck user', () => {
  it('adds a new person with a role, who sets a password by the link', async () => {
    await expect(addUser(server.identity, { email: 'new@example.com' })).rejects.toThrow(/give a name and a role/);
    const { link, personId } = await addUser(server.identity, {
      email: 'New@example.com',
      name: '李雷',
      role: 'manager',
    });
    const accepted = await server.nobody.post('/api/auth/invitations/acceptance', {
      token: tokenOf(link),
      password: testPassword,
    });
    expect(accepted.status).toBe(200);
    expect((await signIn('new@example.com', testPassword)).status).toBe(200);
    const added = (await listUsers(server.identity)).find((user) => user.personId === personId);
    expect(added).toMatchObject({ name: '李雷', email: 'new@example.com', disabled: false, sessions: 2 });
    await expect(addUser(server.identity, { email: 'new@example.com' })).rejects.toThrow(/has an account already/);
    const { rows } = await server.identity.system((tx) =>
      tx.query<{ kind: string }>(`select distinct kind from qd.event where via = 'system' order by kind`),
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['assignment', 'person', 'position']);
  });

  it('makes a reset link that works once', async () => {
    const { link } = await userResetLink(server.identity, 'rep@example.com');
    const confirm = () =>
      server.nobody.post('/api/auth/reset/confirmation', {
        token: tokenOf(link),
        newPassword: 'a rather new password',
      });
    expect([(await confirm()).status, (await confirm()).status]).toEqual([204, 404]);
    expect((await signIn('rep@example.com', 'a rather new password')).status).toBe(200);
    await expect(userResetLink(server.identity, 'nobody@example.com')).rejects.toThrow(/nobody signs in as/);
  });

  it('keeps people out and lets them in again, but never the last administrator out', async () => {
    await setUserDisabled(server.identity, 'analyst@example.com', true);
    expect((await signIn('analyst@example.com', testPassword)).status).toBe(401);
    await setUserDisabled(server.identity, 'analyst@example.com', false);
    expect((await signIn('analyst@example.com', testPassword)).status).toBe(200);
    await expect(setUserDisabled(server.identity, 'administrator@example.com', true)).rejects.toThrow(
      /one administrator/,
    );
  });
});

describe('housekeeping', () => {
  it('clears what has ended and nothing else', async () => {
    const count = async () => {
      const { rows } = await server.identity.system((tx) =>
        tx.query<{ sessions: number; keys: number }>(
          `select (select count(*)::int from auth.session) as sessions, (select count(*)::int from qd.idempotency) as keys`,
        ),
      );
      return rows[0];
    };
    await server.identity.system(async (tx) => {
      await tx.query(
        `insert into qd.idempotency (company_id, person_id, key, request_hash, created_at) values (1, $1, 'old', '', now() - interval '3 days'), (1, $1, 'new', '', now())`,
        [server.people.rep],
      );
      await tx.query(
        `update auth.session set expires_at = now() - interval '1 minute' where user_id = (select id from auth."user" where email = 'finance@example.com')`,
      );
    });
    const before = await count();
    await cleanSignIn(server.identity);
    expect(await count()).toEqual({ sessions: before.sessions - 1, keys: 1 });
    expect((await server.as('manager').get('/api/auth/sessions')).status).toBe(200);
  });
});
