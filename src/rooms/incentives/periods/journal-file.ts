import type { WriteContext } from '#platform/records/write-context.ts';
import { periodJournal } from './journal.ts';
import { type PayCell, type PayFileLayout, payFileText } from './pay-file.ts';
import type { PeriodRow } from './period-store.ts';

export const journalHeader = ['date', 'entry', 'kind', 'text', 'account', 'debit', 'credit', 'currency'];

/** The journal of a period, one row a posting. */
export async function journalRows(context: WriteContext, period: PeriodRow): Promise<PayCell[][]> {
  const { state, entries } = await periodJournal(context, period);
  return entries.flatMap(({ key, date, kind, text, currency, postings }) =>
    postings.map(({ account, debit, credit }): PayCell[] => [
      { text: date },
      { text: key },
      { text: `${state}: ${kind}` },
      { text },
      { text: account },
      amountCell(debit),
      amountCell(credit),
      { text: currency },
    ]),
  );
}

export function journalText(rows: readonly (readonly PayCell[])[]): string {
  const layout: PayFileLayout = {
    id: '',
    version: 0,
    name: '',
    separator: ',',
    decimalMark: '.',
    header: true,
    rows: 'statement',
    columns: journalHeader.map((header) => ({ header, source: 'fixed' })),
  };
  return payFileText(layout, rows);
}

function amountCell(amount: string | null): PayCell {
  return amount === null ? { text: '' } : { amount };
}
