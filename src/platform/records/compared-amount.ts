import { type RawBuilder, sql } from 'kysely';
import { unusualDigits } from '#kernel/currency.ts';
import { moneyFromText } from '#kernel/money.ts';
import { type FieldDefinition, type RecordKind, fieldOf, inBaseOf } from '#kernel/record-kind.ts';

/** What a filter on an amount compares, and its value as the other side. */
export interface ComparedAmount {
  /** The field whose column is compared. */
  readonly field: FieldDefinition;
  /** The amount as minor units; undefined when the text is none. */
  readonly minorOf: (text: string) => RawBuilder<unknown> | undefined;
}

/**
 * A range of amounts ('from 100,000') is meant in the company's currency, and compared in it where the kind keeps that. An exact amount, and
 * any amount that is not restated, is a number of each record's own currency: 5000 finds 5,000 yen and 5,000.00 dollars.
 * @param base the company's currency; that of records which name none
 */
export function comparedAmount(
  kind: RecordKind,
  field: FieldDefinition,
  isRange: boolean,
  alias: string,
  base: string,
): ComparedAmount {
  const restated = isRange ? inBaseOf(kind, field) : undefined;
  if (restated !== undefined || field.inBase === true || fieldOf(kind, 'currency') === undefined)
    return { field: restated ?? field, minorOf: (text) => minorUnits(text, base) };
  const currency = sql`coalesce(${sql.ref(`${alias}.currency`)}, ${base}::text)`;
  return {
    field,
    minorOf: (text) => {
      const usual = minorUnits(text, 'CNY');
      const cases = [...unusualDigits.values()].map(
        (codes) => sql`when ${currency} = any(${[...codes]}::text[]) then ${minorUnits(text, codes[0])}`,
      );
      return usual === undefined ? undefined : sql`(case ${sql.join(cases, sql` `)} else ${usual} end)`;
    },
  };
}

function minorUnits(text: string, currency: string): RawBuilder<unknown> | undefined {
  const amount = moneyFromText(text, currency, 'half-up');
  return amount === undefined ? undefined : sql`${amount.minor.toString()}::bigint`;
}
