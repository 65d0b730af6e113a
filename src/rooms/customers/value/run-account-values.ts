import { createHash } from 'node:crypto';
import { dayNumber, fromDayNumber } from '#kernel/civil-date.ts';
import { minorDigits } from '#kernel/currency.ts';
import { recommend } from '#engines/recommendation/recommend.ts';
import {
  type CustomerOutlook,
  customerOutlook,
  customerOutlookVersion,
} from '#engines/segmentation/customer-outlook.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/records/write-context.ts';

/** What is kept of one account. Amounts in major units of the company's currency: estimates, not books. */
export interface AccountFacts {
  readonly segment: string;
  readonly r: number;
  readonly f: number;
  readonly m: number;
  readonly recencyDays: number;
  readonly orders: number;
  readonly bought: number;
  /** '2025-Q1': the quarter of the first order. */
  readonly cohort: string;
  readonly alive: number | null;
  readonly purchases: CustomerOutlook['purchases'];
  readonly value: CustomerOutlook['value'];
  readonly offers: readonly AccountOffer[];
}

export interface AccountOffer {
  readonly productId: string;
  readonly reason: 'again' | 'together' | 'similar' | 'popular';
  /** The product that the reason speaks of. */
  readonly with: string | null;
  /** again: times bought of orders; popular: share of orders; together: lift; similar: cosine. */
  readonly strength: number;
}

const offersEach = 6;

/** RFM, value and next products of every account from its orders; kept per run, all or nothing. */
export async function runAccountValues(tx: Transaction, now: string): Promise<{ id: string; accounts: number }> {
  const company = await tx.query<{ day: string; currency: string }>(
    `select ($1::timestamptz at time zone time_zone)::date::text as day, base_currency as currency from qd.company where company_id = qd.current_company()`,
    [now],
  );
  const [{ day, currency }] = company.rows;
  const lines = await tx.query<{
    account: string;
    product: string | null;
    day: number;
    amount: number;
    segment: string | null;
  }>(
    `select f.account_id::text as account, f.product_id::text as product, f.ordered_on - date '1970-01-01' as day,
      f.base_minor::float8 / $1::float8 as amount, a.segment
     from qd.order_line f join qd.account a on a.company_id = f.company_id and a.id = f.account_id and a.deleted_at is null
     where f.company_id = qd.current_company() and f.base_minor is not null and f.ordered_on <= $2::date
     order by f.ordered_on, f.id`,
    [10 ** minorDigits(currency), day],
  );
  const facts = factsOf(lines.rows, dayNumber(day));
  const id = newId({ now });
  const hash = createHash('sha256').update(JSON.stringify(lines.rows)).digest('hex');
  await tx.query(
    `insert into qd.engine_run (id, engine, ran_at, as_of, state, card, engine_version, input_hash) values ($1, 'accountValue', $2, $3, 'ready', $4, $5, $6)`,
    [id, now, day, JSON.stringify({ accounts: facts.length, lines: lines.rows.length }), customerOutlookVersion, hash],
  );
  await tx.query('delete from qd.account_value where company_id = qd.current_company()');
  await tx.query(
    `insert into qd.account_value (account_id, run_id, facts) select account, $1, facts from jsonb_to_recordset($2::jsonb) as n(account uuid, facts jsonb)`,
    [id, JSON.stringify(facts)],
  );
  return { id, accounts: facts.length };
}

function factsOf(
  lines: readonly { account: string; product: string | null; day: number; amount: number; segment: string | null }[],
  asOf: number,
): { account: string; facts: AccountFacts }[] {
  if (lines.length === 0) return [];
  const outlook = customerOutlook(
    {
      customer: lines.map((line) => line.account),
      day: lines.map((line) => line.day),
      amount: lines.map((line) => line.amount),
      order: lines.map((line) => `${line.account} ${line.day}`),
    },
    asOf,
  );
  const offers = offersOf(
    lines.filter((line): line is (typeof lines)[number] & { product: string } => line.product !== null),
  );
  return outlook.map((own) => ({
    account: own.id,
    facts: {
      segment: own.rfm.segment,
      r: own.rfm.r,
      f: own.rfm.f,
      m: own.rfm.m,
      recencyDays: own.rfm.recencyDays,
      orders: own.rfm.frequency,
      bought: own.rfm.monetary,
      cohort: quarterOf(own.firstDay),
      alive: own.alive,
      purchases: own.purchases,
      value: own.value,
      offers: offers.get(own.id) ?? [],
    },
  }));
}

function offersOf(
  lines: readonly { account: string; product: string; day: number; segment: string | null }[],
): Map<string, AccountOffer[]> {
  if (lines.length === 0) return new Map();
  const { customers } = recommend(
    {
      customer: lines.map((line) => line.account),
      item: lines.map((line) => line.product),
      day: lines.map((line) => line.day),
      segment: lines.map((line) => line.segment ?? undefined),
    },
    { k: offersEach },
  );
  return new Map(
    customers.map(({ id, items }) => [
      id,
      items.map(({ item, reasons: [reason] }): AccountOffer => {
        switch (reason?.because) {
          case 'bought again':
            return { productId: item, reason: 'again', with: null, strength: reason.times };
          case 'bought':
            return { productId: item, reason: 'together', with: reason.item, strength: reason.lift };
          case 'bought by the same customers as':
            return { productId: item, reason: 'similar', with: reason.item, strength: reason.cosine };
          default:
            return { productId: item, reason: 'popular', with: null, strength: reason?.share ?? 0 };
        }
      }),
    ]),
  );
}

function quarterOf(day: number): string {
  const date = fromDayNumber(day);
  return `${date.slice(0, 4)}-Q${Math.floor((Number(date.slice(5, 7)) + 2) / 3)}`;
}
