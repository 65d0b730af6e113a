import { sql } from 'kysely';
import type { z } from 'zod';
import type { StatementDocument } from '#engines/commission/calculation/statement.ts';
import { type CivilDate, daysBetween } from '#kernel/civil-date.ts';
import { money, moneyFromText, moneyToText } from '#kernel/money.ts';
import { Refused } from '#kernel/result.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { personNames } from '../person-names.ts';
import { componentName } from '../plan-words.ts';
import { compileText, planVersions } from '../plans/index.ts';
import { note } from '../steps.ts';
import type { ExceptionCode, budgetBody, overviewSchema } from './contract.ts';

interface StatedRow {
  readonly personId: string;
  readonly versionId: string;
  readonly month: string;
  readonly totalMinor: bigint;
  readonly document: string;
  readonly attainment: readonly { readonly measure: string; readonly quota: string; readonly total: string }[];
  readonly throughOn: CivilDate;
  readonly closedAt: string | null;
}

/** What incentives cost against the budget and what was sold, to whom it goes, what is doubted, and how long closing takes. */
export async function payOverview(
  context: WriteContext,
  from: CivilDate,
  through: CivilDate,
): Promise<z.input<typeof overviewSchema>> {
  const currency = context.company.baseCurrency;
  const { rows } = await sql<StatedRow>`
    select s.owner_id::text as "personId", s.plan_version_id::text as "versionId", to_char(p.through_on, 'YYYY-MM') as month, s.total_minor as "totalMinor",
      s.document, s.attainment, p.through_on as "throughOn", p.closed_at as "closedAt"
    from qd.pay_statement s join qd.pay_period p on p.company_id = s.company_id and p.id = s.period_id
    where s.company_id = qd.current_company() and s.latest and s.currency = ${currency} and p.through_on between ${from}::date and ${through}::date
    order by p.through_on`.execute(context.tx.kysely);
  return {
    currency,
    months: await months(context, rows, from, through, currency),
    components: await components(context, rows, currency),
    attainment: await attainment(context, rows, currency),
    disputes: await disputes(context, from, through),
    exceptions: await exceptions(context, from, through),
  };
}

async function months(
  context: WriteContext,
  rows: readonly StatedRow[],
  from: CivilDate,
  through: CivilDate,
  currency: string,
) {
  const { rows: budgets } = await sql<{ month: string; minor: bigint }>`
    select month, amount_minor as minor from qd.pay_budget where company_id = qd.current_company() and currency = ${currency}
      and month between ${from.slice(0, 7)} and ${through.slice(0, 7)}`.execute(context.tx.kysely);
  const { rows: sold } = await sql<{ month: string; minor: string }>`
    select to_char(f.closed_on, 'YYYY-MM') as month, sum(f.base_minor)::text as minor from qd.opportunity f
    where f.company_id = qd.current_company() and f.deleted_at is null and f.status = 'won' and f.closed_on between ${from}::date and ${through}::date group by 1`.execute(
    context.tx.kysely,
  );
  const budgetOf = new Map(budgets.map(({ month, minor }) => [month, minor]));
  const soldOf = new Map(sold.map(({ month, minor }) => [month, BigInt(minor ?? 0)]));
  const byMonth = Map.groupBy(rows, ({ month }) => month);
  const all = [...new Set([...byMonth.keys(), ...budgetOf.keys(), ...soldOf.keys()])].sort();
  const text = (minor: bigint): string => moneyToText(money(minor, currency));
  return all.map((month) => {
    const own = byMonth.get(month) ?? [];
    const actual = own.reduce((sum, { totalMinor }) => sum + totalMinor, 0n);
    const sales = soldOf.get(month) ?? 0n;
    const budget = budgetOf.get(month);
    const closed = own.find(({ closedAt }) => closedAt !== null);
    return {
      month,
      budget: budget === undefined ? null : text(budget),
      actual: text(actual),
      sold: text(sales),
      costOfSale: sales <= 0n ? null : Number(actual) / Number(sales),
      daysToClose:
        closed === undefined ? null : Math.max(0, daysBetween(closed.throughOn, closed.closedAt!.slice(0, 10))),
    };
  });
}

async function components(context: WriteContext, rows: readonly StatedRow[], currency: string) {
  const totals = new Map<string, { component: string; versionId: string; minor: bigint }>();
  for (const { versionId, document } of rows) {
    for (const { component, amount } of (JSON.parse(document) as StatementDocument).lines) {
      const known = totals.get(component) ?? { component, versionId, minor: 0n };
      known.minor += moneyFromText(amount, currency)!.minor;
      totals.set(component, known);
    }
  }
  const documents = new Map((await planVersions(context)).map(({ id, text }) => [id, compileText(text).document]));
  return [...totals.values()]
    .sort((left, right) => (left.minor > right.minor ? -1 : 1))
    .map(({ component, versionId, minor }) => {
      const document = documents.get(versionId);
      const plain = { en: component, 'zh-Hans': component, 'zh-Hant': component };
      return {
        component,
        name: document === undefined ? plain : componentName(document, component),
        cost: moneyToText(money(minor, currency)),
      };
    });
}

/** Each person's attainment at the end of the span (of the first quota of their plan) beside what they were paid in it. */
async function attainment(context: WriteContext, rows: readonly StatedRow[], currency: string) {
  const names = await personNames(context.tx);
  return [...Map.groupBy(rows, ({ personId }) => personId)].flatMap(([personId, own]) => {
    const last = own.findLast((row) => row.attainment.length > 0);
    if (last === undefined) return [];
    const [{ quota, total }] = last.attainment;
    if (Number(quota) === 0) return [];
    const pay = own.reduce((sum, { totalMinor }) => sum + totalMinor, 0n);
    return [
      {
        person: names(personId),
        attainment: Number(total) / Number(quota),
        pay: moneyToText(money(pay, currency)),
        sold: total,
        quota,
      },
    ];
  });
}

async function disputes(context: WriteContext, from: CivilDate, through: CivilDate) {
  const within = sql`from qd.pay_dispute d join qd.pay_period p on p.company_id = d.company_id and p.id = d.period_id
    where d.company_id = qd.current_company() and p.through_on between ${from}::date and ${through}::date`;
  const { rows } = await sql<{ open: number; answered: number; days: number | null }>`
    select count(*) filter (where d.state = 'open')::int as open, count(*) filter (where d.answered_at is not null)::int as answered,
      (percentile_cont(0.5) within group (order by extract(epoch from d.answered_at - d.opened_at) / 86400))::float8 as days ${within}`.execute(
    context.tx.kysely,
  );
  const { rows: topics } = await sql<{ component: string; count: number }>`
    select coalesce(d.component, '') as component, count(*)::int as count ${within} group by 1 order by 2 desc, 1 limit 10`.execute(
    context.tx.kysely,
  );
  const [{ open, answered, days }] = rows;
  return { open, answered, daysToAnswer: days, topics };
}

async function exceptions(context: WriteContext, from: CivilDate, through: CivilDate) {
  const { rows } = await sql<{ code: ExceptionCode; count: number }>`
    select e.code, count(*)::int as count from qd.pay_exception e join qd.pay_period p on p.company_id = e.company_id and p.id = e.period_id
    where e.company_id = qd.current_company() and p.through_on between ${from}::date and ${through}::date group by 1 order by 2 desc, 1`.execute(
    context.tx.kysely,
  );
  return rows;
}

/** Sets what incentives may cost in a month. */
export async function setBudget(
  context: WriteContext,
  { month, amount, currency }: z.output<typeof budgetBody>,
): Promise<void> {
  const budget = moneyFromText(amount, currency);
  if (budget === undefined || budget.minor < 0n)
    throw new Refused('invalid-amount', 'a budget is an exact amount of zero or more', {
      field: 'amount',
      found: amount,
      expected: `decimal text in ${currency}`,
    });
  await sql`
    insert into qd.pay_budget as b (month, amount_minor, currency) values (${month}, ${budget.minor.toString()}::bigint, ${currency})
    on conflict (company_id, month, currency) do update set amount_minor = excluded.amount_minor, version = b.version + 1`.execute(
    context.tx.kysely,
  );
  await note(context, 'payBudget', context.viewer.personId, 'changed', { month: { to: month } });
}
