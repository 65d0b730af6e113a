import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordKind } from '#kernel/record-kind.ts';
import { type AuthorisationCell, authorisationMatrix } from '#platform/http/authorisation-matrix.ts';
import type { AnyRoute } from '#platform/http/define-route.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { withTransaction } from '#platform/database/transaction.ts';
import { loadViewer } from '#platform/identity/load-viewer.ts';
import { databaseContext } from '#platform/visibility/database-context.ts';
import { accessTo } from '#platform/visibility/define-access.ts';
import { type Role, type Scope, roles } from '#platform/visibility/roles.ts';
import { routes } from '../../src/entrypoints/routes.ts';
import {
  type TestClient,
  type TestPerson,
  type TestReply,
  type TestServer,
  parents,
  seats,
  testServer,
} from '../support/test-server.ts';
import { changedTables, databaseHash } from './database-hash.ts';
import { SampleRows, ownedBySomeone } from './sample-rows.ts';

/**
 * Every operation of the route table × every role (and nobody) × whose row it is: the verdict must be the one the declarations
 * give, and whatever is denied must leave the database as it was (reliability Z1, Z2, Z12). New routes are covered as they come.
 */
const relations = ['teammate', 'neighbour', 'stranger'] as const;
type Whose = Role | (typeof relations)[number];

let server: TestServer;
/** kind → whose → id */
const rows = new Map<string, Map<Whose, string>>();
const somewhere = '0190d3a4-0000-7000-8000-00000000beef';

beforeAll(async () => {
  server = await testServer({ settings: { requestsPerMinute: 10_000_000 } });
  await server.identity.system(async (tx) => {
    const samples = new SampleRows(tx, () => server.identity.newId());
    for (const { kind } of recordDefinitions()) {
      const ids = new Map<Whose, string>();
      for (const whose of [...roles, ...relations]) ids.set(whose, await samples.of(kind, server.people[whose]));
      rows.set(kind.kind, ids);
    }
  }, 1);
});
afterAll(() => server.close());

const matrix = authorisationMatrix(routes).map((row, i) => ({ ...row, route: routes[i] }));
const everyone: readonly AuthorisationCell['role'][] = ['nobody', ...roles];

function client(role: AuthorisationCell['role']): TestClient {
  return role === 'nobody' ? server.nobody : server.as(role);
}

/** Calls the route with a body that none of them takes, so that nothing happens even where it is allowed. */
function knock(as: TestClient, route: AnyRoute, path = route.path.replaceAll(/:\w+/g, somewhere)): Promise<TestReply> {
  const headers = { 'if-match': '"1"' };
  const body = { 'no such field': true };
  switch (route.method) {
    case 'GET':
      return as.get(`${path}?no-such-field=1`);
    case 'DELETE':
      return as.delete(`${path}?no-such-field=1`);
    case 'POST':
      return as.post(path, body, headers);
    case 'PATCH':
      return as.patch(path, body, headers);
    case 'PUT':
      return as.put(path, body, headers);
  }
}

/** Runs the calls and names those after which the database differs; looked for one by one only when there is any. */
async function unchangedBy(calls: readonly { name: string; run: () => Promise<unknown> }[]): Promise<string[]> {
  const before = await databaseHash(server.database);
  for (const { run } of calls) await run();
  if (changedTables(before, await databaseHash(server.database)).length === 0) return [];
  const guilty: string[] = [];
  for (const { name, run } of calls) {
    const one = await databaseHash(server.database);
    await run();
    const changed = changedTables(one, await databaseHash(server.database));
    if (changed.length > 0) guilty.push(`${name} changed ${changed.join(', ')}`);
  }
  return guilty.length > 0 ? guilty : ['something changed that a repetition does not change'];
}

describe('who may call what at all', () => {
  it.each(everyone)('%s', async (role) => {
    const wrong: string[] = [];
    const as = client(role);
    const judge = async ({ route, operation }: (typeof matrix)[number], admitted: boolean): Promise<void> => {
      const { status } = await knock(as, route);
      const verdict = status !== 401 && status !== 403;
      if (verdict !== admitted || status >= 500)
        wrong.push(`${operation}: ${status}, expected ${admitted ? 'to be admitted' : 'to be denied'}`);
    };
    const mine = (row: (typeof matrix)[number]): boolean =>
      row.cells.find((cell) => cell.role === role)?.admitted === true;
    const denied = matrix
      .filter((row) => !mine(row))
      .map((row) => ({ name: row.operation, run: () => judge(row, false) }));
    expect(await unchangedBy(denied)).toEqual([]);
    await Promise.all(matrix.filter(mine).map((row) => judge(row, true)));
    expect(wrong).toEqual([]);
  });

  it('leaves out no operation and no role', () => {
    expect(matrix).toHaveLength(routes.length);
    for (const { cells } of matrix) expect(cells.map((cell) => cell.role)).toEqual(everyone);
    const open = matrix.filter(({ route }) => route.access.to === 'anyone').map(({ path }) => path);
    // The calendar's address is its own proof.
    expect(open.filter((path) => !path.startsWith('/api/auth/'))).toEqual(['/api/today/calendar-feed/:token']);
  });
});

/** The people whose rows a scope reaches, from where everyone sits; independent of the code under test. */
function reaches(role: Role, scope: Scope, whose: Whose): boolean {
  const own = seats[role];
  const theirs = seats[whose as TestPerson];
  switch (scope) {
    case 'all':
      return true;
    case 'subtree': {
      for (let unit: keyof TestServer['units'] | null = theirs; unit !== null; unit = parents[unit])
        if (unit === own) return true;
      return false;
    }
    case 'team':
      return theirs === own;
    case 'own':
      return whose === role;
    case 'none':
      return false;
  }
}

interface Expected {
  readonly read: boolean;
  readonly write: boolean;
  readonly delete: boolean;
}

function expectedOn(kind: RecordKind, role: Role, whose: Whose): Expected {
  const access = accessTo(kind.kind);
  // A row that belongs to a parent is reached when the parent is; a row of the company by whoever reaches any.
  const far = (which: 'read' | 'write'): boolean => {
    const scope = access[which][role] ?? 'none';
    if (scope === 'none') return false;
    if (kind.ownership.by === 'company') return true;
    if (kind.ownership.by === 'owner') return reaches(role, scope, whose);
    if (scope === 'all') return true;
    const parent = recordDefinitions().find((definition) => definition.kind.kind === parentOf(kind))
      ?.kind as RecordKind;
    const { read, write } = expectedOn(parent, role, whose);
    return which === 'read' ? read : write;
  };
  const [read, write] = [far('read'), far('write')];
  return { read, write, delete: write && (access.delete === undefined || access.delete.includes(role)) };
}

function parentOf(kind: RecordKind): string {
  return kind.ownership.by === 'parent' ? kind.ownership.kind : kind.kind;
}

describe('whose rows', () => {
  const kinds = recordDefinitions().map(({ kind }) => kind);

  it.each(roles)('%s', async (role) => {
    const wrong: string[] = [];
    const denied: { name: string; run: () => Promise<unknown> }[] = [];
    const as = server.as(role);
    for (const kind of kinds) {
      const base = `/api/${kind.room}/${kind.path}`;
      const relationsOfKind: readonly Whose[] = ownedBySomeone(kind) ? [role, ...relations] : [role];
      for (const whose of relationsOfKind) {
        const path = `${base}/${rows.get(kind.kind)?.get(whose)}`;
        const expected = expectedOn(kind, role, whose);
        const check = (what: string, reply: TestReply, allowed: boolean): void => {
          const verdict = reply.status < 400 ? true : reply.status === 403 || reply.status === 404 ? false : undefined;
          // Refused for what it says rather than who asks: still let in.
          const letIn = verdict ?? (reply.status === 409 || reply.status === 422);
          if (letIn !== allowed || reply.status >= 500)
            wrong.push(
              `${what} ${kind.kind} of ${whose}: ${reply.status}, expected to be ${allowed ? 'allowed' : 'denied'}`,
            );
        };
        check('read', await as.get(path), expected.read);
        check('history of', await as.get(`${path}/history`), expected.read);
        const tries: readonly (readonly [string, boolean, () => Promise<TestReply>])[] = [
          ['change', expected.write, () => as.patch(path, {}, { 'if-match': '"1"' })],
          ...(expected.delete
            ? []
            : ([
                ['delete', false, () => as.delete(path)],
                ['restore', false, () => as.post(`${path}/restoration`, {})],
              ] as const)),
        ];
        for (const [what, allowed, run] of tries) {
          if (allowed) check(what, await run(), true);
          else
            denied.push({ name: `${what} ${kind.kind} of ${whose}`, run: async () => check(what, await run(), false) });
        }
      }
      const list = await as.get(`${base}?limit=200`);
      if (list.status === 200) {
        const seen = new Set((list.body as { items: { id: string }[] }).items.map(({ id }) => id));
        for (const whose of relationsOfKind) {
          const id = rows.get(kind.kind)?.get(whose) ?? '';
          if (seen.has(id) !== expectedOn(kind, role, whose).read)
            wrong.push(`list of ${kind.kind}: ${whose}'s row is ${seen.has(id) ? '' : 'not '}there`);
        }
      }
    }
    expect(await unchangedBy(denied)).toEqual([]);
    expect(wrong).toEqual([]);
  });
});

describe('the database itself (row-level security, the second wall)', () => {
  it.each(roles)('%s', async (role) => {
    const viewer = await server.identity.system((tx) =>
      loadViewer(tx, { companyId: 1, personId: server.people[role], via: 'job', nowMs: Date.now() }),
    );
    if (viewer === undefined) throw new Error(`${role} is not there`);
    const wrong: string[] = [];
    await withTransaction(server.database, databaseContext(viewer, 'test'), async (tx) => {
      for (const { kind } of recordDefinitions()) {
        const found = await tx.query<{ id: string }>(`select id from qd.${kind.table}`);
        const seen = new Set(found.rows.map(({ id }) => id));
        for (const [whose, id] of rows.get(kind.kind) ?? []) {
          if (seen.has(id) !== expectedOn(kind, role, whose).read)
            wrong.push(`${kind.table}: ${whose}'s row is ${seen.has(id) ? '' : 'not '}there`);
        }
      }
    });
    expect(wrong).toEqual([]);
  });
});

describe('this test', () => {
  it('notices a denied call that writes, and names it', async () => {
    const write = () =>
      server.identity.system((tx) =>
        tx.query(`update qd.person set version = version + 1 where id = $1`, [server.people.rep]),
      );
    const calls = [
      { name: 'harmless', run: async () => undefined },
      { name: 'writing', run: write },
    ];
    expect(await unchangedBy(calls)).toEqual(['writing changed auth.change, qd.person']);
  });
});
