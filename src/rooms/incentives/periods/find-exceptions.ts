import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { DaySpan } from '#engines/commission/plan/plan.ts';
import { money, moneyFromText, moneyToText } from '#kernel/money.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import type { PersonTerms } from '../plans/index.ts';
import type { CalculatedPlan } from './calculate-period.ts';
import type { ExceptionCode } from './contract.ts';
import { farFromUsual, periodsRemembered } from './large-change.ts';
import type { PeriodRow } from './period-store.ts';

interface Found {
  readonly code: ExceptionCode;
  /** What it is about, so that an explanation holds when the same is found again. */
  readonly subject: string;
  readonly personId: string | null;
  readonly planId: string | null;
  readonly details: Readonly<Record<string, string>>;
}

/**
 * What a pay administrator must look at: listed anew with every calculation; what was explained stays explained as long as
 * it says the same. Returns how many are not explained yet.
 */
export async function findExceptions(
  context: WriteContext,
  period: PeriodRow,
  plans: readonly CalculatedPlan[],
  terms: readonly PersonTerms[],
  limited: readonly string[] | 'all',
): Promise<number> {
  const concerned = limited === 'all' ? 'all' : [...new Set([...limited, ...plans.flatMap(({ people }) => people)])];
  const found = [
    ...(await payExceptions(context, period, plans, terms, concerned)),
    ...plans.flatMap((plan) => engineExceptions(period, plan)),
    ...(await unassignedAmounts(context, period)),
    ...(await withoutPlan(context, period, terms, concerned)),
    ...(await alteredBooks(context, concerned)),
  ];
  const once = new Map(found.map((one) => [`${one.code} ${one.subject}`, one]));
  const rows = [...once.values()].map(({ code, subject, personId, planId, details }) => ({
    id: newId(context),
    period_id: period.id,
    code,
    subject,
    person_id: personId,
    plan_id: planId,
    details,
  }));
  // Of people who were not calculated this time, what was found before still holds.
  const stale =
    concerned === 'all'
      ? sql<boolean>`true`
      : sql<boolean>`(person_id is null or person_id = any(${concerned}::uuid[]))`;
  await sql`
    delete from qd.pay_exception e where company_id = qd.current_company() and period_id = ${period.id}::uuid and ${stale}
      and not exists (select from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, subject text) where r.code = e.code and r.subject = e.subject)`.execute(
    context.tx.kysely,
  );
  if (rows.length > 0) await storeExceptions(context, period, rows);
  return openExceptions(context, period.id);
}

async function storeExceptions(context: WriteContext, period: PeriodRow, rows: readonly object[]): Promise<void> {
  await sql`
    insert into qd.pay_exception as e (id, period_id, code, subject, person_id, plan_id, details)
    select id, period_id, code, subject, person_id, plan_id, details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, period_id uuid, code text, subject text, person_id uuid, plan_id uuid, details jsonb)
    on conflict (company_id, period_id, code, subject) do update set details = excluded.details,
      explanation = case when e.details = excluded.details then e.explanation end,
      explained_by = case when e.details = excluded.details then e.explained_by end,
      explained_at = case when e.details = excluded.details then e.explained_at end`.execute(context.tx.kysely);
  await sql`
    update qd.pay_exception e set statement_id = s.id from qd.pay_statement s
    where e.company_id = qd.current_company() and e.period_id = ${period.id}::uuid and s.company_id = e.company_id and s.period_id = e.period_id and s.latest
      and s.owner_id = e.person_id and (e.plan_id is null or s.plan_id = e.plan_id) and e.statement_id is distinct from s.id`.execute(
    context.tx.kysely,
  );
}

type People = readonly string[] | 'all';

const ofPeople = (people: People, column: string) =>
  people === 'all' ? sql`` : sql`and ${sql.ref(column)} = any(${[...people]}::uuid[])`;

export async function openExceptions(context: WriteContext, periodId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from qd.pay_exception where company_id = qd.current_company() and period_id = ${periodId}::uuid and explanation is null`.execute(
    context.tx.kysely,
  );
  return rows[0].n;
}

/** Pay that is negative, nothing, or far from what it was. */
async function payExceptions(
  context: WriteContext,
  period: PeriodRow,
  plans: readonly CalculatedPlan[],
  terms: readonly PersonTerms[],
  people: People,
): Promise<Found[]> {
  const { rows } = await sql<{ personId: string; planId: string; totals: bigint[] }>`
    select s.owner_id::text as "personId", s.plan_id::text as "planId", (array_agg(s.total_minor order by p.from_on desc))[1:${sql.lit(periodsRemembered)}] as totals
    from qd.pay_statement s join qd.pay_period p on p.company_id = s.company_id and p.id = s.period_id
    where s.company_id = qd.current_company() and s.latest and p.calendar = ${period.calendar} and p.through_on < ${period.fromOn}::date
      ${ofPeople(people, 's.owner_id')}
    group by 1, 2`.execute(context.tx.kysely);
  const before = new Map(rows.map(({ personId, planId, totals }) => [`${personId} ${planId}`, totals]));
  const found: Found[] = [];
  for (const { planId, statements, drawIsRecoverable, mayPay } of plans) {
    for (const { document, drawDebtMinor } of statements) {
      const { payee, currency, total } = document;
      const minor = moneyFromText(total, currency)!.minor;
      const add = (code: ExceptionCode, details: Record<string, string>): void =>
        void found.push({
          code,
          subject: `${payee} ${planId}`,
          personId: payee,
          planId,
          details: { total, currency, ...details },
        });
      const onPlan = terms.some(
        (one) =>
          one.personId === payee &&
          one.planId === planId &&
          one.from <= period.throughOn &&
          (one.through ?? '9999') >= period.fromOn,
      );
      if (minor < 0n) add('negative-pay', {});
      if (minor === 0n && onPlan && mayPay) add('zero-pay', {});
      const earlier = before.get(`${payee} ${planId}`) ?? [];
      const usual = farFromUsual(minor, earlier, period.calendar, currency);
      if (usual !== undefined) add('large-change', { before: moneyToText(money(usual, currency)) });
      const ends = terms.some(
        (one) => one.personId === payee && one.left !== undefined && one.left <= period.throughOn,
      );
      if (ends && drawDebtMinor > 0n && drawIsRecoverable)
        add('draw-left-over', { debt: moneyToText(money(drawDebtMinor, currency)) });
    }
  }
  return found;
}

/** What the engine could not pay, or warns of, in this period. */
function engineExceptions(period: PeriodRow, { planId, unassigned, warnings }: CalculatedPlan): Found[] {
  const found: Found[] = [];
  for (const { credit, payee, date, code, reason, fix, amount, currency } of unassigned) {
    // Shares of people on other plans are no part of this one; the crediting run has checked the whole.
    if (code === 'under-assigned' || date < period.fromOn || date > period.throughOn) continue;
    const details = { credit, reason, fix, currency, ...(amount === undefined ? {} : { amount }) };
    found.push({
      code: code === 'no-rate' ? 'missing-rate' : 'unassigned',
      subject: `${credit} ${planId}`,
      personId: payee ?? null,
      planId,
      details,
    });
  }
  for (const { code, message, fix, payee, period: at, days, component, clause } of warnings) {
    if (days === undefined ? at !== undefined && at !== period.label : !touches(period, days)) continue;
    const details = {
      message,
      ...(fix === undefined ? {} : { fix }),
      ...(component === undefined ? {} : { component }),
      ...(clause === undefined ? {} : { clause }),
    };
    const subject = `${payee ?? ''} ${planId} ${code} ${short(message)}`;
    found.push({
      code: /\bquota\b/.test(message) ? 'missing-quota' : 'plan-warning',
      subject,
      personId: payee ?? null,
      planId,
      details,
    });
  }
  return found;
}

/** A warning about a quarter or a year is one of every pay period in it: what it says holds in each. */
function touches({ fromOn, throughOn }: PeriodRow, days: DaySpan): boolean {
  return days.from <= throughOn && days.through >= fromOn;
}

/** Amounts that no rule gives to anyone, dated in the period. */
async function unassignedAmounts(context: WriteContext, period: PeriodRow): Promise<Found[]> {
  const { rows } = await sql<{
    sourceId: string;
    event: string;
    label: string;
    code: string;
    reason: string;
    fix: string;
    amount: bigint | null;
    currency: string;
  }>`
    select source_id::text as "sourceId", event, label, code, reason, fix, amount_minor as amount, currency from qd.pay_unassigned
    where company_id = qd.current_company() and on_date between ${period.fromOn}::date and ${period.throughOn}::date`.execute(
    context.tx.kysely,
  );
  return rows.map(({ sourceId, event, label, code, reason, fix, amount, currency }) => ({
    code: 'unassigned',
    subject: `${event} ${sourceId} ${code}`,
    personId: null,
    planId: null,
    details: {
      credit: label,
      reason,
      fix,
      currency,
      ...(amount === null ? {} : { amount: moneyToText(money(amount, currency)) }),
    },
  }));
}

/** People who sold in the period and are on no plan. */
async function withoutPlan(
  context: WriteContext,
  period: PeriodRow,
  terms: readonly PersonTerms[],
  people: People,
): Promise<Found[]> {
  const { rows } = await sql<{ personId: string; credits: number; first: string }>`
    select owner_id::text as "personId", count(*)::int as credits, min(on_date) as first from qd.pay_credit
    where company_id = qd.current_company() and on_date between ${period.fromOn}::date and ${period.throughOn}::date ${ofPeople(people, 'owner_id')} group by 1`.execute(
    context.tx.kysely,
  );
  return rows
    .filter(
      ({ personId }) =>
        !terms.some(
          (one) =>
            one.personId === personId &&
            one.planId !== undefined &&
            one.from <= period.throughOn &&
            (one.through ?? '9999') >= period.fromOn,
        ),
    )
    .map(({ personId, credits, first }) => ({
      code: 'no-plan',
      subject: personId,
      personId,
      planId: null,
      details: { credits: String(credits), first },
    }));
}

/** Closed statements whose bytes are not those that were closed. */
async function alteredBooks(context: WriteContext, people: People): Promise<Found[]> {
  const { rows } = await sql<{ id: string; personId: string; planId: string; label: string }>`
    select s.id::text, s.owner_id::text as "personId", s.plan_id::text as "planId", p.label from qd.pay_statement s
    join qd.pay_period p on p.company_id = s.company_id and p.id = s.period_id
    where s.company_id = qd.current_company() and p.state in ('closed', 'paid') and encode(sha256(convert_to(s.document, 'UTF8')), 'hex') <> s.hash
      ${ofPeople(people, 's.owner_id')}`.execute(context.tx.kysely);
  return rows.map(({ id, personId, planId, label }) => ({
    code: 'closed-differs',
    subject: id,
    personId,
    planId,
    details: { period: label },
  }));
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
