import { afterAll, beforeAll, expect, it } from 'vitest';
import { approvedPlan, assignTo, payCall, replied } from '../../../../test/support/pay-company.ts';
import { sellDeal, standardPipeline } from '../../../../test/support/sold-deals.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await standardPipeline(server);
});
afterAll(() => server.close());

const plan = (months: string): string => `plan: long-contracts
name: { en: Long contracts, zh: 长约 }
currency: CNY
period: month
effective: { from: 2026-01-01 }
recognition:
  - { event: booking, share: 50% }
  - { event: invoice, share: 50% }
components:
  - id: commission
    name: { en: Commission, zh: 提成 }
    kind: commission
    rate: 10%
    multipliers:
      - by: ${months}
        steps: [{ below: 24, multiply: 1 }, { from: 24, multiply: 2 }]
`;

interface Note {
  line: number;
  column: number;
  found: Record<string, string>;
  expected: Record<string, string>;
}

it("pays by a company's own field of deals, and says where a plan reads what nobody records", async () => {
  const finance = payCall(server, 'finance');
  const notesOf = async (name: string): Promise<Note[]> =>
    replied<{ notes: Note[] }>(await finance.post('plan-checks', { text: plan(name) })).notes;
  const [unknown, invoice] = await notesOf('contract_months');
  expect(unknown).toMatchObject({ line: 15, found: { en: 'contract_months' } });
  expect(unknown.expected['zh-Hans']).toContain('自定义字段');
  expect(invoice).toMatchObject({ line: 8, found: { en: 'invoice' } });

  const label = { en: 'Months of contract', 'zh-Hans': '合同月数', 'zh-Hant': '合約月數' };
  const made = await server
    .as('administrator')
    .post('/api/settings/custom-fields', { kind: 'opportunity', type: 'whole', label });
  const { name } = replied<{ name: string }>(made);
  expect((await notesOf(name)).map(({ found }) => found.en)).toEqual(['invoice']);

  const planId = await approvedPlan(server, plan(name));
  await assignTo(server, planId, 'rep', '2026-01-01');
  const month = replied<{ id: string }>(await finance.post('periods', { calendar: 'month', label: '2026-08' })).id;
  for (const [amount, months] of [
    ['100.00', 12],
    ['1000.00', 36],
  ] as const) {
    const id = await sellDeal(server, { owner: 'rep', amount, on: '2026-08-10' });
    const path = `/api/selling/opportunities/${id}`;
    const { version } = replied<{ version: number }>(await server.as('administrator').get(path));
    replied(await server.as('administrator').patch(path, { [name]: months }, { 'if-match': `"${version}"` }));
  }
  replied(await finance.post(`periods/${month}/calculation`, { scope: 'all' }));
  const { items } = replied<{ items: { total: string }[] }>(await finance.get(`periods/${month}/statements`));
  // Half of each deal earns on booking: 50 × 10 % and 500 × 10 % × 2.
  expect(items.map(({ total }) => total)).toEqual(['105.00']);
});
