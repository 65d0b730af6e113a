import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvedPlan, assignTo, payCall, replied } from '../../../../test/support/pay-company.ts';
import { sellDeal, standardPipeline } from '../../../../test/support/sold-deals.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';

let server: TestServer;
let planId: string;
let period: string;
const pay = (who: Parameters<typeof payCall>[1]) => payCall(server, who);
const plan = (rate: string): string =>
  `plan: p\ncurrency: CNY\nperiod: month\neffective: { from: 2026-01-01 }\nquotas: { amount: { amount: 1000, per: month } }\ncomponents:\n  - { id: c, kind: commission, rate: ${rate} }\n`;

beforeAll(async () => {
  server = await testServer();
  await standardPipeline(server);
  await server.identity.system(
    (tx) =>
      tx.query(`update qd.person set name = '=HYPERLINK("http://x")', employee_no = '＠7' where id = $1`, [
        server.people.rep,
      ]),
    1,
  );
  planId = await approvedPlan(server, plan('10%'));
  await assignTo(server, planId, 'rep', '2026-01-01');
  await assignTo(server, planId, 'teammate', '2026-01-01');
  await sellDeal(server, { owner: 'rep', amount: '1234.50', on: '2026-10-05' });
  await sellDeal(server, { owner: 'teammate', amount: '-200.00', on: '2026-10-06' }).catch(() => undefined);
  period = replied<{ id: string }>(await pay('finance').post('periods', { label: '2026-10' })).id;
  replied(await pay('finance').post(`periods/${period}/calculation`));
});
afterAll(() => server.close());

describe('the pay file', () => {
  it('has the columns asked for, numbers as numbers, and no formula', async () => {
    const csv = await pay('finance').get(`periods/${period}/pay-file`);
    expect(csv.text).toContain(`'＠7,"'=HYPERLINK(""http://x"")",2026-10,123.45,CNY`);
    const made = await pay('finance').post('pay-file-layouts', {
      name: 'Bank',
      separator: ';',
      decimalMark: ',',
      header: false,
      rows: 'statement',
      columns: [
        { header: 'n', source: 'name' },
        { header: 'a', source: 'total' },
        { header: 'f', source: 'fixed', value: '=1+1' },
      ],
    });
    expect(made.status).toBe(201);
    const { id } = replied<{ id: string }>(made);
    const bank = await pay('finance').get(`periods/${period}/pay-file?layoutId=${id}`);
    expect(bank.text.split('\r\n')[0]).toBe(`\uFEFF"'=HYPERLINK(""http://x"")";123,45;'=1+1`);
    const file = await server.app.inject({
      method: 'GET',
      url: `/api/incentives/periods/${period}/pay-file?format=xlsx`,
      headers: { cookie: '' },
    });
    expect(file.statusCode).toBe(401);
    const bytes = await pay('finance').get(`periods/${period}/pay-file?format=xlsx`);
    expect(bytes.status).toBe(200);
    const missing = await pay('finance').post('pay-file-layouts', {
      name: 'x',
      columns: [{ header: 'f', source: 'fixed' }],
    });
    expect(missing.status).toBe(422);
    expect(
      read(utils.sheet_to_csv(utils.aoa_to_sheet([["'=1+1"]])), { type: 'string' }).Sheets.Sheet1.A1.f,
    ).toBeUndefined();
  });

  it('is shown in a layout before anyone keeps it, and only to those who may export it', async () => {
    const layout = {
      name: 'New',
      separator: ';',
      decimalMark: ',',
      columns: [
        { header: 'who', source: 'employeeNo' },
        { header: 'much', source: 'total' },
      ],
    };
    const shown = replied<{ header: string[]; rows: string[][]; total: number; text: string }>(
      await pay('finance').post(`periods/${period}/pay-file-previews`, layout),
    );
    expect(shown.header).toEqual(['who', 'much']);
    expect(shown.rows).toContainEqual(['＠7', '123.45']);
    expect(shown.total).toBe(shown.rows.length);
    expect(shown.text.split('\r\n').slice(0, 2)).toEqual(['who;much', "'＠7;123,45"]);
    expect((await pay('manager').post(`periods/${period}/pay-file-previews`, layout)).status).toBe(403);
    const { items } = replied<{ items: { name: string }[] }>(await pay('finance').get('pay-file-layouts'));
    expect(items.map(({ name }) => name)).not.toContain('New');
  });

  it('leaves a note in the log', async () => {
    const { rows } = await server.identity.system(
      (tx) =>
        tx.query<{ n: number }>(
          `select count(*)::int as n from qd.event where kind = 'payPeriod' and action = 'exported'`,
        ),
      1,
    );
    expect(rows[0].n).toBeGreaterThanOrEqual(2);
  });
});

describe('the journal', () => {
  it('accrues until the period closes, and balances', async () => {
    const { state, entries } = replied<{
      state: string;
      entries: { kind: string; postings: { account: string; debit: string | null; credit: string | null }[] }[];
    }>(await pay('finance').get(`periods/${period}/journal`));
    expect(state).toBe('accrual');
    const sum = (side: 'debit' | 'credit'): number =>
      entries
        .flatMap(({ postings }) => postings)
        .reduce((total, posting) => total + Math.round(Number(posting[side] ?? 0) * 100), 0);
    expect(sum('debit')).toBe(sum('credit'));
    expect(sum('debit')).toBeGreaterThan(0);
    const file = await pay('finance').get(`periods/${period}/journal-file`);
    expect(file.text).toContain('expense:commission:c');
  });
});

describe('the overview and simulations', () => {
  it('sets cost against budget and sales', async () => {
    expect((await pay('finance').put('budgets', { month: '2026-10', amount: '500.00', currency: 'CNY' })).status).toBe(
      200,
    );
    const overview = replied<{
      months: { month: string; budget: string; actual: string; sold: string }[];
      attainment: { attainment: number }[];
    }>(await pay('executive').get('overview?from=2026-10-01&through=2026-10-31'));
    expect(overview.months[0]).toMatchObject({ month: '2026-10', budget: '500.00', actual: '123.45', sold: '1234.50' });
    expect(overview.attainment.some(({ attainment }) => attainment === 1.2345)).toBe(true);
    expect((await pay('manager').get('overview')).status).toBe(403);
  });

  it('compares a draft with the plan in force, keeps the scenario and hands it in for approval', async () => {
    const { current } = replied<{ current: { id: string } }>(await pay('finance').get(`plans/${planId}`));
    const request = {
      name: 'Twelve per cent',
      plans: [{ planVersionId: current.id }, { planId, text: plan('12%') }],
      fromOn: '2026-10-01',
      throughOn: '2026-10-31',
      draws: 5,
      budget: '130',
    };
    const made = await pay('finance').post('simulations', request);
    expect(made.status).toBe(201);
    const { id } = replied<{ id: string }>(made);
    const scenario = replied<{
      plans: { cost: number; costRange: unknown }[];
      comparisons: { costChange: number; winners: number }[];
      inputHash: string;
    }>(await pay('finance').get(`simulations/${id}`));
    expect(scenario.plans.map(({ cost }) => cost)).toEqual([123.45, 148.14]);
    expect(scenario.comparisons[0]).toMatchObject({ costChange: 24.69, winners: 1 });
    const again = replied<{ id: string }>(await pay('finance').post('simulations', request));
    expect(replied<typeof scenario>(await pay('finance').get(`simulations/${again.id}`)).inputHash).toBe(
      scenario.inputHash,
    );
    const applied = await pay('finance').post(`simulations/${id}/application`, { plan: 1, fromOn: '2026-12-01' });
    expect(replied<{ state: string; fromOn: string }>(applied)).toMatchObject({
      state: 'submitted',
      fromOn: '2026-12-01',
    });
    expect((await pay('rep').get(`simulations/${id}`)).status).toBe(403);
  });
});
