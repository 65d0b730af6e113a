import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyViewer } from '#platform/jobs/run-job.ts';
import { runAs } from '#platform/records/run-as.ts';
import { type TestReply, type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { type Held, reasonToReturn, returnToPools } from './return-to-pool.ts';

const bodyOf = (reply: TestReply): Record<string, unknown> => reply.body as Record<string, unknown>;
const leads = '/api/selling/leads';

describe('the public pool', () => {
  let server: TestServer;
  let poolA: string;
  let poolB: string;

  const lead = async (values: Record<string, unknown>): Promise<string> => {
    const made = await server.as('administrator').post(leads, { name: '王芳', ...values });
    expect(made.status, made.text).toBe(201);
    return String(bodyOf(made).id);
  };
  const claim = (person: Parameters<TestServer['as']>[0], id: string): Promise<TestReply> =>
    server.as(person).post('/api/selling/public-pool/claims', { kind: 'lead', id });

  beforeAll(async () => {
    server = await testServer();
    const admin = server.as('administrator');
    const pool = async (name: string, unitId: string): Promise<string> =>
      String(
        bodyOf(await admin.post('/api/selling/pools', { name, holds: 'lead', unitId, claimLimit: 3, claimsPerDay: 2 }))
          .id,
      );
    poolA = await pool('华东 A', server.units.regionA);
    poolB = await pool('华南 B', server.units.regionB);
    const design = {
      name: 'P',
      isDefault: true,
      note: null,
      stages: ['open', 'won', 'lost'].map((outcome) => ({
        name: outcome,
        nameEn: null,
        nameHant: null,
        outcome,
        probability: outcome === 'won' ? 1 : outcome === 'lost' ? 0 : 0.2,
        expectedDays: null,
        requiredFields: [],
        criteria: null,
        exitCriteria: null,
        ownerRole: null,
      })),
    };
    const made = await admin.post('/api/settings/pipelines', design);
    expect(made.status, made.text).toBe(201);
  });
  afterAll(() => server.close());

  it('takes a lead without an owner in, by its region, and sets when it is to be answered', async () => {
    const id = await lead({ companyName: '上海恒泰有限公司', region: '华南', receivedAt: '2026-11-02T00:00:00Z' });
    const stored = bodyOf(await server.as('administrator').get(`${leads}/${id}`));
    expect(stored).toMatchObject({ poolId: poolB, ownerId: null, respondBy: '2026-11-03T00:00:00Z' });
  });

  it('shows a team its own pool, without contact data, and lets nobody else claim from it', async () => {
    const id = await lead({ companyName: '苏州宏图', region: '华东', phone: '13800001111' });
    const { pools } = bodyOf(await server.as('rep').get('/api/selling/public-pool')) as {
      pools: { id: string; waiting: number }[];
    };
    expect(pools.map((pool) => [pool.id, pool.waiting])).toEqual([[poolA, 1]]);
    const entries = await server.as('rep').get(`/api/selling/public-pool/${poolA}/entries`);
    expect(entries.text).toContain('苏州宏图');
    expect(entries.text).not.toContain('13800001111');
    expect((await server.as('rep').get(`/api/selling/public-pool/${poolB}/entries`)).status).toBe(404);
    expect((await claim('stranger', id)).status).toBe(403);
    expect((await server.as('rep').get(`${leads}/${id}`)).status).toBe(404);
    expect((await claim('rep', id)).status).toBe(201);
    expect(bodyOf(await server.as('rep').get(`${leads}/${id}`))).toMatchObject({
      ownerId: server.people.rep,
      phone: '13800001111',
    });
  });

  it('has one winner of 50 claims at once', async () => {
    const id = await lead({ companyName: '一物', region: '华东' });
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, i) => claim((['teammate', 'neighbour'] as const)[i % 2], id)),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(49);
    const { rows } = await server.identity.system((tx) =>
      tx.query('select 1 from qd.pool_claim where record_id = $1', [id]),
    );
    expect(rows).toHaveLength(1);
  });

  it('keeps to the claims of a day and to what one may hold', async () => {
    const ids = await Promise.all([1, 2].map((n) => lead({ companyName: `限${n}`, region: '华东' })));
    expect((await claim('rep', ids[0])).status).toBe(201);
    expect(bodyOf(await claim('rep', ids[1]))).toMatchObject({ type: 'urn:quarterdeck:problem:claim-quota' });
    for (const n of [1, 2, 3]) await lead({ companyName: `满${n}`, ownerId: server.people.teamLead });
    expect(bodyOf(await claim('teamLead', ids[1]))).toMatchObject({ type: 'urn:quarterdeck:problem:claim-capacity' });
  });

  it('takes back by rule: leavers and the idle go, one with a deal stays', async () => {
    const old = { ownerId: server.people.neighbour, receivedAt: '2025-01-01T00:00:00Z' };
    const idle = await lead({ companyName: '闲', ...old });
    const worked = await lead({ companyName: '忙', ...old });
    await server.as('administrator').post('/api/selling/activities', {
      type: 'call',
      subject: 'x',
      leadId: worked,
      ownerId: server.people.neighbour,
      occurredAt: new Date().toISOString(),
    });
    const counts = await runAs(server.services, companyViewer(1), returnToPools);
    expect(counts.lead.idle).toBe(1);
    const admin = server.as('administrator');
    expect(bodyOf(await admin.get(`${leads}/${idle}`))).toMatchObject({ ownerId: null, poolId: poolA });
    expect(bodyOf(await admin.get(`${leads}/${worked}`))).toMatchObject({ ownerId: server.people.neighbour });
    expect((await admin.get(`${leads}/${idle}/history`)).text).toContain('returnedIdle');
  });

  it('assigns in turn, and by load, within the team', async () => {
    const admin = server.as('administrator');
    await admin.patch(
      `/api/selling/pools/${poolB}`,
      { assignment: 'roundRobin', claimLimit: 100 },
      { 'if-match': '"1"' },
    );
    const mine = bodyOf(await admin.get(`${leads}/${await lead({ companyName: '轮', region: '华南' })}`));
    expect(mine).toMatchObject({ ownerId: server.people.stranger, poolId: null });
    await admin.patch(`/api/selling/pools/${poolA}`, { assignment: 'load', claimLimit: 100 }, { 'if-match': '"1"' });
    const owners: unknown[] = [];
    for (let n = 0; n < 6; n++)
      owners.push(bodyOf(await admin.get(`${leads}/${await lead({ companyName: `载${n}`, region: '华东' })}`)).ownerId);
    const held = await server.identity.system((tx) =>
      tx.query<{ n: number }>(
        `select count(*)::int as n from qd.lead where owner_id = any($1) and status = 'new' group by owner_id`,
        [[server.people.rep, server.people.teammate, server.people.neighbour]],
      ),
    );
    const counts = held.rows.map(({ n }) => n);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(
      owners.every((owner) =>
        [server.people.rep, server.people.teammate, server.people.neighbour].includes(String(owner)),
      ),
    ).toBe(true);
  });

  it('says of what another team owns only that it exists', async () => {
    await server
      .as('administrator')
      .post('/api/customers/accounts', { name: '广州星河科技股份有限公司', ownerId: server.people.stranger });
    const asked = { companyName: ' 广州 星河（科技）集团有限公司 ' };
    const masked = bodyOf(await server.as('rep').post('/api/selling/duplicate-checks', asked));
    expect(masked.found).toEqual([{ kind: 'account', by: null, owner: 'anotherTeam', id: null, label: null }]);
    const own = bodyOf(await server.as('stranger').post('/api/selling/duplicate-checks', asked));
    expect(own.found).toEqual([
      expect.objectContaining({ owner: 'you', by: 'name', label: '广州星河科技股份有限公司' }),
    ]);
    const none = bodyOf(await server.as('rep').post('/api/selling/duplicate-checks', { companyName: '广州星河贸易' }));
    expect(none.found).toEqual([]);
  });

  it('converts a lead once, however many try at once', async () => {
    const id = await lead({ companyName: '转化科技', ownerId: server.people.rep, email: 'w@example.com' });
    const rep = server.as('rep');
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => rep.post(`${leads}/${id}/conversion`, { amount: '9.00' })),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    const { items } = bodyOf(await rep.get('/api/selling/opportunities?filter=name:eq:转化科技')) as {
      items: Record<string, unknown>[];
    };
    expect(items).toEqual([expect.objectContaining({ amount: '9.00', ownerId: server.people.rep })]);
    expect(bodyOf(await rep.get(`${leads}/${id}`))).toMatchObject({
      status: 'converted',
      opportunityId: items[0].id,
      accountId: items[0].accountId,
    });
    const { items: contacts } = bodyOf(await rep.get('/api/customers/contacts?filter=email:eq:w@example.com')) as {
      items: unknown[];
    };
    expect(contacts).toHaveLength(1);
  });
});

describe('the rules of return', () => {
  const held: Held = {
    id: '',
    ownerId: '',
    ownerLeftOn: null,
    lastTouchedOn: '2026-11-01',
    contractEndedOn: null,
    hasOpenDeal: false,
  };
  const pool = { idleDays: 30, leavers: true, contractEnded: true };

  it('name the reason, and an open deal exempts from all of them', () => {
    expect(reasonToReturn(held, pool, '2026-11-30')).toBeUndefined();
    expect(reasonToReturn(held, pool, '2026-12-01')).toBe('idle');
    expect(reasonToReturn({ ...held, ownerLeftOn: '2026-11-02' }, pool, '2026-11-02')).toBe('leaver');
    expect(
      reasonToReturn({ ...held, ownerLeftOn: '2026-11-02' }, { ...pool, leavers: false }, '2026-11-02'),
    ).toBeUndefined();
    expect(reasonToReturn({ ...held, contractEndedOn: '2026-11-02' }, pool, '2026-11-02')).toBeUndefined();
    expect(reasonToReturn({ ...held, contractEndedOn: '2026-11-02' }, pool, '2026-11-03')).toBe('contractEnded');
    const everything = {
      ...held,
      ownerLeftOn: '2026-01-01',
      contractEndedOn: '2026-01-01',
      lastTouchedOn: '2020-01-01',
      hasOpenDeal: true,
    };
    expect(reasonToReturn(everything, pool, '2026-12-31')).toBeUndefined();
  });
});
