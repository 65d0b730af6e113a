import { sql } from 'kysely';
import { calculateWithAttainments } from '#engines/commission/calculation/attainment.ts';
import { statementDocument } from '#engines/commission/calculation/statement.ts';
import { type Period, regularCalendar } from '#engines/commission/periods.ts';
import { lastDayOfAll } from '#engines/commission/plan/plan.ts';
import { type CivilDate, addDays, addMonths } from '#kernel/civil-date.ts';
import { setClock } from '#platform/clock/clock.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { writeContext } from '#platform/records/run-as.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import type { Role } from '#platform/visibility/roles.ts';
import { runCrediting } from '#rooms/incentives/credits/index.ts';
import { calculatePeriod, loadInput, peopleOn } from '#rooms/incentives/periods/index.ts';
import { attainmentText } from '#rooms/incentives/periods/calculate-plan.ts';
import { bookPeriod, payOut } from '#rooms/incentives/periods/ledger.ts';
import { movePeriod, openPeriod, periodRows, statementsHash } from '#rooms/incentives/periods/period-store.ts';
import { storeStatements } from '#rooms/incentives/periods/store-statements.ts';
import { assign } from '#rooms/incentives/plans/assignments.ts';
import {
  approveVersion,
  compileText,
  createPlan,
  loadPersonTerms,
  planVersions,
  submitVersion,
} from '#rooms/incentives/plans/index.ts';
import { fillEmptyTables } from './fill-empty-tables.ts';
import { payPlanTexts } from './pay-plans.ts';
import type { SimulatedCompany } from './simulate-company.ts';

/** The month before the current one is the last that is closed. */
const openMonths = 1;
const roleTerms: Readonly<Partial<Record<Role, Readonly<Record<string, string>>>>> = {
  supervisor: { mbo_target: '12000', results: '95%', cooperation: '90%' },
  manager: { mbo_target: '20000', results: '92%', cooperation: '96%' },
  analyst: { mbo_target: '5000', results: '100%', cooperation: '95%' },
  service: { mbo_target: '4000', results: '98%', cooperation: '100%' },
};

interface Staff {
  readonly finance: WriteContext;
  readonly executive: WriteContext;
}

/**
 * Pays the demo company: plans for all roles, every month of the past closed and paid, budgets, some disputes, and the current
 * month calculated with its exceptions. What the months earn is calculated once; each is then stored and booked as ever.
 */
export async function buildPay(tx: Transaction, companyId: number, company: SimulatedCompany): Promise<void> {
  const at = (day: CivilDate): Promise<Staff> => staffOn(tx, companyId, company, `${day}T02:00:00Z`);
  const start = `${company.startsOn.slice(0, 7)}-01`;
  const hired = await at(addDays(start, -3));
  const plans = payPlanTexts(start);
  for (const text of [plans.seller, plans.lead, plans.office]) {
    const versionId = await createPlan(hired.finance, text);
    await submitVersion(hired.finance, versionId);
    await approveVersion(hired.executive, versionId);
  }
  const versions = await planVersions(hired.finance);
  const planOf = (key: string): string => versions.find((row) => row.key === key)!.planId;
  const put = (key: string, role: Role): Promise<string> =>
    assign(hired.finance, {
      planId: planOf(key),
      target: 'role',
      targetId: role,
      fromOn: start,
      terms: { ...roleTerms[role] },
    });
  await put('seller', 'rep');
  await put('team-lead', 'teamLead');
  for (const role of Object.keys(roleTerms) as Role[]) await put('objectives', role);
  const today = await at(company.endsOn);
  const credited = await fillEmptyTables(tx, ['pay_credit'], () => runCrediting(today.finance, 'all'));
  const months = await closePast(today, at, start, company.endsOn);
  await setBudgets(today.finance, months);
  await addDisputes(today);
  const current = await openPeriod(today.finance, 'month', undefined);
  await calculatePeriod(today.finance, current, 'all', credited);
}

async function staffOn(tx: Transaction, companyId: number, company: SimulatedCompany, instant: string): Promise<Staff> {
  const personOf = (role: Role): string => {
    const position = company.rows.position.find((row) => row.role === role)!;
    return company.rows.assignment.find((row) => row.positionId === position.id)!.personId;
  };
  const contextOf = (role: Role): Promise<WriteContext> => {
    const personId = personOf(role);
    const viewer = {
      companyId,
      personId,
      name: role,
      email: null,
      language: 'zh-Hans',
      roles: [role],
      unitIds: [],
      teamPeople: [personId],
      subtreePeople: [personId],
      via: 'job',
    } as const;
    return writeContext(tx, viewer, setClock(instant), { personId, via: 'system' });
  };
  return { finance: await contextOf('finance'), executive: await contextOf('executive') };
}

/** Stores, approves, books and pays every full month before the current one. */
async function closePast(
  { finance }: Staff,
  at: (day: CivilDate) => Promise<Staff>,
  start: CivilDate,
  endsOn: CivilDate,
): Promise<CivilDate[]> {
  const terms = await loadPersonTerms(finance, true);
  const last = addDays(`${addMonths(endsOn, 1 - openMonths).slice(0, 7)}-01`, -1);
  const recent = recentMonths(start, endsOn, last);
  const calculated = [];
  for (const version of await planVersions(finance, { states: ['approved'] })) {
    const { plan } = compileText(version.text);
    const input = await loadInput(finance, {
      plan,
      planId: version.planId,
      defaultEvent: 'booking',
      from: start,
      through: last,
      lastSale: lastDayOfAll,
      terms,
    });
    const { calculation, attainments } = calculateWithAttainments(plan, input, recent);
    calculated.push({
      version,
      statements: Map.groupBy(calculation.statements, ({ period }) => period.id),
      attained: new Map(recent.map(({ id }, i) => [id, attainments[i]])),
      people: peopleOn(terms, version.planId),
    });
  }
  const months: CivilDate[] = [];
  for (let month = start; month < last; month = addMonths(month, 1)) {
    months.push(month);
    const staff = await at(addDays(addMonths(month, 1), 4));
    const id = await openPeriod(staff.finance, 'month', month.slice(0, 7));
    const [opened] = await periodRows(staff.finance, { id });
    for (const { version, statements, attained, people } of calculated) {
      await storeStatements(staff.finance, opened, {
        planId: version.planId,
        versionId: version.id,
        people,
        drawIsRecoverable: true,
        unassigned: [],
        warnings: [],
        statements: (statements.get(opened.label) ?? []).map((statement) => ({
          document: statementDocument(statement),
          inputHash: version.textHash,
          drawDebtMinor: statement.drawDebtMinor,
          attainment: (attained.get(opened.label)?.get(statement.payee) ?? []).map(attainmentText),
        })),
      });
    }
    const hash = await statementsHash(staff.finance, id);
    await movePeriod(staff.finance, opened, 'calculated', { calculated: true, hash });
    await movePeriod(staff.finance, { ...opened, state: 'calculated' }, 'reviewed', { hash });
    await movePeriod(staff.executive, { ...opened, state: 'reviewed' }, 'approved', { hash });
    await bookPeriod(staff.finance, opened);
    await movePeriod(staff.finance, { ...opened, state: 'approved' }, 'closed', { hash, closedHash: hash });
    await payOut(staff.finance, opened);
    await movePeriod(staff.finance, { ...opened, state: 'closed' }, 'paid', { hash });
  }
  return months;
}

/** The months of the past whose statements say how far people had come: those of about a year. */
function recentMonths(start: CivilDate, endsOn: CivilDate, last: CivilDate): Period[] {
  const months: Period[] = [];
  const calendar = regularCalendar('month');
  for (let month = start; month < last; month = addMonths(month, 1))
    if (month >= addMonths(endsOn, -13)) months.push(calendar.periodOf(month)!);
  return months;
}

/** Last year's mean, and a twentieth more, is what a month may cost. */
async function setBudgets({ tx }: WriteContext, months: readonly CivilDate[]): Promise<void> {
  await sql`
    with cost as (select sum(total_minor) / count(distinct period_id) as mean from qd.pay_statement where company_id = qd.current_company() and latest)
    insert into qd.pay_budget (month, amount_minor, currency)
    select m, round(mean * 1.05 / 100000) * 100000, 'CNY' from cost, unnest(${months.map((month) => month.slice(0, 7))}::text[]) as m`.execute(
    tx.kysely,
  );
}

/** A few people doubted their statements; all but one have an answer. */
async function addDisputes({ finance, executive }: Staff): Promise<void> {
  const { rows } = await sql<{ id: string; periodId: string; personId: string }>`
    select s.id::text, s.period_id::text as "periodId", s.owner_id::text as "personId" from qd.pay_statement s
    join qd.pay_period p on p.company_id = s.company_id and p.id = s.period_id join qd.pay_plan f on f.company_id = s.company_id and f.id = s.plan_id
    where s.company_id = qd.current_company() and f.key = 'seller' and s.total_minor > 0 order by p.from_on desc, s.owner_id limit 60`.execute(
    finance.tx.kysely,
  );
  const texts = [
    '九月最后一单应算在我名下',
    '退货冲回的比例看起来不对',
    '请确认本季配额是否已按入职时间折算',
    '汇率是否按签约日计算',
  ];
  for (const [i, text] of texts.entries()) {
    const row = rows[i * 13];
    if (row === undefined) continue;
    const answered = i > 0;
    await sql`
      insert into qd.pay_dispute (id, statement_id, period_id, owner_id, line_index, component, text, state, outcome, opened_at, answer, answered_by, answered_at)
      values (${newId(finance)}::uuid, ${row.id}::uuid, ${row.periodId}::uuid, ${row.personId}::uuid, 0, 'commission', ${text}, ${answered ? 'accepted' : 'open'},
        ${answered ? 'refused' : null}, ${finance.now}::timestamptz - interval '9 days', ${answered ? '已核对：按方案条款计算无误，明细见对账单。' : null},
        ${answered ? executive.viewer.personId : null}::uuid, case when ${answered} then ${finance.now}::timestamptz - interval '7 days' end)`.execute(
      finance.tx.kysely,
    );
  }
}
