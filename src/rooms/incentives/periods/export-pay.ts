import { Refused } from '#kernel/result.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { note } from '../steps.ts';
import { journalHeader, journalRows, journalText } from './journal-file.ts';
import { type PayCell, layouts, payFileRows, payFileText } from './pay-file.ts';
import type { PeriodRow } from './period-store.ts';

export interface ExportedPay {
  /** Rows by the header of their column. */
  readonly data: { readonly period: string; readonly rows: readonly Readonly<Record<string, string>>[] };
  /** Delimited text. */
  readonly text: string;
}

/** The pay file of a period in a layout (the first when none is named), or its journal. That it left is in the event log. */
export async function exportPay(
  context: WriteContext,
  period: PeriodRow,
  wanted: { readonly journal: boolean; readonly layout?: string },
): Promise<ExportedPay> {
  await note(context, 'payPeriod', period.id, 'exported', {
    file: { to: wanted.journal ? 'journal csv' : 'pay file csv' },
  });
  if (wanted.journal) {
    const rows = await journalRows(context, period);
    return { data: named(period, journalHeader, rows), text: journalText(rows) };
  }
  const known = await layouts(context);
  const layout = known.find(({ name }) => wanted.layout === undefined || name === wanted.layout);
  if (layout === undefined)
    throw new Refused('not-found', `no layout is called ${wanted.layout}`, {
      found: wanted.layout,
      expected: known.map(({ name }) => name).join(', '),
    });
  const rows = await payFileRows(context, period, layout);
  const header = layout.columns.map((column) => column.header);
  return { data: named(period, header, rows), text: payFileText(layout, rows) };
}

function named(period: PeriodRow, header: readonly string[], rows: readonly (readonly PayCell[])[]) {
  const cell = (one: PayCell): string => ('amount' in one ? one.amount : one.text);
  return {
    period: period.label,
    rows: rows.map((cells) => Object.fromEntries(cells.map((one, i) => [header[i], cell(one)]))),
  };
}
