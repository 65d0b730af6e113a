import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import type { LocalText } from '#kernel/local-text.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import type { Column } from '#web/components/data-table-types.ts';
import { CellEditor } from './CellEditor.tsx';
import { FieldValue } from './FieldValue.tsx';
import { RecordLink } from './RecordLink.tsx';
import { isNumeric } from './field-text.ts';

const widths: Partial<Record<FieldDefinition['type'], number>> = {
  date: 108,
  instant: 140,
  boolean: 80,
  whole: 96,
  decimal: 104,
  percent: 88,
  money: 136,
  choice: 120,
  phone: 136,
};

/** What a heading needs at 12 px: 汉字 are square, Latin letters about half; then its edges, the sort arrow and the menu. */
function headingWidth(label: string): number {
  return Array.from(label).reduce((width, letter) => width + (letter > '\u2e7f' ? 12 : 7), 52);
}

/** The names of the columns a list begins with: the title first, then what is listed. */
export function defaultColumns(kind: RecordKind, fields: readonly FieldDefinition[]): string[] {
  const listed = fields.filter((field) => field.listed === true && field.name !== kind.title).map(({ name }) => name);
  return [kind.title, ...listed];
}

export function isEditable(field: FieldDefinition): boolean {
  return field.computed !== true && field.createOnly !== true;
}

/** The columns of a list of records, from the definitions of their fields. */
export function recordColumns(
  kind: RecordKind,
  fields: readonly FieldDefinition[],
  names: readonly string[],
  manner: { readonly local: (text: LocalText) => string; readonly canEdit: boolean },
): Column<SentRecord>[] {
  return names.flatMap((name): Column<SentRecord>[] => {
    const field = fields.find((one) => one.name === name);
    if (field === undefined) return [];
    const isTitle = name === kind.title;
    const label = manner.local(field.label);
    return [
      {
        id: name,
        label,
        width: Math.max(isTitle ? 280 : (widths[field.type] ?? 168), headingWidth(label)),
        ...(isNumeric(field) ? { align: 'right' as const } : {}),
        unbroken: field.type === 'date' || field.type === 'instant',
        sortable: field.sortable === true || kind.defaultSort.field === name,
        cell: (record) =>
          isTitle ? <RecordLink kind={kind} record={record} /> : <FieldValue field={field} record={record} />,
        ...(manner.canEdit && isEditable(field)
          ? { edit: (record, close) => <CellEditor kind={kind} field={field} record={record} onClose={close} /> }
          : {}),
      },
    ];
  });
}
