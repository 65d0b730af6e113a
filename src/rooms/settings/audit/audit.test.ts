import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { startJobs } from '#platform/jobs/job-runner.ts';

interface Page {
  readonly items: readonly {
    readonly id: string;
    readonly kind: string;
    readonly action: string;
    readonly actorName: string | null;
    readonly recordTitle: string | null;
    readonly changes: Record<string, { from: unknown; to: unknown; hidden: boolean }>;
  }[];
  readonly next: string | null;
}

const path = '/api/settings/audit';
const canary = '77123.45';
let server: TestServer;
let account = '';
let person = '';

beforeAll(async () => {
  server = await testServer();
  const admin = server.as('administrator');
  while ((await admin.get('/api/notifications')).status === 503) await new Promise((done) => setTimeout(done, 200));
  account = ((await admin.post('/api/customers/accounts', { name: 'Before' })).body as { id: string }).id;
  await admin.patch(`/api/customers/accounts/${account}`, { name: 'After, =1+1' }, { 'if-match': '"1"' });
  person = ((await admin.post('/api/team/people', { name: 'Paid' })).body as { id: string }).id;
  // As one who sees pay writes it.
  await withSystemTransaction(server.database, { reason: 'test', companyId: 1 }, (tx) =>
    appendEvents(tx, { personId: server.people.finance, via: 'app' }, [
      {
        id: server.identity.newId(),
        action: 'updated',
        kind: 'person',
        recordId: person,
        changes: { name: { from: 'Unpaid', to: 'Paid' }, monthlySalary: { from: null, to: canary } },
      },
    ]),
  );
});
afterAll(() => server.close());

const search = async (query = ''): Promise<Page> => {
  const { status, body, text } = await server.as('administrator').get(`${path}?${query}`);
  expect(status, text).toBe(200);
  return body as Page;
};

describe('the audit', () => {
  it('finds by person, kind, record, action and time, each change from → to', async () => {
    const { items } = await search(
      `kind=account&recordId=${account}&action=updated&actorId=${server.people.administrator}&from=2020-01-01T00:00:00Z`,
    );
    expect(items).toMatchObject([
      {
        kind: 'account',
        action: 'updated',
        actorName: 'administrator',
        recordTitle: 'After, =1+1',
        changes: { name: { from: 'Before', to: 'After, =1+1', hidden: false } },
      },
    ]);
    expect((await search(`recordId=${account}&until=2020-01-01T00:00:00Z`)).items).toEqual([]);
    expect((await server.as('administrator').get(`${path}?kind=account&no-such=1`)).status).toBe(422);
  });

  it('comes page by page, without gaps or repeats', async () => {
    const whole = (await search('limit=200')).items.map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await search(`limit=3${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null && seen.length < whole.length);
    expect(seen.slice(0, whole.length)).toEqual(whole);
  });

  it('names hidden fields without their values, on screen and in the file (Z3)', async () => {
    const { items } = await search(`recordId=${person}`);
    expect(items[0].changes.monthlySalary).toEqual({ from: null, to: null, hidden: true });
    expect(items[0].changes.name).toMatchObject({ to: 'Paid', hidden: false });
    const file = await server.as('administrator').get(`${path}/export?recordId=${person}`);
    expect(file.text).toContain('Paid');
    expect(file.text).not.toContain(canary);
    expect(JSON.stringify(items)).not.toContain(canary);
  });

  it('exports one line for each change, formulas neutralised, and the export is in the log', async () => {
    const file = await server.as('administrator').get(`${path}/export?recordId=${account}&action=updated`);
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.text.trim().split('\r\n')).toHaveLength(2);
    expect((await search('kind=event&action=exported')).items).toHaveLength(2);
  });

  it('refuses what cannot be searched for before a file begins, and notes no export', async () => {
    const before = (await search('kind=event&action=exported')).items.length;
    expect((await server.as('administrator').get(`${path}/export?action=%00`)).status).toBe(422);
    expect((await search('kind=event&action=exported')).items).toHaveLength(before);
  });

  it('is closed to everyone else', async () => {
    for (const who of ['manager', 'rep', 'finance', 'executive'] as const)
      for (const one of [path, `${path}/export`, `${path}/verification`])
        expect((await server.as(who).get(one)).status).toBe(403);
  });

  it('verifies the chain as a job and says what came of it', async () => {
    const jobs = startJobs({ ...server.services, clock: systemClock }, { pollMs: 20, schedules: false });
    const admin = server.as('administrator');
    const verify = async (anchor: string | null) => {
      expect((await admin.post(`${path}/verification`, { anchor })).status).toBe(202);
      for (;;) {
        const { verification } = (await admin.get(`${path}/verification`)).body as {
          verification: { state: string; verdict: { intact: boolean; head: string; events: number } | null };
        };
        if (verification.state === 'done') return verification.verdict;
        await new Promise((done) => setTimeout(done, 30));
      }
    };
    const first = await verify(null);
    expect(first).toMatchObject({ intact: true });
    expect(await verify(first?.head ?? null)).toMatchObject({ intact: true });
    expect(await verify('00ff')).toMatchObject({ intact: false });
    await jobs.stop(0);
  });
});

describe('reading pay', () => {
  const readings = async (of: string) => (await search(`kind=reading&recordId=${of}`)).items;
  let paid = '';
  beforeAll(async () => {
    await withSystemTransaction(server.database, { reason: 'test', companyId: 1 }, async (tx) => {
      for (const id of [server.people.rep, server.people.finance, server.people.teammate])
        await tx.query(`update qd.person set monthly_salary_minor = 7712345, currency = 'CNY' where id = $1`, [id]);
    });
    paid = server.people.rep;
  });

  it('of another is in the log before it is shown, once for a screen that refreshes, and tells no amount', async () => {
    const finance = server.as('finance');
    const shown = await finance.get(`/api/team/people/${paid}`);
    expect(shown.text).toContain('77123.45');
    await finance.get(`/api/team/people/${paid}`);
    const found = await readings(paid);
    expect(found).toMatchObject([{ action: 'payRead', actorName: 'finance', changes: {} }]);
    expect(JSON.stringify(found)).not.toContain('77123');
    expect(JSON.stringify(found)).toContain('person: monthlySalary');
  });

  it('in a list is noted for each person on it, one’s own left out', async () => {
    await server.as('finance').get('/api/team/people?limit=200');
    expect(await readings(server.people.teammate)).toHaveLength(1);
    expect(await readings(server.people.finance)).toEqual([]);
  });

  it('through a sum or the record a reference points to is noted too', async () => {
    const executive = server.as('executive');
    await executive.get(`/api/team/people/groups?by=managerId&sum=monthlySalary`);
    await executive.get(`/api/team/assignments?filter=personId:eq:${paid}&expand=personId`);
    const { items } = await search(`kind=reading&actorId=${server.people.executive}`);
    const notes = items.map((item) => (item as unknown as { note: string }).note);
    expect(notes.toSorted()).toEqual(['person: monthlySalary', 'person: sum of monthlySalary by managerId']);
  });

  it('is not shown to those without the right, and no timeline tells of it', async () => {
    expect((await server.as('manager').get(`/api/team/people/${paid}`)).text).not.toContain('77123.45');
    expect((await search(`kind=reading&actorId=${server.people.manager}`)).items).toEqual([]);
    expect((await server.as('finance').get(`/api/team/people/${paid}/history`)).text).not.toContain('payRead');
  });

  it('exported says which guarded fields went along', async () => {
    await server.as('finance').get('/api/team/people/export?format=csv&fields=name,monthlySalary');
    const { items } = await search('kind=person&action=exported');
    expect((items[0] as unknown as { note: string }).note).toBe('csv; with monthlySalary, currency; ');
  });
});
