import { sql } from 'kysely';
import type { z } from 'zod';
import { money, moneyToText } from '#kernel/money.ts';
import { Refused } from '#kernel/result.ts';
import { neutraliseFormula } from '#platform/exporting/neutralise-formula.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { ownedRows } from '#platform/visibility/owned-rows.ts';
import { checkVersion, notFound, note } from '../steps.ts';
import type { payFileLayoutBody, payFileLayoutSchema, payFileSources } from './contract.ts';
import type { PeriodRow } from './period-store.ts';

export type PayFileLayout = z.input<typeof payFileLayoutSchema>;
type LayoutBody = z.output<typeof payFileLayoutBody>;
type SourceName = (typeof payFileSources)[number];

/** The layout there is before anyone made one. */
const standard: LayoutBody = {
  name: 'Standard',
  separator: ',',
  decimalMark: '.',
  header: true,
  rows: 'person',
  columns: [
    { header: '工号 Employee no.', source: 'employeeNo' },
    { header: '姓名 Name', source: 'name' },
    { header: '期间 Period', source: 'period' },
    { header: '金额 Amount', source: 'total' },
    { header: '币种 Currency', source: 'currency' },
  ],
};
const standardId = '00000000-0000-0000-0000-000000000000';

export async function layouts(context: WriteContext): Promise<PayFileLayout[]> {
  const { rows } = await sql<{ id: string; name: string; layout: Omit<LayoutBody, 'name'>; version: number }>`
    select id::text, name, layout, version from qd.pay_file_layout where company_id = qd.current_company() order by name`.execute(
    context.tx.kysely,
  );
  return [{ id: standardId, version: 0, ...standard }, ...rows.map(({ layout, ...row }) => ({ ...row, ...layout }))];
}

export async function layoutOf(context: WriteContext, id: string | undefined): Promise<PayFileLayout> {
  const found = (await layouts(context)).find((one) => one.id === (id ?? standardId));
  if (found === undefined) throw notFound('layout', id ?? standardId);
  return found;
}

export async function saveLayout(
  context: WriteContext,
  { name, ...layout }: LayoutBody,
  id?: string,
  expected?: number,
): Promise<PayFileLayout> {
  for (const [i, { source, value }] of layout.columns.entries()) {
    if (source === 'fixed' && value === undefined)
      throw new Refused('invalid-layout', 'a fixed column says its value', {
        field: `columns.${i}.value`,
        found: 'nothing',
        expected: 'the text of the column',
      });
  }
  const layoutId = id ?? newId(context);
  if (id === undefined) {
    await sql`insert into qd.pay_file_layout (id, name, layout) values (${layoutId}::uuid, ${name}, ${JSON.stringify(layout)}::jsonb)`.execute(
      context.tx.kysely,
    );
  } else {
    const found = await layoutOf(context, id);
    checkVersion(found.version, expected);
    await sql`
      update qd.pay_file_layout set name = ${name}, layout = ${JSON.stringify(layout)}::jsonb, version = version + 1
      where company_id = qd.current_company() and id = ${id}::uuid`.execute(context.tx.kysely);
  }
  await note(context, 'payFileLayout', layoutId, id === undefined ? 'created' : 'changed', { name: { to: name } });
  return layoutOf(context, layoutId);
}

export async function deleteLayout(context: WriteContext, id: string): Promise<void> {
  const { numAffectedRows } = await sql`
    delete from qd.pay_file_layout where company_id = qd.current_company() and id = ${id}::uuid`.execute(
    context.tx.kysely,
  );
  if ((numAffectedRows ?? 0n) === 0n) throw notFound('layout', id);
  await note(context, 'payFileLayout', id, 'deleted');
}

interface PayRow {
  readonly statementId: string;
  readonly employeeNo: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly plan: string;
  readonly personId: string;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly adjustmentsMinor: bigint;
}

/** A cell: a text, made harmless for spreadsheets, or an amount. */
export type PayCell = { readonly text: string } | { readonly amount: string };

/** The rows of a pay file in the layout's columns, in order of employee number and name. */
export async function payFileRows(
  context: WriteContext,
  period: PeriodRow,
  layout: PayFileLayout,
): Promise<PayCell[][]> {
  const { rows } = await sql<PayRow>`
    select s.id::text as "statementId", e.employee_no as "employeeNo", e.name, e.email, p.key as plan, s.owner_id::text as "personId", s.currency,
      s.total_minor as "totalMinor", s.adjustments_minor as "adjustmentsMinor"
    from qd.pay_statement s join qd.person e on e.company_id = s.company_id and e.id = s.owner_id
    join qd.pay_plan p on p.company_id = s.company_id and p.id = s.plan_id
    where s.company_id = qd.current_company() and s.period_id = ${period.id}::uuid and s.latest and ${ownedRows(context.viewer, 'payStatement', 's')}
    order by e.employee_no nulls last, e.name, s.owner_id, p.key`.execute(context.tx.kysely);
  const grouped = layout.rows === 'statement' ? rows : byPerson(rows);
  return grouped.map((row) => layout.columns.map(({ source, value }) => cellOf(row, period, source, value)));
}

/** One row for each person and currency: amounts in different currencies are never added. */
function byPerson(rows: readonly PayRow[]): PayRow[] {
  return [...Map.groupBy(rows, ({ personId, currency }) => `${personId} ${currency}`).values()].map((own) => ({
    ...own[0],
    plan: own.map(({ plan }) => plan).join(' + '),
    totalMinor: own.reduce((sum, { totalMinor }) => sum + totalMinor, 0n),
    adjustmentsMinor: own.reduce((sum, { adjustmentsMinor }) => sum + adjustmentsMinor, 0n),
  }));
}

function cellOf(row: PayRow, period: PeriodRow, source: SourceName, value: string | undefined): PayCell {
  const amount = (minor: bigint): PayCell => ({ amount: moneyToText(money(minor, row.currency)) });
  const text = (content: string | null): PayCell => ({ text: content ?? '' });
  switch (source) {
    case 'total':
      return amount(row.totalMinor);
    case 'adjustments':
      return amount(row.adjustmentsMinor);
    case 'earnings':
      return amount(row.totalMinor - row.adjustmentsMinor);
    case 'period':
      return text(period.label);
    case 'from':
      return text(period.fromOn);
    case 'through':
      return text(period.throughOn);
    case 'fixed':
      return text(value ?? '');
    default:
      return text(row[source]);
  }
}

/** Delimited text with a byte order mark; texts cannot run as formulas, amounts stay numbers. */
export function payFileText(layout: PayFileLayout, rows: readonly (readonly PayCell[])[]): string {
  const { separator, decimalMark } = layout;
  const quote = (text: string): string =>
    text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const line = (cells: readonly string[]): string => `${cells.map(quote).join(separator)}\r\n`;
  const header = layout.header ? line(layout.columns.map((column) => neutraliseFormula(column.header))) : '';
  const body = rows.map((cells) =>
    line(
      cells.map((cell) => ('amount' in cell ? cell.amount.replace('.', decimalMark) : neutraliseFormula(cell.text))),
    ),
  );
  return `\uFEFF${header}${body.join('')}`;
}

/** The same as a workbook; amounts are numbers where a double holds them exactly, else text. */
export async function workbookOf(
  header: readonly string[],
  rows: readonly (readonly PayCell[])[],
): Promise<Uint8Array> {
  const xlsx = await import('@e965/xlsx');
  const value = (cell: PayCell): string | number => {
    if (!('amount' in cell)) return neutraliseFormula(cell.text);
    return cell.amount.replace(/[-.]/g, '').length <= 15 ? Number(cell.amount) : cell.amount;
  };
  const sheet = xlsx.utils.aoa_to_sheet([header.map(neutraliseFormula), ...rows.map((cells) => cells.map(value))]);
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, 'Pay');
  return new Uint8Array(xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array);
}
