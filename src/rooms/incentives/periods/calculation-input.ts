import { type RawBuilder, sql } from 'kysely';
import type { CalculationInput, CreditInput, QuotaInput, RateInput } from '#engines/commission/calculation/input.ts';
import { type Exact, exactFromText } from '#engines/commission/exact.ts';
import { readReplayText } from '#engines/commission/explanation/explain-line.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import { type CivilDate, addDays } from '#kernel/civil-date.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { ownedRows } from '#platform/visibility/owned-rows.ts';
import { attributeBehind, earningEvents, exactAmount, planAttribute } from '../credits/index.ts';
import { type PersonTerms, payeeRows } from '../plans/index.ts';
import { interdependent } from './calculate-plan.ts';
import { returnRows } from './return-rows.ts';
import { soldQuotas } from './sold-quotas.ts';

/** A stored credit with what plans may read of it. */
export interface StoredCredit {
  readonly key: string;
  readonly personId: string;
  readonly item: string;
  readonly event: string;
  readonly root: string;
  readonly date: CivilDate;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly share: string | null;
  readonly onTop: boolean;
  readonly role: string | null;
  readonly reason: string;
  /** Of payments and returns. */
  readonly orderId: string | null;
  /** At least what the plan reads. */
  readonly attributes: Readonly<Record<string, string | null>>;
}

export interface InputWanted {
  readonly plan: Plan;
  readonly planId: string;
  /** Event that counts when the plan names none. */
  readonly defaultEvent: string;
  readonly from: CivilDate;
  /** Last day of what is calculated; returns may come until then. */
  readonly through: CivilDate;
  /** Last day on which a sale counts under this version. */
  readonly lastSale: CivilDate;
  readonly terms: readonly PersonTerms[];
  /** Only these people; everyone on the plan when undefined. */
  readonly people?: readonly string[];
}

/** What the engine needs to calculate a plan from its first day, as far as the viewer may see it. */
export async function loadInput(context: WriteContext, wanted: InputWanted): Promise<CalculationInput> {
  const { plan, planId, terms, from, through } = wanted;
  const people = wanted.people ?? peopleOn(terms, planId);
  const overrides = plan.components.some(({ kind }) => kind === 'override');
  const stored = await storedCredits(context, wanted, overrides ? withReports(people, terms) : people);
  return {
    credits: creditRows(stored, wanted),
    payees: payeeRows(plan, planId, interdependent(plan) ? terms : termsOfPeople(terms, people)),
    quotas: await quotaRows(context, wanted, people),
    rates: await rateRows(context, plan.currency),
    from,
    through,
  };
}

/** Where nobody's pay depends on others, the engine need not know of others. */
function termsOfPeople(terms: readonly PersonTerms[], people: readonly string[]): PersonTerms[] {
  const wanted = new Set(people);
  return terms.filter(({ personId }) => wanted.has(personId));
}

/** Everyone who is on the plan at some time. */
export function peopleOn(terms: readonly PersonTerms[], planId: string): string[] {
  return [...new Set(terms.filter((one) => one.planId === planId).map(({ personId }) => personId))];
}

/** The people and everyone who reports to them, directly or not: overrides are a share of what those sell. */
function withReports(people: readonly string[], terms: readonly PersonTerms[]): string[] {
  const found = new Set(people);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { personId, manager } of terms) if (manager !== undefined && found.has(manager)) found.add(personId);
  }
  return [...found];
}

async function storedCredits(
  context: WriteContext,
  { plan, planId, defaultEvent, from, through, lastSale }: InputWanted,
  people: readonly string[],
): Promise<StoredCredit[]> {
  const events = earningEvents(plan, defaultEvent);
  const names = [...new Set(plan.reads.creditColumns.map((column) => attributeBehind(column)))];
  const { rows } = await sql<StoredCredit>`
    select c.key, c.owner_id::text as "personId", c.item, c.event, c.root, c.on_date as date, c.amount_minor as "amountMinor", c.currency,
      c.share, c.on_top as "onTop", c.role, c.reason, c.attributes ->> 'order_id' as "orderId",
      ${attributesNamed(names)} as attributes
    from qd.pay_credit c
    where c.company_id = qd.current_company() and ${ownedRows(context.viewer, 'payCredit', 'c')} and c.owner_id = any(${[...people]}::uuid[])
      and c.on_date >= ${from}::date and (c.on_date <= ${lastSale < through ? lastSale : through}::date or c.event = 'return' and c.on_date <= ${through}::date)
      and (c.event = 'return' or c.event = 'adjustment' and c.plan_id = ${planId}::uuid
        or c.event = any(${[...events]}::text[]))
    order by c.on_date, c.key, c.owner_id, c.item`.execute(context.tx.kysely);
  return rows;
}

/** The function of the database takes a hundred arguments; a plan that reads more gets all there is. */
const mostNames = 50;

/** Some of a credit's attributes: reading all of every credit takes longer than all the rest of it. */
function attributesNamed(names: readonly string[]): RawBuilder<unknown> {
  if (names.length > mostNames) return sql`c.attributes`;
  const pairs = names.map((name) => sql`${name}::text, c.attributes -> ${name}::text`);
  return sql`json_build_object(${sql.join(pairs)})`;
}

function creditRows(stored: readonly StoredCredit[], { plan, defaultEvent }: InputWanted): CreditInput[] {
  const event = plan.recognition?.[0]?.event ?? defaultEvent;
  const ownRules = plan.crediting.length > 0;
  const rows: CreditInput[] = [];
  const seen = new Set<string>();
  for (const credit of stored) {
    if (credit.event === 'return') continue;
    const byHand = credit.event === 'adjustment';
    // A plan with rules of its own credits the deal itself, whoever the company's rules gave it to.
    if (ownRules && !byHand && seen.has(credit.key)) continue;
    seen.add(credit.key);
    rows.push(creditRow(plan, credit, byHand ? event : credit.event, ownRules && !byHand));
  }
  return [...rows, ...returnRows(stored, rows, plan)];
}

function creditRow(plan: Plan, credit: StoredCredit, event: string, unowned: boolean): CreditInput {
  const { key, personId, item, date, amountMinor, currency, share, onTop, role, reason, root } = credit;
  const attribute = (name: string): string | undefined =>
    name === 'role'
      ? (role ?? credit.attributes.role ?? undefined)
      : name === 'event'
        ? event
        : planAttribute(credit, name.toLowerCase());
  return {
    id: key,
    payee: unowned ? undefined : personId,
    date,
    amount: exactAmount(amountMinor, currency),
    currency: currency === plan.currency ? undefined : currency,
    share: unowned || share === null ? undefined : readReplayText(share),
    event,
    deal: unowned && root !== key ? root : undefined,
    item: item === '' || unowned ? undefined : item,
    onTop: (!unowned && onTop) || undefined,
    reason,
    attributes: plan.reads.creditColumns.map(attribute),
  };
}

/**
 * Quotas of people. One whose metric is a quota of the plan is of that; else amounts sold are what the plan's quota is of: what
 * was won where booking earns, revenue elsewhere, and the other of the two on days without a quota of the one.
 */
async function quotaRows(
  context: WriteContext,
  { plan, defaultEvent }: InputWanted,
  people: readonly string[],
): Promise<QuotaInput[]> {
  const { rows } = await sql<{
    personId: string;
    metric: string;
    from: CivilDate;
    until: CivilDate;
    amount: bigint;
    currency: string;
  }>`
    select q.owner_id::text as "personId", q.metric, q.from_on as from, q.until_on as until, q.amount_minor as amount, q.currency
    from qd.quota q where q.company_id = qd.current_company() and q.deleted_at is null and ${ownedRows(context.viewer, 'quota', 'q')}
      and q.owner_id = any(${[...people]}::uuid[]) order by q.from_on, q.id`.execute(context.tx.kysely);
  const own = rows.filter(({ currency }) => currency === plan.currency);
  const named = own.filter(({ metric }) => plan.quotas.has(metric));
  const sold = soldQuotas(
    own.filter(({ metric }) => !plan.quotas.has(metric)),
    soldMetrics(plan, defaultEvent),
  );
  const rowOf = (measure: string | undefined, { personId, from, until, amount, currency }: (typeof own)[number]) => ({
    payee: personId,
    measure,
    from,
    through: addDays(until, -1),
    quota: exactAmount(amount, currency),
  });
  return [...named.map((row) => rowOf(row.metric, row)), ...sold.map((row) => rowOf(undefined, row))];
}

function soldMetrics(plan: Plan, defaultEvent: string): readonly string[] {
  const booked = [...earningEvents(plan, defaultEvent)].every((event) => event === 'booking');
  return booked ? ['wonAmount', 'revenue'] : ['revenue', 'wonAmount'];
}

async function rateRows(context: WriteContext, into: string): Promise<RateInput[]> {
  const { rows } = await sql<{ currency: string; into: string; date: CivilDate; rate: string }>`
    select from_currency as currency, to_currency as into, on_date as date, rate::text from qd.fx_rate
    where company_id = qd.current_company() and (to_currency = ${into} or from_currency = ${into})
    order by from_currency, to_currency, on_date`.execute(context.tx.kysely);
  return rows.map(({ rate, ...row }) => ({ ...row, rate: exactFromText(rate) as Exact }));
}
