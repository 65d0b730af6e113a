import { addDays, civilDate } from '#kernel/civil-date.ts';
import { type FieldDefinition, type RecordKind, fieldOf, inBaseOf } from '#kernel/record-kind.ts';

export type Operator = 'eq' | 'ne' | 'in' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'empty' | 'filled';

/** One condition of a filter; as text `field:operator:value`, the same in the address and over the API. */
export interface Clause {
  readonly field: string;
  readonly operator: Operator;
  readonly value: string;
}

const operators: readonly string[] = ['eq', 'ne', 'in', 'lt', 'lte', 'gt', 'gte', 'contains', 'empty', 'filled'];

export function parseClause(text: string): Clause | undefined {
  const [field, operator, ...rest] = text.split(':');
  return operators.includes(operator) && field !== ''
    ? { field, operator: operator as Operator, value: rest.join(':') }
    : undefined;
}

export function clauseText({ field, operator, value }: Clause): string {
  return operator === 'empty' || operator === 'filled' ? `${field}:${operator}` : `${field}:${operator}:${value}`;
}

/** The operators that make sense for a field, the usual one first. */
export function operatorsFor(field: FieldDefinition): readonly Operator[] {
  switch (field.type) {
    case 'choice':
    case 'reference':
      return ['in', 'ne', 'empty', 'filled'];
    case 'boolean':
      return ['eq'];
    case 'date':
    case 'instant':
      return ['gte', 'lte', 'eq', 'empty', 'filled'];
    case 'whole':
    case 'decimal':
    case 'percent':
    case 'money':
      return ['gte', 'lte', 'eq', 'empty', 'filled'];
    case 'tags':
      return ['empty', 'filled'];
    default:
      return ['contains', 'eq', 'empty', 'filled'];
  }
}

/** Whether an amount is compared in the company's currency; otherwise it is a number of each record's own. */
export function isInCompanyCurrency(kind: RecordKind, field: FieldDefinition, operator: Operator): boolean {
  return (
    field.inBase === true ||
    fieldOf(kind, 'currency') === undefined ||
    (['lt', 'lte', 'gt', 'gte'].includes(operator) && inBaseOf(kind, field) !== undefined)
  );
}

/** Days relative to today that a saved filter may name, so that it stays true tomorrow. */
export const relativeDays = [
  '@today-90',
  '@today-30',
  '@today-7',
  '@today',
  '@today+7',
  '@today+30',
  '@today+90',
  '@month',
  '@quarter',
  '@year',
] as const;

/** `@today-30`, `@month` (its first day), `@me` → what they stand for now; anything else stays. */
export function resolveValue(value: string, now: { readonly today: string; readonly me: string }): string {
  return value
    .split(',')
    .map((part) => resolvePart(part, now))
    .join(',');
}

function resolvePart(part: string, { today, me }: { readonly today: string; readonly me: string }): string {
  if (part === '@me') return me;
  const shift = /^@today([+-]\d{1,4})?$/.exec(part);
  if (shift !== null) return addDays(today, Number(shift[1] ?? 0));
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  if (part === '@month') return civilDate(year, month, 1);
  if (part === '@quarter') return civilDate(year, month - ((month - 1) % 3), 1);
  if (part === '@year') return civilDate(year, 1, 1);
  return part;
}

/** Clauses as the API takes them, with relative values resolved; texts that are no clause are left out. */
export function resolveClauses(
  texts: readonly string[],
  now: { readonly today: string; readonly me: string },
): string[] {
  return texts.flatMap((text) => {
    const clause = parseClause(text);
    return clause === undefined ? [] : [clauseText({ ...clause, value: resolveValue(clause.value, now) })];
  });
}
