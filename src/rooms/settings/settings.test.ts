import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestReply, type TestServer, testServer } from '../../../test/support/test-server.ts';

const bodyOf = (reply: TestReply): Record<string, unknown> => reply.body as Record<string, unknown>;
const version = (reply: TestReply): Record<string, string> => ({ 'if-match': `"${String(bodyOf(reply).version)}"` });

describe('what an administrator sets up', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  it('changes the company, refuses an old version, an unknown time zone, and everyone else', async () => {
    const admin = server.as('administrator');
    const before = await admin.get('/api/settings/company');
    expect(bodyOf(before)).toMatchObject({ name: 'Test', baseCurrency: 'CNY', currencyFixed: false });
    const changed = await admin.patch('/api/settings/company', { timeZone: 'Asia/Taipei' }, version(before));
    expect(bodyOf(changed)).toMatchObject({ timeZone: 'Asia/Taipei' });
    expect((await admin.patch('/api/settings/company', { name: 'X' }, version(before))).status).toBe(409);
    expect((await admin.patch('/api/settings/company', { timeZone: 'Mars/Base' }, version(changed))).status).toBe(422);
    expect((await server.as('executive').get('/api/settings/company')).status).toBe(403);
  });

  it('keeps the currency once an amount is kept in it', async () => {
    const admin = server.as('administrator');
    const stage = await admin.post('/api/selling/stages', {
      name: 'Talk',
      pipelineId: await pipeline(),
      sort: 10,
      outcome: 'open',
    });
    const deal = await admin.post('/api/selling/opportunities', {
      name: 'D',
      stageId: bodyOf(stage).id,
      amount: '10.00',
    });
    expect(deal.status, deal.text).toBe(201);
    const now = await admin.get('/api/settings/company');
    const refused = await admin.patch('/api/settings/company', { baseCurrency: 'USD' }, version(now));
    expect(bodyOf(refused)).toMatchObject({ status: 422, type: 'urn:quarterdeck:problem:currency-in-use' });
  });

  const pipeline = async (): Promise<unknown> =>
    bodyOf(await server.as('administrator').post('/api/selling/pipelines', { name: 'P', isDefault: true })).id;

  it('cuts the year in 4-4-5 weeks and takes over Chinese holidays with their make-up days', async () => {
    const admin = server.as('administrator');
    const before = await admin.get('/api/settings/calendar');
    const changed = await admin.patch(
      '/api/settings/calendar',
      { fiscal: { kind: '4-4-5', endMonth: 1, endWeekday: 6 }, workingDays: [1, 2, 3, 4, 5, 6] },
      version(before),
    );
    expect(changed.status, changed.text).toBe(200);
    const { months } = bodyOf(changed).year as { months: { from: string; until: string }[] };
    const weeks = months.map(({ from, until }) => (Date.parse(until) - Date.parse(from)) / (7 * 86_400_000));
    expect(weeks.slice(0, 6)).toEqual([4, 4, 5, 4, 4, 5]);
    const taken = await admin.post('/api/settings/calendar/chinese-holidays', { year: 2026 });
    const days = bodyOf(taken).days as { onDate: string; kind: string }[];
    expect(days).toContainEqual(expect.objectContaining({ onDate: '2026-02-14', kind: 'workday' }));
    expect(days).toContainEqual(expect.objectContaining({ onDate: '2026-02-17', kind: 'holiday' }));
    expect((await admin.delete('/api/settings/calendar/days/2026-02-14')).status).toBe(200);
    expect((await admin.delete('/api/settings/calendar/days/2026-02-14')).status).toBe(404);
    expect((await admin.post('/api/settings/calendar/chinese-holidays', { year: 2090 })).status).toBe(422);
    expect(
      (
        await admin.put('/api/settings/calendar/days', {
          onDate: '2026-13-01',
          kind: 'holiday',
          name: 'x',
          source: null,
        })
      ).status,
    ).toBe(422);
  });

  it('keeps dated rates, reads them from a file whole or not at all, and says where one is missing', async () => {
    const finance = server.as('finance');
    const kept = await finance.post('/api/settings/rates', {
      rates: [{ currency: 'USD', onDate: '2026-01-02', rate: '7.1' }],
    });
    expect(kept.status, kept.text).toBe(200);
    const send = (text: string): Promise<TestReply> =>
      server.as('finance').post('/api/settings/rates/imports?fileName=rates.csv', text, {
        'content-type': 'application/octet-stream',
      });
    const good = await send('币种,日期,汇率\nUSD,2026-02-02,7.05\nEUR,2026-02-02,"8.2"\n');
    expect(good.status, good.text).toBe(200);
    const bad = await send('currency,date,rate\nUSD,2026-02-30,7.05\n');
    expect(bad.status).toBe(422);
    const worse = await send('currency,date,rate\nUSD,2026-03-01,7\nDollar,2026-03-02,-7\n');
    expect(bodyOf(worse).errors).toEqual([
      expect.objectContaining({ field: 'rates.csv, line 3, currency', found: 'Dollar' }),
      expect.objectContaining({ field: 'rates.csv, line 3, rate', found: '-7' }),
    ]);
    const own = await finance.post('/api/settings/rates', {
      rates: [{ currency: 'CNY', onDate: '2026-01-02', rate: '1' }],
    });
    expect(bodyOf(own)).toMatchObject({ type: 'urn:quarterdeck:problem:base-currency' });
    const admin = server.as('administrator');
    await admin.post('/api/market/price-lists', { name: 'Export', currency: 'JPY' });
    const { currencies } = bodyOf(await finance.get('/api/settings/rates')) as {
      currencies: Record<string, unknown>[];
    };
    expect(currencies).toContainEqual(
      expect.objectContaining({ currency: 'USD', rates: 2, latest: '7.05', firstOn: '2026-01-02' }),
    );
    const seen = bodyOf(await admin.get('/api/settings/rates')) as { currencies: Record<string, unknown>[] };
    expect(seen.currencies).toContainEqual(expect.objectContaining({ currency: 'JPY', rates: 0, withoutRate: 1 }));
    expect((await server.as('rep').get('/api/settings/rates')).status).toBe(403);
  });

  it('lists who can sign in: all for administrators, the own units for others; ends sessions and revokes keys', async () => {
    const admin = server.as('administrator');
    const { people } = bodyOf(await admin.get('/api/settings/people')) as { people: Record<string, unknown>[] };
    const rep = people.find(({ personId }) => personId === server.people.rep);
    expect(rep).toMatchObject({ state: 'active', positions: [{ role: 'rep', unit: 'teamA1' }] });
    const seen = bodyOf(await server.as('manager').get('/api/settings/people')) as {
      people: Record<string, unknown>[];
    };
    const ids = seen.people.map(({ personId }) => personId);
    expect(ids).toContain(server.people.neighbour);
    expect(ids).not.toContain(server.people.stranger);
    expect(seen.people.every(({ userId }) => userId === null)).toBe(true);
    expect((await server.as('rep').get('/api/settings/people')).status).toBe(403);

    const key = bodyOf(await server.as('stranger').post('/api/auth/keys', { name: 'robot' }));
    const stranger = people.find(({ personId }) => personId === server.people.stranger) as { userId: string };
    const credentials = bodyOf(await admin.get(`/api/auth/accounts/${stranger.userId}/credentials`));
    expect(credentials.keys).toEqual([expect.objectContaining({ name: 'robot' })]);
    expect((await admin.delete(`/api/auth/accounts/${stranger.userId}/keys/${String(key.id)}`)).status).toBe(204);
    expect((await server.with({ authorization: `Bearer ${String(key.key)}` }).get('/api/auth/session')).status).toBe(
      401,
    );
    expect((await admin.delete(`/api/auth/accounts/${stranger.userId}/sessions`)).status).toBe(204);
    expect(bodyOf(await server.as('stranger').get('/api/auth/session'))).toMatchObject({ signedIn: false });
    expect((await admin.get('/api/auth/session')).status).toBe(200);
  });

  it('tells what each role may do as it is declared', async () => {
    const { roles } = bodyOf(await server.as('manager').get('/api/settings/roles')) as {
      roles: Record<string, unknown>[];
    };
    expect(roles.find(({ role }) => role === 'rep')).toMatchObject({
      people: 4,
      kinds: expect.arrayContaining([{ kind: 'opportunity', read: 'own', write: 'own' }]) as unknown,
    });
  });
});
