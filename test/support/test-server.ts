import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { makeId } from '#kernel/id.ts';
import { type Clock, systemClock } from '#platform/clock/clock.ts';
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { createServer } from '#platform/http/create-server.ts';
import type { AnyRoute, RouteServices } from '#platform/http/define-route.ts';
import type { ServerSettings } from '#platform/http/server-settings.ts';
import { createAccount } from '#platform/identity/accounts.ts';
import { type Identity, identityOf } from '#platform/identity/identity.ts';
import { hashPassword } from '#platform/identity/password-hash.ts';
import { openSession } from '#platform/identity/sessions.ts';
import { type Logger, silentLogger } from '#platform/log/logger.ts';
import { type Role, roles } from '#platform/visibility/roles.ts';

export interface TestReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON; the text when it is something else; undefined when empty. */
  readonly body: unknown;
  readonly text: string;
}

type Ask = (path: string, body?: unknown, headers?: Record<string, string>) => Promise<TestReply>;

/** Calls the server as one person (or as nobody), without a network. */
export interface TestClient {
  get(path: string, headers?: Record<string, string>): Promise<TestReply>;
  readonly post: Ask;
  readonly patch: Ask;
  readonly put: Ask;
  delete(path: string, headers?: Record<string, string>): Promise<TestReply>;
}

/**
 * Everyone of the small company: one person for each role, all but the first four in team A1 (managers lead region A above it), and
 * a teammate (A1), a neighbour (A2, the same region) and a stranger (B1), all three reps.
 */
export type TestPerson = Role | 'teammate' | 'neighbour' | 'stranger';

export interface TestServer {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly services: RouteServices;
  readonly identity: Identity;
  readonly people: Readonly<Record<TestPerson, string>>;
  readonly units: Readonly<Record<'root' | 'regionA' | 'teamA1' | 'teamA2' | 'regionB' | 'teamB1', string>>;
  /** Signed in with a session. */
  as(person: TestPerson): TestClient;
  readonly nobody: TestClient;
  /** With these headers and nothing else: a cookie, a key. */
  with(headers: Record<string, string>): TestClient;
  close(): Promise<void>;
}

export const testPassword = 'a long enough password';
export const testSettings: ServerSettings = {
  version: '0.0.0-test',
  secret: randomBytes(32).toString('base64url'),
  // Never: while the product itself is loading, the delay that is measured is infinite.
  busyAfterMs: 0,
};
let passwordHash: Promise<string> | undefined;

export interface TestServerOptions {
  readonly routes?: readonly AnyRoute[];
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly settings?: Partial<ServerSettings>;
  /** An existing database with its people, to start a second server on it. */
  readonly on?: TestServer;
}

/** A server on a fresh database with the small company in it; e-mail addresses are `<person>@example.com`. */
export async function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { clock = systemClock, log = silentLogger, on } = options;
  const database = on?.database ?? (await testDatabase());
  const settings = { ...testSettings, ...options.settings };
  const routes = options.routes ?? (await import('../../src/entrypoints/routes.ts')).routes;
  const app = await createServer({ database, routes, config: settings, clock, log });
  await app.ready();
  const { services } = app;
  const identity = identityOf(services);
  const company = on ?? (await makeCompany(identity));
  const cookies = new Map<TestPerson, string>();
  for (const [person, id] of Object.entries(company.people) as [TestPerson, string][]) {
    const cookie = await identity.system(async (tx) => {
      const { rows } = await tx.query<{ id: string }>('select id from auth."user" where person_id = $1', [id]);
      return openSession(identity, tx, rows[0].id, { address: '127.0.0.1', userAgent: 'test' });
    });
    cookies.set(person, cookie.split(';')[0]);
  }
  return {
    app,
    database,
    services,
    identity,
    people: company.people,
    units: company.units,
    as: (person) => client(app, { cookie: cookies.get(person) ?? '' }),
    nobody: client(app, {}),
    with: (headers) => client(app, headers),
    close: async () => {
      await app.close();
      if (on === undefined) await database.close();
    },
  };
}

function client(app: FastifyInstance, own: Record<string, string>): TestClient {
  const send =
    (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE') =>
    async (url: string, body?: unknown, headers: Record<string, string> = {}): Promise<TestReply> => {
      const json =
        body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
      const reply = await app.inject({
        method,
        url,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...own, ...headers },
        ...(json === undefined ? {} : { payload: json as string }),
      });
      const isJson = /json/.test(String(reply.headers['content-type']));
      return {
        status: reply.statusCode,
        headers: reply.headers as TestReply['headers'],
        text: reply.body,
        body: reply.body === '' ? undefined : isJson ? JSON.parse(reply.body) : reply.body,
      };
    };
  return {
    get: (path, headers) => send('GET')(path, undefined, headers),
    post: send('POST'),
    patch: send('PATCH'),
    put: send('PUT'),
    delete: (path, headers) => send('DELETE')(path, undefined, headers),
  };
}

/** In which unit everyone sits. */
export const seats: Readonly<Record<TestPerson, keyof TestServer['units']>> = {
  administrator: 'root',
  executive: 'root',
  finance: 'root',
  analyst: 'root',
  manager: 'regionA',
  supervisor: 'teamA1',
  teamLead: 'teamA1',
  rep: 'teamA1',
  service: 'teamA1',
  teammate: 'teamA1',
  neighbour: 'teamA2',
  stranger: 'teamB1',
};

/** Which unit each belongs to. */
export const parents: Readonly<Record<keyof TestServer['units'], keyof TestServer['units'] | null>> = {
  root: null,
  regionA: 'root',
  regionB: 'root',
  teamA1: 'regionA',
  teamA2: 'regionA',
  teamB1: 'regionB',
};

async function makeCompany(identity: Identity): Promise<Pick<TestServer, 'people' | 'units'>> {
  // Cheap on purpose: tests sign in hundreds of times.
  passwordHash ??= hashPassword(testPassword, { memory: 64, passes: 1, parallelism: 1 });
  const hash = await passwordHash;
  const id = (): string => makeId(Date.now(), randomBytes(10));
  const people = Object.fromEntries(Object.keys(seats).map((person) => [person, id()])) as Record<TestPerson, string>;
  const units = { root: id(), regionA: id(), teamA1: id(), teamA2: id(), regionB: id(), teamB1: id() };
  await withSystemTransaction(identity.database, { reason: 'test company', companyId: 1 }, async (tx) => {
    await tx.query(`insert into qd.company (company_id, name, language) values (1, 'Test', 'en')`);
    const structure = id();
    await tx.query(`insert into qd.structure (id, name) values ($1, 'By region')`, [structure]);
    for (const [name, parent] of Object.entries(parents) as [keyof typeof units, keyof typeof units | null][]) {
      await tx.query(`insert into qd.unit (id, structure_id, parent_id, name) values ($1, $2, $3, $4)`, [
        units[name],
        structure,
        parent === null ? null : units[parent],
        name,
      ]);
    }
    for (const [person, unit] of Object.entries(seats) as [TestPerson, keyof typeof units][]) {
      const role = roles.find((known) => known === person) ?? 'rep';
      const email = `${person.toLowerCase()}@example.com`;
      const position = id();
      await tx.query(`insert into qd.person (id, name, email) values ($1, $2, $3)`, [people[person], person, email]);
      await tx.query(`insert into qd.position (id, unit_id, role, title) values ($1, $2, $3, $3)`, [
        position,
        units[unit],
        role,
      ]);
      await tx.query(
        `insert into qd.assignment (id, position_id, person_id, from_on) values ($1, $2, $3, '2020-01-01')`,
        [id(), position, people[person]],
      );
      await createAccount(identity, tx, {
        companyId: 1,
        personId: people[person],
        name: person,
        email,
        passwordHash: hash,
      });
    }
  });
  return { people, units };
}
