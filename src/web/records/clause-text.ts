import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import { formatNumber } from '#web/format/number.ts';
import { type Clause, isInCompanyCurrency, relativeDays } from './filter-clause.ts';
import { type Reader, valueText } from './field-text.ts';
import type { recordWords } from '#web/i18n/record-words.ts';
import type { Say } from '#web/i18n/define-words.ts';

type RecordSay = Say<NonNullable<typeof recordWords.keys>>;

/** How an operator reads for a field: dates go from and until. */
export function operatorText(field: FieldDefinition, operator: Clause['operator'], say: RecordSay): string {
  const isDay = field.type === 'date' || field.type === 'instant';
  if (isDay && operator === 'gte') return say('op-from');
  if (isDay && operator === 'lte') return say('op-until');
  return say(`op-${operator}`);
}

/** The values of a clause as people read them. */
export function clauseValueText(
  kind: RecordKind,
  field: FieldDefinition,
  { operator, value }: Clause,
  reader: Reader,
  say: RecordSay,
  labels: Readonly<Record<string, string>>,
): string {
  return value
    .split(',')
    .map((part) => {
      if (part === '@me') return say('@me');
      const relative = relativeDays.find((name) => name === part);
      if (relative !== undefined) return say(relative);
      if (field.type === 'boolean') return say(part === 'true' ? 'yes' : 'no');
      if (field.type === 'reference') return labels[part] ?? '…';
      if (field.type === 'money' && !isInCompanyCurrency(kind, field, operator))
        return formatNumber(Number(part), reader.language, { decimals: 4 });
      return valueText(field, part, reader);
    })
    .join(', ');
}
