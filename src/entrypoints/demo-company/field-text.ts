import type { FieldDefinition } from '#kernel/record-kind.ts';
import { columnOf } from '#kernel/record-kind.ts';
import { moneyToText, money } from '#kernel/money.ts';
import { databaseColumn } from './encode-rows.ts';
import { type TableName, tables } from './tables.ts';

export type SimulatedRow = Readonly<Record<string, unknown>>;

/** Reads a field of a simulated row as the JSON text that the API gives; null when it is empty or not simulated. */
export function fieldReader(table: TableName, field: FieldDefinition): (row: SimulatedRow) => string | null {
  const column = columnOf(field);
  const name = Object.keys(tables[table]).find((candidate) => databaseColumn(candidate) === column);
  if (name === undefined) return () => null;
  const textOf = writerOf(field);
  return (row) => {
    const value = row[name];
    return value === null ? null : textOf(value, row);
  };
}

function writerOf(field: FieldDefinition): (value: unknown, row: SimulatedRow) => string {
  switch (field.type) {
    case 'money':
      return (value, row) => `"${moneyToText(money(BigInt(value as number), currencyOf(field, row)))}"`;
    case 'instant':
      return (value) => `"${new Date(value as number).toISOString()}"`;
    default:
      return (value) => JSON.stringify(value);
  }
}

/** The company counts in CNY. */
function currencyOf(field: FieldDefinition, row: SimulatedRow): string {
  return field.inBase === true || typeof row.currency !== 'string' ? 'CNY' : row.currency;
}
