import type { PayFileLayout } from './period-types.ts';

export const sources = [
  'employeeNo',
  'name',
  'email',
  'plan',
  'period',
  'from',
  'through',
  'total',
  'earnings',
  'adjustments',
  'currency',
  'statementId',
  'fixed',
] as const satisfies readonly PayFileLayout['columns'][number]['source'][];

/** A layout as it is edited; without an id until it is kept. */
export type LayoutDraft = Omit<PayFileLayout, 'id' | 'version'> & { readonly id?: string; readonly version?: number };

export const newLayout: LayoutDraft = {
  name: '',
  separator: ',',
  decimalMark: '.',
  header: true,
  rows: 'person',
  columns: [
    { header: 'employee_no', source: 'employeeNo' },
    { header: 'amount', source: 'total' },
    { header: 'currency', source: 'currency' },
  ],
};

export function draftOf({
  id,
  name,
  separator,
  decimalMark,
  header,
  rows,
  columns,
  version,
}: PayFileLayout): LayoutDraft {
  return { id, version, name, separator, decimalMark, header, rows, columns };
}
