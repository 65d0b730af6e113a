import { type Fields, isFields, isScalarValue } from './plan-data.ts';

export const operators = ['is', 'not', 'atLeast', 'above', 'atMost', 'below'] as const;
export type Operator = (typeof operators)[number];

/** One condition of a filter, as a row: role · is · ae, manager. */
export interface ConditionRow {
  readonly column: string;
  readonly operator: Operator;
  readonly value: string;
}

/** The rows of a filter; undefined when it says something that rows cannot. */
export function conditionRows(filter: unknown): readonly ConditionRow[] | undefined {
  if (filter === undefined) return [];
  if (!isFields(filter)) return undefined;
  const rows: ConditionRow[] = [];
  for (const [column, condition] of Object.entries(filter)) {
    const parts = isFields(condition) ? Object.entries(condition) : [['is', condition] as const];
    for (const [operator, value] of parts) {
      const text = listText(value);
      if (text === undefined || !operators.includes(operator as Operator)) return undefined;
      rows.push({ column, operator: operator as Operator, value: text });
    }
  }
  return rows;
}

/** The filter that rows say; none for no rows. Rows about one column that can stand together do. */
export function filterOfRows(rows: readonly ConditionRow[]): Fields | undefined {
  if (rows.length === 0) return undefined;
  const filter: Record<string, unknown> = {};
  for (const { column, operator, value } of rows) {
    const plain = listOf(value, operator === 'is' || operator === 'not');
    const before = filter[column];
    if (operator === 'is') filter[column] = plain;
    else filter[column] = { ...(isFields(before) ? before : {}), [operator]: plain };
  }
  return filter;
}

function listText(value: unknown): string | undefined {
  if (isScalarValue(value)) return String(value);
  return Array.isArray(value) && value.every(isScalarValue) ? value.map(String).join(', ') : undefined;
}

function listOf(text: string, several: boolean): string | readonly string[] {
  if (!several || !text.includes(',')) return text;
  return text.split(',').map((part, index) => (index === 0 ? part : part.replace(/^ /, '')));
}
