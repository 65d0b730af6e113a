import { sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import { companyVersion, logCompanyChange, takeCompanyVersion } from '#platform/company/change-company.ts';
import { holdsAmounts } from '#platform/company/holds-amounts.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { CompanyChange, CompanyView } from './contract.ts';

export async function companyView(context: WriteContext): Promise<CompanyView> {
  const { name, language, timeZone, baseCurrency } = context.company;
  return {
    name,
    language,
    timeZone,
    baseCurrency,
    version: await companyVersion(context),
    currencyFixed: await holdsAmounts(context.tx),
  };
}

/** Changes the company's name, language, time zone and, while no amount is kept yet, its currency. */
export async function changeCompany(context: WriteContext, version: number, change: CompanyChange): Promise<void> {
  const { name, language, timeZone, baseCurrency } = context.company;
  const before = { name, language, timeZone, baseCurrency };
  const after = { ...before, ...change };
  if (after.baseCurrency !== baseCurrency && (await holdsAmounts(context.tx))) {
    throw new Refused('currency-in-use', `amounts are kept in ${baseCurrency}: its sums would change their meaning`, {
      field: 'baseCurrency',
      found: after.baseCurrency,
      expected: baseCurrency,
    });
  }
  await takeCompanyVersion(context, version);
  await sql`update qd.company set name = ${after.name}, language = ${after.language}, time_zone = ${after.timeZone},
    base_currency = ${after.baseCurrency} where company_id = qd.current_company()`.execute(context.tx.kysely);
  await logCompanyChange(
    context,
    'companyChanged',
    Object.fromEntries(
      (Object.keys(after) as (keyof typeof after)[]).map((key) => [key, { from: before[key], to: after[key] }]),
    ),
  );
}
