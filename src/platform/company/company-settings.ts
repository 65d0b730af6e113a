import { sql } from 'kysely';
import type { Transaction } from '#platform/database/transaction.ts';
import type { CurrencyCode } from '#kernel/currency.ts';
import type { FiscalCalendar } from '#kernel/fiscal-calendar.ts';
import { type Language, languages } from '#kernel/local-text.ts';
import type { FieldDefinition, FieldType } from '#kernel/record-kind.ts';

/** A field that administrators added to a kind of record. */
export interface CustomField extends FieldDefinition {
  readonly custom: true;
  /** No longer met anywhere; its values are kept. */
  readonly archived: boolean;
  /** Its text is found by search. */
  readonly searched: boolean;
}

/** What holds for the whole company: language, time zone, base currency, fiscal calendar, the fields it added. */
export interface CompanySettings {
  readonly id: number;
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly baseCurrency: CurrencyCode;
  readonly fiscal: FiscalCalendar;
  readonly isDemo: boolean;
  /** By kind, in the order they are shown. */
  readonly customFields: Readonly<Record<string, readonly CustomField[]>>;
}

interface CompanyRow {
  id: number;
  name: string;
  language: string;
  time_zone: string;
  base_currency: string;
  fiscal: FiscalCalendar | null;
  is_demo: boolean;
  custom_fields: Record<string, CustomField[]> | null;
}

/** Types whose values have an order that people would look for. */
const orderedTypes: ReadonlySet<FieldType> = new Set<FieldType>([
  'text',
  'whole',
  'decimal',
  'percent',
  'money',
  'date',
  'instant',
  'boolean',
  'choice',
  'email',
  'phone',
  'url',
]);

function ordered(byKind: Readonly<Record<string, readonly CustomField[]>>): CompanySettings['customFields'] {
  return Object.fromEntries(
    Object.entries(byKind).map(([kind, fields]) => [
      kind,
      fields.map((field) => ({ ...field, sortable: orderedTypes.has(field.type) })),
    ]),
  );
}

export async function companySettings(tx: Transaction): Promise<CompanySettings> {
  const { rows } = await sql<CompanyRow>`
    select company_id as id, name, language, time_zone, base_currency, fiscal, is_demo, (
      select jsonb_object_agg(kind, fields) from (
        select kind, jsonb_agg(definition || jsonb_build_object('name', name, 'custom', true, 'archived', archived_at is not null)
          order by sort, name) as fields
        from qd.custom_field where company_id = qd.current_company() group by kind) by_kind) as custom_fields
    from qd.company where company_id = qd.current_company()`.execute(tx.kysely);
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
    customFields: ordered(row.custom_fields ?? {}),
  };
}
