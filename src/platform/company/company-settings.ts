import { sql } from 'kysely';
import type { Transaction } from '#platform/database/transaction.ts';
import type { CurrencyCode } from '#kernel/currency.ts';
import type { FiscalCalendar } from '#kernel/fiscal-calendar.ts';
import { type Language, languages } from '#kernel/local-text.ts';

/** What holds for the whole company: language, time zone, base currency, fiscal calendar. */
export interface CompanySettings {
  readonly id: number;
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly baseCurrency: CurrencyCode;
  readonly fiscal: FiscalCalendar;
  readonly isDemo: boolean;
}

interface CompanyRow {
  id: number;
  name: string;
  language: string;
  time_zone: string;
  base_currency: string;
  fiscal: FiscalCalendar | null;
  is_demo: boolean;
}

export async function companySettings(tx: Transaction): Promise<CompanySettings> {
  const { rows } = await sql<CompanyRow>`
    select company_id as id, name, language, time_zone, base_currency, fiscal, is_demo from qd.company where company_id = qd.current_company()`.execute(
    tx.kysely,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the company of this session does not exist');
  return {
    id: row.id,
    name: row.name,
    language: languages.find((language) => language === row.language) ?? 'zh-Hans',
    timeZone: row.time_zone,
    baseCurrency: row.base_currency,
    fiscal: row.fiscal ?? { kind: 'months', startMonth: 1 },
    isDemo: row.is_demo,
  };
}
