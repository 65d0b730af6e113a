import { sql } from 'kysely';
import { dayNumber } from '#kernel/civil-date.ts';
import { Refused } from '#kernel/result.ts';
import { logCompanyChange } from '#platform/company/change-company.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { NewRate, RatesView, RateView } from './contract.ts';

/** Records that hold amounts, with the day whose rate converts them. */
const uses = sql.raw(`(
  select currency, coalesce(closed_on, created_on) as on_date from qd.opportunity
    where company_id = qd.current_company() and deleted_at is null and amount_minor is not null
  union all select currency, ordered_on from qd.sales_order where company_id = qd.current_company() and deleted_at is null
  union all select p.currency, null::date from qd.price_list p where p.company_id = qd.current_company() and p.deleted_at is null
)`);

/** The company's dated rates, and for each foreign currency whether the rates reach as far as its use. */
export async function ratesView(context: WriteContext): Promise<RatesView> {
  const { baseCurrency: base } = context.company;
  const { rows: currencies } = await sql<Omit<RatesView['currencies'][number], 'ageDays'>>`
    with known as (
      select from_currency as currency, count(*)::int as rates, min(on_date) as first_on, max(on_date) as latest_on,
        (array_agg(rate::text order by on_date desc))[1] as latest
      from qd.fx_rate where company_id = qd.current_company() and to_currency = ${base} group by 1),
    used as (
      select u.currency, count(*)::int as records, min(u.on_date) as earliest,
        count(*) filter (where k.first_on is null or u.on_date < k.first_on)::int as without_rate
      from ${uses} u left join known k on k.currency = u.currency where u.currency <> ${base} group by 1)
    select coalesce(k.currency, u.currency) as currency, coalesce(k.rates, 0) as rates, k.first_on as "firstOn",
      k.latest_on as "latestOn", k.latest, coalesce(u.records, 0) as records, u.earliest as "earliestUse",
      coalesce(u.without_rate, 0) as "withoutRate"
    from known k full join used u on u.currency = k.currency order by 1`.execute(context.tx.kysely);
  const { rows: rates } = await sql<RateView>`
    select from_currency as currency, on_date as "onDate", rate::text, source from qd.fx_rate
    where company_id = qd.current_company() and to_currency = ${base} order by on_date desc, from_currency limit 500`.execute(
    context.tx.kysely,
  );
  return {
    base,
    today: context.today,
    currencies: currencies.map((one) => ({
      ...one,
      latest: one.latest === null ? null : plainRate(one.latest),
      ageDays: one.latestOn === null ? null : dayNumber(context.today) - dayNumber(one.latestOn),
    })),
    rates: rates.map((one) => ({ ...one, rate: plainRate(one.rate) })),
  };
}

/** Keeps rates, all or none; a rate of the same currency and day is replaced. Amounts converted before stay as they are. */
export async function keepRates(context: WriteContext, rates: readonly NewRate[]): Promise<void> {
  const { baseCurrency: base } = context.company;
  const own = rates.find(({ currency }) => currency === base);
  if (own !== undefined)
    throw new Refused('base-currency', `${base} is the company's own currency: its rate is always 1`, {
      field: 'currency',
      found: base,
      expected: 'another currency',
    });
  const rows = JSON.stringify(
    rates.map(({ currency, onDate, rate, source }) => ({ currency, on_date: onDate, rate, source: source ?? null })),
  );
  await sql`insert into qd.fx_rate (from_currency, to_currency, on_date, rate, source)
    select currency, ${base}, on_date, rate, source
    from jsonb_to_recordset(${rows}::jsonb) as r(currency text, on_date date, rate numeric, source text)
    on conflict (company_id, from_currency, to_currency, on_date) do update set rate = excluded.rate, source = excluded.source`.execute(
    context.tx.kysely,
  );
  const few = rates.length <= 20;
  await logCompanyChange(
    context,
    'ratesKept',
    few
      ? Object.fromEntries(rates.map(({ currency, onDate, rate }) => [`${currency} ${onDate}`, { to: rate }]))
      : { rates: { to: rates.length } },
  );
}

export async function dropRate(context: WriteContext, currency: string, onDate: string): Promise<void> {
  const { rows } = await sql<{ rate: string }>`
    delete from qd.fx_rate where company_id = qd.current_company() and from_currency = ${currency}
      and to_currency = ${context.company.baseCurrency} and on_date = ${onDate}::date returning rate::text`.execute(
    context.tx.kysely,
  );
  if (rows.length === 0)
    throw new Refused('not-found', 'there is no rate of this currency and day', { field: 'onDate', found: onDate });
  await logCompanyChange(context, 'rateDropped', { [`${currency} ${onDate}`]: { from: plainRate(rows[0].rate) } });
}

/** '7.1200000000' → '7.12'. */
function plainRate(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
