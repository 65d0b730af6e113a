import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { estimate } from '#engines/commission/estimate.ts';
import { readPlan } from '#engines/commission/plan/read-plan.ts';
import { approvedPlan, assignTo, payCall, replied } from '../../../../test/support/pay-company.ts';
import { sellDeal, standardPipeline } from '../../../../test/support/sold-deals.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import type { DisputeView, EstimatorView, StatementView } from './contract.ts';
import { readEstimatorInput, whatIfCredit } from './estimator-input.ts';

let server: TestServer;
let planId: string;
let period: string;
const pay = (who: Parameters<typeof payCall>[1]) => payCall(server, who);

beforeAll(async () => {
  server = await testServer();
  await standardPipeline(server);
  planId = await approvedPlan(
    server,
    `plan: steps
name: { en: Steps, zh: 阶梯方案 }
currency: CNY
period: month
effective: { from: 2026-01-01 }
quotas:
  amount: { amount: payee.quota, per: month }
components:
  - id: commission
    name: { en: Commission, zh: 提成 }
    kind: commission
    tiers:
      by: attainment
      method: marginal
      steps:
        - { upTo: 100%, rate: 5% }
        - { rate: 10% }
`,
  );
  await assignTo(server, planId, 'rep', '2026-01-01', { quota: '100000' });
  await assignTo(server, planId, 'stranger', '2026-01-01', { quota: '1000000' });
  await sellDeal(server, { owner: 'rep', amount: '80000.00', on: '2026-10-05', name: 'Pumps for Lin & Co <b>' });
  await sellDeal(server, { owner: 'rep', amount: '60000.00', on: '2026-10-15' });
  await sellDeal(server, { owner: 'stranger', amount: '1243182.70', on: '2026-10-06' });
  period = replied<{ id: string }>(await pay('finance').post('periods', { label: '2026-10' })).id;
  expect((await pay('finance').post(`periods/${period}/calculation`)).status).toBe(200);
});
afterAll(() => server.close());

async function ownStatement(): Promise<StatementView> {
  const { items } = replied<{ items: { id: string }[] }>(await pay('rep').get('statements'));
  expect(items).toHaveLength(1);
  return replied<StatementView>(await pay('rep').get(`statements/${items[0].id}`));
}

describe('a statement', () => {
  it('traces every line to the deal, the clause and the arithmetic, in three languages', async () => {
    const statement = await ownStatement();
    expect(statement).toMatchObject({
      total: '9000.00',
      currency: 'CNY',
      revision: 1,
      toDate: { total: '9000.00', periods: 1 },
    });
    expect(statement.quotas).toEqual([{ measure: 'amount', quota: '100000', credited: '140000', attainment: 1.4 }]);
    const [first] = statement.lines;
    expect(first).toMatchObject({
      amount: '4000.00',
      replays: true,
      deal: { kind: 'opportunity', label: 'Pumps for Lin & Co <b>' },
    });
    expect(first.deal?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.arithmetic).toEqual({
      en: '80000 × 5 % = 4000',
      'zh-Hans': '80000 × 5 % = 4000',
      'zh-Hant': '80000 × 5 % = 4000',
    });
    expect(first.clauseText?.en).toContain('up to 100%: 5%');
    expect(first.clauseText?.['zh-Hant']).toContain('各級只計本級部分');
    expect(first.because?.en).toContain('owner');
    const total = statement.lines.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
    expect(total).toBe(900_000);
    const document = await pay('rep').get(`statements/${statement.id}/document`);
    expect(createHash('sha256').update(document.text).digest('hex')).toBe(statement.hash);
  });

  it('is a PDF for whoever may read it, and for nobody else', async () => {
    const { id } = await ownStatement();
    const file = await pay('rep').get(`statements/${id}/pdf?language=zh-Hant`);
    expect(file.headers['content-type']).toBe('application/pdf');
    expect(file.text.startsWith('%PDF-1.4')).toBe(true);
    expect((await pay('manager').get(`statements/${id}/pdf`)).status).toBe(404);
  });

  it('gives the browser what the engine needs: its estimate is what the server will pay', async () => {
    const view = replied<EstimatorView>(await pay('rep').get('estimator'));
    const [plan] = view.plans;
    const compiled = readPlan(plan.document);
    if (!('plan' in compiled)) throw new Error('the plan does not compile in the browser');
    const input = readEstimatorInput(plan);
    const deal = { id: 'x', amount: '10000.00', currency: 'CNY', closesOn: '2026-10-20', attributes: {} };
    const found = estimate(compiled.plan, input, view.person.id, [whatIfCredit(plan, view.person.id, deal)]);
    expect(found.addedMinor).toBe(100_000n);
    expect(found.periods.find(({ period: label }) => label === '2026-10')).toMatchObject({
      nowMinor: 900_000n,
      thenMinor: 1_000_000n,
    });
    expect(found.notCounted).toEqual([]);
    expect(JSON.stringify(view)).not.toContain(server.people.stranger);
  });

  it('is disputed, answered, corrected by another, and calculated again: the difference is shown', async () => {
    const statement = await ownStatement();
    expect((await pay('rep').post(`statements/${statement.id}/acknowledgement`)).status).toBe(200);
    expect((await ownStatement()).may.acknowledge).toBe(false);
    const wrong = await pay('rep').post('disputes', { statementId: statement.id, lineIndex: 99, text: 'not mine' });
    expect(wrong.status).toBe(422);
    const { id } = replied<{ id: string }>(
      await pay('rep').post('disputes', {
        statementId: statement.id,
        lineIndex: 0,
        text: 'The pumps were sold for more',
      }),
    );
    expect((await pay('stranger').post('disputes', { statementId: statement.id, text: 'mine too' })).status).toBe(404);
    expect((await pay('rep').post(`disputes/${id}/answer`, { text: 'yes', outcome: 'agreed' })).status).toBe(403);
    const correction = { kind: 'credit', amount: '1000.00', reason: 'freight was part of the price' };
    const answer = await pay('finance').post(`disputes/${id}/answer`, {
      text: 'You are right',
      outcome: 'agreed',
      correction,
    });
    expect(answer.status).toBe(200);
    const [dispute] = replied<{ items: DisputeView[] }>(await pay('rep').get('disputes')).items;
    expect(dispute).toMatchObject({
      state: 'answered',
      outcome: 'agreed',
      adjustmentState: 'proposed',
      component: 'commission',
    });
    expect((await pay('finance').post(`adjustments/${dispute.adjustmentId}/approval`)).status).toBe(403);
    expect((await pay('executive').post(`adjustments/${dispute.adjustmentId}/approval`)).status).toBe(200);
    expect((await pay('finance').post(`periods/${period}/calculation`, { scope: 'changed' })).status).toBe(200);
    const after = await ownStatement();
    expect(after).toMatchObject({ revision: 2, total: '9100.00', acknowledgedAt: null });
    expect(after.changes).toMatchObject([
      { component: 'commission', before: null, after: '100.00', difference: '100.00' },
    ]);
    expect((await pay('rep').post(`disputes/${id}/acceptance`)).status).toBe(200);
    expect((await pay('rep').post(`disputes/${id}/withdrawal`)).status).toBe(409);
  });
});
