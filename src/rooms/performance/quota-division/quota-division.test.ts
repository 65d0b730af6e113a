import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allocateQuota } from '#engines/quota/allocate-quota.ts';
import { sellDeal, standardPipeline } from '../../../../test/support/sold-deals.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import type { Division } from './contract.ts';
import { quotaReasons, reasonInWords } from './quota-reasons.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await standardPipeline(server);
  for (const [owner, amount] of [
    ['rep', '300000.00'],
    ['teammate', '100000.00'],
    ['neighbour', '200000.00'],
  ] as const)
    await sellDeal(server, { owner, amount, on: '2026-05-10' });
});
afterAll(() => server.close());

const path = '/api/performance/quota-divisions';
const days = { fromOn: '2027-04-01', untilOn: '2027-07-01' };
const ask = (who: 'finance' | 'manager' | 'rep', body: object = {}) => server.as(who).post(path, { ...days, ...body });

describe('dividing a quota', () => {
  it('gives everyone in a selling seat a part; the parts make the total to the last unit, with reasons', async () => {
    const reply = await ask('finance', { total: '660000' });
    expect(reply.status, reply.text).toBe(200);
    const division = reply.body as Division;
    expect(division).toMatchObject({ currency: 'CNY', total: '660000.00', soldBefore: '600000.00' });
    expect(division.before).toEqual({ fromOn: '2026-04-01', untilOn: '2026-07-01' });
    const sum = division.quotas.reduce((all, { quota }) => all + Number(quota), 0);
    expect(sum).toBe(660_000);
    const of = (who: 'rep' | 'teammate') => division.quotas.find(({ person }) => person.id === server.people[who])!;
    expect(Number(of('rep').quota)).toBeGreaterThan(Number(of('teammate').quota));
    expect(of('rep').because[0]['zh-Hans']).toMatch(/^按潜力与历史应占总额的 \d/);
  });

  it('stores them once, and refuses days that have a quota', async () => {
    const division = (await ask('finance', { total: '660000' })).body as Division;
    const quotas = division.quotas.map(({ person, quota }) => ({ personId: person.id, amount: quota }));
    const adopt = () => server.as('finance').post(`${path}/adoptions`, { ...days, metric: 'wonAmount', quotas });
    const first = await adopt();
    expect(first.status, first.text).toBe(201);
    expect(first.body).toEqual({ created: quotas.length });
    expect((await adopt()).status).toBe(422);
    const again = (await ask('finance')).body as Division;
    expect(again.quotas.every(({ taken }) => taken)).toBe(true);
  });

  it('is for whoever may give quotas, among the people whose quotas they see', async () => {
    expect((await ask('rep')).status).toBe(403);
    const own = (await ask('manager')).body as Division;
    const all = (await ask('finance')).body as Division;
    expect(own.quotas.length).toBeGreaterThan(0);
    expect(own.quotas.length).toBeLessThan(all.quotas.length);
    const stranger = all.quotas.find(({ person }) => !own.quotas.some((one) => one.person.id === person.id))!;
    const reply = await server.as('manager').post(`${path}/adoptions`, {
      fromOn: '2028-01-01',
      untilOn: '2028-04-01',
      metric: 'wonAmount',
      quotas: [{ personId: stranger.person.id, amount: '1000' }],
    });
    expect(reply.status).toBeGreaterThanOrEqual(403);
  });

  it('names what cannot be divided', async () => {
    const uneven = await ask('finance', { total: '1500' });
    expect(uneven.status).toBe(422);
    expect(uneven.text).toContain('a multiple of 1000 above zero');
    expect((await ask('finance', { untilOn: '2027-04-01' })).status).toBe(422);
    expect((await ask('finance', { fromOn: '2010-01-01', untilOn: '2010-04-01' })).status).toBe(422);
  });

  it('reads every reason of the engine in three languages', () => {
    const row = { potential: 1, history: 100, capacity: undefined, ramp: 1, expected: undefined };
    const { quotas } = allocateQuota(
      [
        { ...row, id: 'new', ramp: 0.5 },
        { ...row, id: 'full', capacity: 10 },
        { ...row, id: 'up', potential: 900 },
        { ...row, id: 'down', potential: 1, history: 500 },
      ],
      { total: 640, potentialWeight: 1, historyWeight: 0, mostChange: 0.1 },
    )!;
    const said = quotas.flatMap(({ because }) => because);
    for (const one of said) expect(reasonInWords(one)['zh-Hans'], one).not.toBe(one);
    const spoken = new Set(said.map((one) => one.replaceAll(/[\d.]+%/g, '%')));
    expect(spoken.size).toBe(quotaReasons.length);
  });
});
