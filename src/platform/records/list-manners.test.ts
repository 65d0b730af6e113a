import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { setClock } from '#platform/clock/clock.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';

interface Sent {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

const clock = setClock('2026-11-23T04:00:00Z');
const base = '/api/customers/accounts';
let server: TestServer;
const ids: Record<string, string> = {};
/** Between the making of the records and their change, by the database's clock. */
let before = '';

beforeAll(async () => {
  server = await testServer({ clock });
  const admin = server.as('administrator');
  for (const [key, name, owner] of [
    ['one', 'Anton', 'rep'],
    ['two', 'Berta', 'rep'],
    ['three', 'Cäsar', 'stranger'],
  ] as const) {
    const made = await admin.post(base, { name, ownerId: server.people[owner] });
    expect(made.status, made.text).toBe(201);
    ids[key] = (made.body as Sent).id;
  }
  before = await instant();
  await admin.patch(`${base}/${ids.one}`, { name: 'Zora', ownerId: server.people.stranger }, { 'if-match': '"1"' });
  await admin.patch(`${base}/${ids.one}`, { name: 'Zora again' }, { 'if-match': '"2"' });
  await admin.delete(`${base}/${ids.two}`);
  ids.later = ((await admin.post(base, { name: 'Later', ownerId: server.people.rep })).body as Sent).id;
});
afterAll(() => server.close());

async function instant(): Promise<string> {
  const { rows } = await withSystemTransaction(server.database, { reason: 'test' }, (tx) =>
    tx.query<{ now: string }>('select clock_timestamp() as now'),
  );
  await new Promise((done) => setTimeout(done, 20));
  // The clock of the server stands still in the past; the log has the database's time.
  clock.set(Temporal.Instant.from(rows[0].now).add({ hours: 1 }));
  return rows[0].now;
}

async function list(query: string, who: 'administrator' | 'rep' | 'stranger' = 'administrator'): Promise<Sent[]> {
  const { status, body, text } = await server.as(who).get(`${base}?${query}`);
  expect(status, text).toBe(200);
  return (body as { items: Sent[] }).items;
}

describe('a list as of an instant', () => {
  it('has the values, the deleted and the missing rows of then, sorted and filtered by what they were', async () => {
    const asOf = `asOf=${encodeURIComponent(before)}`;
    expect((await list(`sort=name&${asOf}`)).map(({ name }) => name)).toEqual(['Anton', 'Berta', 'Cäsar']);
    expect((await list(`sort=name`)).map(({ name }) => name)).toEqual(['Cäsar', 'Later', 'Zora again']);
    expect((await list(`filter=name:eq:Anton&${asOf}`)).map(({ id }) => id)).toEqual([ids.one]);
    expect(await list(`filter=name:eq:Zora&${asOf}`)).toEqual([]);
    const [anton] = await list(`filter=name:eq:Anton&${asOf}`);
    expect(anton.ownerId).toBe(server.people.rep);
    const paged = (await server.as('administrator').get(`${base}?sort=name&limit=2&total=true&${asOf}`)).body as {
      next: string;
      total: object;
    };
    expect(paged.total).toEqual({ count: 3, capped: false });
    expect(
      (await list(`sort=name&limit=2&${asOf}&cursor=${encodeURIComponent(paged.next)}`)).map(({ name }) => name),
    ).toEqual(['Cäsar']);
  });

  it('shows what one may reach today, whoever owned it then', async () => {
    const asOf = `asOf=${encodeURIComponent(before)}`;
    expect((await list(`sort=name&${asOf}`, 'rep')).map(({ name }) => name)).toEqual(['Berta']);
    expect((await list(`sort=name&${asOf}`, 'stranger')).map(({ name }) => name)).toEqual(['Anton', 'Cäsar']);
  });

  it('is refused for the future and for what is no instant', async () => {
    for (const asOf of ['2999-01-01T00:00:00Z', 'yesterday'])
      expect((await server.as('administrator').get(`${base}?asOf=${asOf}`)).status).toBe(422);
  });
});

describe('fields and expand', () => {
  it('cut every list and record down, and send along what references point to', async () => {
    const [later] = await list('filter=name:eq:Later&fields=name,ownerId&expand=ownerId');
    expect(Object.keys(later).toSorted()).toEqual([
      'createdAt',
      'expanded',
      'externalId',
      'id',
      'labels',
      'name',
      'ownerId',
      'updatedAt',
      'version',
    ]);
    expect(later.expanded).toMatchObject({ ownerId: { id: server.people.rep, name: 'rep' } });
    const one = await server.as('administrator').get(`${base}/${ids.later}?fields=name&expand=ownerId`);
    expect(one.body).toMatchObject({ name: 'Later', expanded: { ownerId: { name: 'rep' } } });
    expect(one.body).not.toHaveProperty('industry');
    expect(one.headers.etag).toBe('"1"');
  });

  it('are refused when the name is unknown, hidden or no reference', async () => {
    const admin = server.as('administrator');
    expect((await admin.get(`${base}?fields=nothing`)).status).toBe(422);
    expect((await admin.get(`${base}?expand=name`)).body).toMatchObject({
      errors: [{ field: 'expand', found: 'name' }],
    });
    expect((await admin.get('/api/team/people?fields=monthlySalary')).status).toBe(403);
  });

  it('never show a hidden field through an expanded record (Z3)', async () => {
    const { text } = await server.as('administrator').get(`${base}?expand=ownerId`);
    expect(text).not.toContain('monthlySalary');
  });
});

describe('what every reply says', () => {
  it('rates are announced, creates are repeatable, updates name their version, problems name their fields', async () => {
    const admin = server.as('administrator');
    const reply = await admin.get(base);
    expect(reply.headers).toHaveProperty('ratelimit-limit');
    expect(reply.headers).toHaveProperty('ratelimit-remaining');
    expect(reply.headers).toHaveProperty('ratelimit-reset');
    const key = { 'idempotency-key': 'list-manners-1' };
    const [first, second] = [
      await admin.post(base, { name: 'Once' }, key),
      await admin.post(base, { name: 'Once' }, key),
    ];
    expect((second.body as Sent).id).toBe((first.body as Sent).id);
    expect((await admin.post(base, { name: 'Twice' }, key)).status).toBe(422);
    const { id } = first.body as Sent;
    expect((await admin.patch(`${base}/${id}`, { name: 'x' })).status).toBe(428);
    expect((await admin.patch(`${base}/${id}`, { name: 'x' }, { 'if-match': '"9"' })).status).toBe(409);
    const wrong = await admin.post(base, { name: 7, colour: 'red' });
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    expect(wrong.body).toMatchObject({
      status: 422,
      type: 'urn:quarterdeck:problem:invalid-request',
      errors: expect.arrayContaining([expect.objectContaining({ field: 'name' })]),
    });
  });

  it('ten thousand rows are made in one request, all or none', async () => {
    const admin = server.as('administrator');
    const records = Array.from({ length: 10_000 }, (_value, i) => ({ name: `Bulk ${i}` }));
    const made = await admin.post(`${base}/batches`, { records });
    expect(made.status, made.text.slice(0, 300)).toBe(201);
    expect((made.body as { ids: string[] }).ids).toHaveLength(10_000);
    expect((await admin.post(`${base}/batches`, { records: [...records, { name: 'one too many' }] })).status).toBe(422);
    const half = await admin.post(`${base}/batches`, { records: [{ name: 'Half 1' }, { name: '' }, {}] });
    expect(half.status).toBe(422);
    expect(await list('filter=name:eq:Half 1')).toEqual([]);
  }, 120_000);
});
