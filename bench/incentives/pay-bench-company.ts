import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '#kernel/civil-date.ts';
import { countAnew } from '#platform/database/count-anew.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { runAs } from '#platform/records/run-as.ts';
import { approveVersion, assign, createPlan, submitVersion } from '#rooms/incentives/plans/index.ts';
import { type LocalWorkplace, withWorkplace } from '../../src/entrypoints/local-workplace.ts';

/** A company in which everyone is paid by one plan: three years of won deals, two a month for each. */
export interface PayBenchCompany {
  readonly dataDir: string;
  readonly planId: string;
  readonly planVersionId: string;
  /** Whoever answers for pay. */
  readonly financeId: string;
  readonly payees: readonly string[];
  /** Some deals of the last month. */
  readonly lateDeals: readonly string[];
  remove(): void;
}

export const firstMonth = '2024-01';
export const months = Array.from(
  { length: 36 },
  (_, i) => `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
);
const dealsAMonth = 2;

const planText = `plan: sellers
name: { en: Sellers, zh: 销售方案 }
currency: CNY
period: month
effective: { from: ${firstMonth}-01 }
quotas: { amount: { amount: 40000 } }
components:
  - id: commission
    name: { en: Commission, zh: 提成 }
    kind: commission
    tiers:
      by: attainment
      method: marginal
      steps: [{ upTo: 100%, rate: 5% }, { rate: 8% }]
  - id: bonus
    name: { en: Bonus, zh: 奖金 }
    kind: bonus
    measure: amount
    amount: 1000
    requires: [{ value: attainment, atLeast: 100% }]
`;

export async function makePayBenchCompany(people: number): Promise<PayBenchCompany> {
  const root = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-pay-'));
  const dataDir = join(root, 'data');
  const made = await withWorkplace({ data: dataDir }, (place) => fill(place, people));
  return { dataDir, ...made, remove: () => rmSync(root, { recursive: true, force: true }) };
}

async function fill(place: LocalWorkplace, people: number) {
  const create = async (kind: string, rows: readonly Record<string, unknown>[]): Promise<string[]> => {
    const ids: string[] = [];
    for (let start = 0; start < rows.length; start += 5000) {
      const part = rows.slice(start, start + 5000).map((values) => ({ values }));
      ids.push(
        ...(await runAs(place, place.viewer, (context) => createRecords(context, recordDefinition(kind), part), {
          statementTimeoutMs: 0,
        })),
      );
    }
    return ids;
  };
  const names = Array.from({ length: people }, (_, i) => ({ name: `Seller ${i + 1}`, employeeNo: `E${i + 1}` }));
  const [administrator, financeId, chief, ...payees] = await create('person', [
    { name: 'Administrator' },
    { name: 'Finance' },
    { name: 'Chief' },
    ...names,
  ]);
  const [structureId] = await create('structure', [{ name: 'By region' }]);
  const [unitId] = await create('unit', [{ structureId, name: 'Company' }]);
  const roles = ['administrator', 'finance', 'executive', ...payees.map(() => 'rep')];
  const positions = await create(
    'position',
    roles.map((role) => ({ unitId, role, title: role })),
  );
  await create(
    'assignment',
    [administrator, financeId, chief, ...payees].map((personId, i) => ({
      personId,
      positionId: positions[i],
      fromOn: '2020-01-01',
    })),
  );
  const [stageId] = await create('stage', [{ name: '赢单' }]);
  const deals = months.flatMap((month, m) =>
    payees.flatMap((ownerId, p) =>
      Array.from({ length: dealsAMonth }, (_, d) => {
        const closedOn = addDays(`${month}-01`, (p + d * 7 + m) % 28);
        const amount = `${12_000 + ((p * 37 + m * 113 + d * 911) % 17_000)}.00`;
        const days = { createdOn: '2023-12-01', expectedCloseOn: closedOn, closedOn };
        return { name: `Deal ${month} ${p}/${d}`, ownerId, stageId, amount, currency: 'CNY', ...days };
      }),
    ),
  );
  const ids = await create('opportunity', deals);
  // As after an import of as many.
  await countAnew(place.database, ['opportunity', 'person', 'position', 'assignment']);
  const planVersionId = await runAs(place, place.viewer, async (context) => {
    const id = await createPlan(context, planText);
    await submitVersion(context, id);
    return id;
  });
  await runAs(place, { ...place.viewer, personId: chief }, (context) => approveVersion(context, planVersionId));
  const planId = await runAs(place, place.viewer, async (context) => {
    const { rows } = await context.tx.query<{ id: string }>('select id::text from qd.pay_plan');
    const [plan] = rows;
    await assign(context, { planId: plan.id, target: 'role', targetId: 'rep', fromOn: `${firstMonth}-01` });
    return plan.id;
  });
  return { planId, planVersionId, financeId, payees, lateDeals: ids.slice(-payees.length * dealsAMonth) };
}
