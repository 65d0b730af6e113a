import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTransaction } from '#platform/database/transaction.ts';
import { loadViewer } from '#platform/identity/load-viewer.ts';
import { databaseContext } from '#platform/visibility/database-context.ts';
import { roles } from '#platform/visibility/roles.ts';
import { routes } from '../../src/entrypoints/routes.ts';
import { approvedPlan, assignTo, payCall, replied } from '../support/pay-company.ts';
import { sellDeal, standardPipeline } from '../support/sold-deals.ts';
import { type TestServer, testServer } from '../support/test-server.ts';

let server: TestServer;
let planId: string;
let period: string;
/** Pay that appears nowhere else: found in a reply, it has leaked. */
const canary = '74318.26';
const pay = (who: Parameters<typeof payCall>[1]) => payCall(server, who);

beforeAll(async () => {
  server = await testServer();
  await standardPipeline(server);
  const text = `plan: plain
currency: CNY
period: month
effective: { from: 2026-01-01 }
components:
  - { id: commission, kind: commission, rate: 5.97806418% }
`;
  planId = await approvedPlan(server, text);
  await assignTo(server, planId, 'rep', '2026-01-01');
  await assignTo(server, planId, 'stranger', '2026-01-01');
  await sellDeal(server, { owner: 'rep', amount: '80000.00', on: '2026-10-05' });
  await sellDeal(server, { owner: 'stranger', amount: '1243182.70', on: '2026-10-06' });
  period = replied<{ id: string }>(await pay('finance').post('periods', { label: '2026-10' })).id;
  expect((await pay('finance').post(`periods/${period}/calculation`)).status).toBe(200);
});
afterAll(() => server.close());

describe("another's pay", () => {
  const secretOf = (who: string): readonly string[] => [
    canary,
    canary.replace('.', ''),
    server.people[who as 'rep'] + canary,
  ];

  it('is on the books', async () => {
    const { items } = replied<{ items: { total: string }[] }>(await pay('finance').get(`periods/${period}/statements`));
    expect(items.map(({ total }) => total)).toContain(canary);
  });

  it.each(['rep', 'manager', 'administrator', 'analyst', 'supervisor', 'teamLead', 'service'] as const)(
    'reaches no byte of any reply to %s',
    async (who) => {
      const { items } = replied<{ items: { id: string; person: { id: string } }[] }>(
        await pay('finance').get('statements'),
      );
      const hidden = items.find(({ person }) => person.id === server.people.stranger)!.id;
      const leaks: string[] = [];
      for (const { method, path } of routes) {
        if (method !== 'GET' || path === '/api/live' || path.includes('/openapi')) continue;
        for (const id of [hidden, period, planId, server.people.stranger]) {
          const { text } = await server.as(who).get(path.replaceAll(/:\w+/g, id));
          if (secretOf(who).some((secret) => text.includes(secret))) leaks.push(path);
          if (!path.includes(':')) break;
        }
      }
      const asked = await server.as(who).get(`/api/incentives/statements?personId=${server.people.stranger}`);
      expect(replied<{ items: unknown[] }>(asked).items).toEqual([]);
      const refused = [
        await pay(who).post('disputes', { statementId: hidden, text: 'what does it say' }),
        await pay(who).post(`statements/${hidden}/acknowledgement`),
        await server.as(who).get(`/api/incentives/statements/${hidden}/pdf`),
        await server.as(who).get(`/api/incentives/statements/${hidden}/document`),
      ];
      expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      expect(leaks).toEqual([]);
      expect(refused.some(({ text }) => text.includes(canary))).toBe(false);
    },
  );

  it('is in no event of the log, so that no feed, webhook or audit page can tell it', async () => {
    const { rows } = await server.identity.system(
      (tx) => tx.query<{ text: string }>(`select e::text as text from qd.event e where kind like 'pay%'`),
      1,
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter(({ text }) => /74318|7431826|4782\.45|1243182/.test(text))).toEqual([]);
    const kept = await server.identity.system(
      (tx) => tx.query<{ text: string }>(`select i::text as text from qd.idempotency i`),
      1,
    );
    expect(kept.rows.filter(({ text }) => text.includes('74318'))).toEqual([]);
  });

  it.each(roles)('is not seen by the database role of %s', async (role) => {
    const viewer = await server.identity.system((tx) =>
      loadViewer(tx, { companyId: 1, personId: server.people[role], via: 'job', nowMs: Date.now() }),
    );
    if (viewer === undefined) throw new Error(`${role} is not there`);
    const sees = role === 'finance' || role === 'executive';
    await withTransaction(server.database, databaseContext(viewer, 'test'), async (tx) => {
      for (const table of ['pay_statement', 'pay_credit', 'pay_adjustment', 'pay_entry', 'pay_assignment']) {
        const { rows } = await tx.query<{ n: number }>(
          `select count(*)::int as n from qd.${table} where owner_id is not null and owner_id <> $1`,
          [server.people[role]],
        );
        if (!sees) expect([table, rows[0].n]).toEqual([table, 0]);
      }
      const statements = await tx.query<{ n: number }>(`select count(*)::int as n from qd.pay_statement`);
      if (sees) expect(statements.rows[0].n).toBeGreaterThan(1);
      for (const table of [
        'pay_exception',
        'pay_calculation',
        'pay_scenario',
        'pay_unassigned',
        'pay_budget',
        'pay_period_step',
      ]) {
        const { rows } = await tx.query<{ n: number }>(`select count(*)::int as n from qd.${table}`);
        if (!sees) expect([table, rows[0].n]).toEqual([table, 0]);
      }
    });
  });
});
