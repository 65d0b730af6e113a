import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const base = '/api/incentives';
const text = (rate: string, from: string, more = ''): string => `# 提成方案 — kept as it is written
plan: simple
name: { en: Simple, zh: 简单方案 }
currency: CNY
period: month
effective: { from: ${from} }
components:
  - id: commission
    name: { en: Commission, zh: 提成 }
    kind: commission
    rate: ${rate}
${more}`;

interface Version {
  id: string;
  state: string;
  number: number;
  version: number;
  text: string;
  fromOn: string;
  throughOn: string | null;
  may: Record<string, boolean>;
}
const body = <T>(reply: { body: unknown }): T => reply.body as T;

async function inForce(rate: string, from: string): Promise<Version> {
  const plans = body<{ items: { id: string; key: string }[] }>(await server.as('finance').get(`${base}/plans`)).items;
  const plan = plans.find(({ key }) => key === 'simple');
  const path = plan === undefined ? `${base}/plans` : `${base}/plans/${plan.id}/versions`;
  const made = body<Version>(await server.as('finance').post(path, { text: text(rate, from) }));
  expect((await server.as('finance').post(`${base}/plan-versions/${made.id}/submission`, {})).status).toBe(200);
  expect((await server.as('executive').post(`${base}/plan-versions/${made.id}/approval`, {})).status).toBe(200);
  return body<Version>(await server.as('finance').get(`${base}/plan-versions/${made.id}`));
}

describe('plans', () => {
  it('point at line and column of what is wrong, and store nothing then', async () => {
    const wrong = text('110 procent', '2026-01-01');
    const check = body<{ problems: { line: number; column: number; expected: string }[] }>(
      await server.as('finance').post(`${base}/plan-checks`, { text: wrong }),
    );
    expect(check.problems[0]).toMatchObject({ line: 11, column: 15 });
    const refused = await server.as('finance').post(`${base}/plans`, { text: wrong });
    expect(refused.status).toBe(422);
    expect(body<{ errors: { field: string }[] }>(refused).errors[0].field).toBe('plan, line 11, 15');
    const unreadable = body<typeof check>(
      await server.as('finance').post(`${base}/plan-checks`, { text: 'plan: [1,\nperiod' }),
    );
    expect(unreadable.problems.length).toBeGreaterThan(0);
    expect(body<{ items: unknown[] }>(await server.as('finance').get(`${base}/plans`)).items).toEqual([]);
  });

  it('keep the text to the byte, are approved by another, and never change once in force', async () => {
    const first = await inForce('5%', '2026-01-01');
    expect(first.text).toBe(text('5%', '2026-01-01'));
    expect(first).toMatchObject({ state: 'approved', may: { edit: false, submit: false, decide: false } });
    const edit = await server
      .as('executive')
      .put(
        `${base}/plan-versions/${first.id}`,
        { text: text('6%', '2026-01-01') },
        { 'if-match': `"${first.version}"` },
      );
    expect(edit.status).toBe(409);
    await expect(
      server.identity.system((tx) =>
        tx.query(`update qd.pay_plan_version set text = 'plan: x' where id = $1`, [first.id]),
      ),
    ).rejects.toThrow('stays');
  });

  it('cannot be approved by whoever wrote or edited them, also with a key (Z16)', async () => {
    const plan = body<{ items: { id: string }[] }>(await server.as('finance').get(`${base}/plans`)).items[0];
    const draft = body<Version>(
      await server.as('finance').post(`${base}/plans/${plan.id}/versions`, { text: text('7%', '2026-07-01') }),
    );
    const edited = await server
      .as('executive')
      .put(`${base}/plan-versions/${draft.id}`, { text: text('8%', '2026-07-01') }, { 'if-match': '"1"' });
    expect(edited.status).toBe(200);
    const stale = await server
      .as('executive')
      .put(`${base}/plan-versions/${draft.id}`, { text: text('9%', '2026-07-01') }, { 'if-match': '"1"' });
    expect(stale.status).toBe(409);
    await server.as('finance').post(`${base}/plan-versions/${draft.id}/submission`, {});
    const key = body<{ key: string }>(await server.as('finance').post('/api/auth/keys', { name: 'k' })).key;
    for (const as of [server.as('finance'), server.as('executive'), server.with({ authorization: `Bearer ${key}` })]) {
      const reply = await as.post(`${base}/plan-versions/${draft.id}/approval`, {});
      expect(reply.status).toBe(403);
    }
    const rejected = await server.as('rep').post(`${base}/plan-versions/${draft.id}/rejection`, { reason: 'no, no' });
    expect(rejected.status).toBe(403);
  });

  it('follow each other in time: approving one ends the earlier the day before, and the difference is told in words', async () => {
    const later = await inForce('6%', '2026-06-01');
    const [plan] = body<{ items: { id: string; current: Version; versions: Version[] }[] }>(
      await server.as('finance').get(`${base}/plans`),
    ).items;
    expect(plan.versions.find(({ number }) => number === 1)).toMatchObject({
      state: 'retired',
      throughOn: '2026-05-31',
    });
    expect(plan.current.id).toBe(later.id);
    const first = plan.versions.find(({ number }) => number === 1)!;
    const difference = body<{ changes: { clause: string; sentence: Record<string, string> }[] }>(
      await server.as('finance').get(`${base}/plan-versions/${later.id}/difference?from=${first.id}`),
    );
    const rate = difference.changes.find(({ clause }) => clause === '/components/0')!;
    expect(rate.sentence.en).toBe('Changed: Commission: 5% of amount. → Commission: 6% of amount.');
    expect(rate.sentence['zh-Hans']).toContain('变更');
    expect(rate.sentence['zh-Hant']).toContain('變更');
    const overlapping = body<Version>(
      await server.as('finance').post(`${base}/plans/${plan.id}/versions`, { text: text('7%', '2026-03-01') }),
    );
    await server.as('finance').post(`${base}/plan-versions/${overlapping.id}/submission`, {});
    expect((await server.as('executive').post(`${base}/plan-versions/${overlapping.id}/approval`, {})).status).toBe(
      422,
    );
  });

  it('are seen by whoever administers pay, and by whoever is on them', async () => {
    const [plan] = body<{ items: { id: string; versions: Version[] }[] }>(
      await server.as('finance').get(`${base}/plans`),
    ).items;
    const seen = async (who: 'rep' | 'stranger' | 'administrator' | 'manager') =>
      body<{ items: { versions: Version[] }[] }>(await server.as(who).get(`${base}/plans`)).items;
    expect(await seen('rep')).toEqual([]);
    const assigned = await server.as('finance').post(`${base}/plan-assignments`, {
      planId: plan.id,
      target: 'unit',
      targetId: server.units.regionA,
      fromOn: '2026-01-01',
      terms: { quota: '100000' },
    });
    expect(assigned.status).toBe(201);
    expect((await seen('rep'))[0].versions.every(({ state }) => state !== 'draft')).toBe(true);
    expect(await seen('stranger')).toEqual([]);
    expect(await seen('administrator')).toEqual([]);
    expect((await server.as('manager').get(`${base}/plan-assignments`)).status).toBe(403);
    const draft = plan.versions.find(({ state }) => state === 'submitted')!;
    expect((await server.as('rep').get(`${base}/plan-versions/${draft.id}`)).status).toBe(404);
    const again = await server.as('finance').post(`${base}/plan-assignments`, {
      planId: plan.id,
      target: 'unit',
      targetId: server.units.regionA,
      fromOn: '2027-01-01',
    });
    expect(again.status).toBe(409);
    const nobody = await server
      .as('finance')
      .post(`${base}/plan-assignments`, { planId: plan.id, target: 'role', targetId: 'pirate', fromOn: '2026-01-01' });
    expect(nobody.status).toBe(422);
  });

  it('ask for the terms that they read, and go on with other terms from a day', async () => {
    const finance = server.as('finance');
    const enterprise = await readFile('docs/plans/10-enterprise.yaml', 'utf8');
    const draft = body<Version>(await finance.post(`${base}/plans`, { text: enterprise }));
    const { planId } = body<{ planId: string }>(await finance.get(`${base}/plan-versions/${draft.id}`));
    const person = { target: 'person', targetId: server.people.rep };
    const made = body<{ id: string }>(
      await finance.post(`${base}/plan-assignments`, {
        planId,
        ...person,
        fromOn: '2026-01-01',
        terms: { mbo_target: '9000' },
      }),
    );
    const listed = async () =>
      body<{
        asked: { name: string; otherwise: string; values: string[] }[];
        items: { fromOn: string; throughOn: string | null; terms: object }[];
      }>(await finance.get(`${base}/plan-assignments?planId=${planId}`));
    const asked = new Map((await listed()).asked.map((one) => [one.name, one]));
    expect(asked.get('quota')?.otherwise).toBe('quota');
    expect(asked.get('mbo_target')?.otherwise).toBe('nothing');
    expect(asked.get('role')).toMatchObject({ otherwise: 'record', values: ['ae', 'engineer', 'manager'] });
    const change = (termsFrom: string, version: number) =>
      finance.patch(
        `${base}/plan-assignments/${made.id}`,
        { throughOn: null, termsFrom, terms: { mbo_target: '12000', references: '80%' } },
        { 'if-match': `"${version}"` },
      );
    expect((await change('2025-12-31', 1)).status).toBe(422);
    expect((await change('2026-04-01', 1)).status).toBe(200);
    expect((await listed()).items).toMatchObject([
      { fromOn: '2026-01-01', throughOn: '2026-03-31', terms: { mbo_target: '9000' } },
      { fromOn: '2026-04-01', throughOn: null, terms: { mbo_target: '12000', references: '80%' } },
    ]);
    const events = await server.identity.system((tx) =>
      tx.query<{ changes: object }>("select changes from qd.event where kind = 'payAssignment'"),
    );
    expect(events.rows.length).toBeGreaterThan(2);
    expect(JSON.stringify(events.rows), 'what someone may earn is not in the log').not.toMatch(/9000|12000/);
  });

  it('offers the ready plans, all of which can be used', async () => {
    const { items } = body<{ items: { id: string; text: string; name: Record<string, string> }[] }>(
      await server.as('finance').get(`${base}/plan-templates`),
    );
    expect(items).toHaveLength(10);
    for (const { id, text: own } of items) {
      expect(own).toBe(await readFile(`docs/plans/${id}.yaml`, 'utf8'));
      const check = body<{ problems: unknown[]; clauses: unknown[] }>(
        await server.as('finance').post(`${base}/plan-checks`, { text: own }),
      );
      expect(check.problems).toEqual([]);
      expect(check.clauses.length).toBeGreaterThan(2);
    }
  });
});
