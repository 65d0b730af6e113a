import type { CreditInput } from '#engines/commission/calculation/input.ts';
import { creditColumnNames as also } from '#engines/commission/expected-columns.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import type { DataProblem } from '#kernel/unusable-data.ts';
import { dateColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { CellReader, attributeColumns, withoutOwnColumns } from './read-cells.ts';

const spec = {
  id: textColumn({ optional: true, also: also.id }),
  payee: textColumn({ optional: true, also: also.payee }),
  date: dateColumn({ also: also.date }),
  amount: textColumn({ also: also.amount, blank: 'keep' }),
  currency: textColumn({ optional: true, also: also.currency }),
  share: textColumn({ optional: true, also: also.share }),
  event: textColumn({ optional: true, also: also.event }),
  reverses: textColumn({ optional: true, also: also.reverses }),
  deal: textColumn({ optional: true, also: also.deal }),
  item: textColumn({ optional: true, also: also.item }),
  onTop: textColumn({ optional: true, also: also.onTop }),
};

export interface ReadCredits {
  readonly credits: CreditInput[];
  readonly notes: readonly string[];
}

/** Reads a credits table for a plan: `id, payee, date, amount` and, where present, the other columns of the spec. */
export function readCredits(
  table: Table,
  plan: Plan,
  map: Readonly<Record<string, string>>,
  refuseAt: (column: string) => DataProblem,
): ReadCredits {
  const { columns, lines, notes } = readColumns(table, withoutOwnColumns(spec, plan.reads.creditColumns), map);
  const cells = new CellReader(table);
  const { creditColumns, numericCreditColumns } = plan.reads;
  const attributes = attributeColumns(table, creditColumns, numericCreditColumns, map, also, refuseAt, cells);
  const payees = new Map<string, string>();
  const intern = (text: string | undefined): string | undefined => {
    if (text === undefined || text === '') return undefined;
    const known = payees.get(text);
    if (known !== undefined) return known;
    payees.set(text, text);
    return text;
  };
  const credits = Array.from<CreditInput>({ length: lines.length });
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const row = table.rows[i];
    const amount = cells.exact(columns.amount[i], line, 'amount');
    const currency = intern(columns.currency?.[i])?.toUpperCase();
    if (currency !== undefined && !/^[A-Z]{3}$/.test(currency))
      cells.refuse(line, 'currency', currency, 'a currency code such as CNY');
    credits[i] = {
      id: columns.id?.[i] ?? `line ${line}`,
      payee: intern(columns.payee?.[i]),
      date: intern(columns.date[i])!,
      amount,
      currency: currency === plan.currency ? undefined : currency,
      share: cells.exact(columns.share?.[i], line, 'share'),
      event: intern(columns.event?.[i]),
      reverses: columns.reverses?.[i] === '' ? undefined : columns.reverses?.[i],
      deal: columns.deal?.[i] === '' ? undefined : columns.deal?.[i],
      item: columns.item?.[i] === '' ? undefined : columns.item?.[i],
      ...(/^(yes|y|true|1|是)$/i.test(columns.onTop?.[i] ?? '') ? { onTop: true } : {}),
      attributes: creditColumns.length === 0 ? none : attributes.read(row, line),
      line,
    };
  }
  cells.throwProblems();
  return { credits, notes };
}

const none: readonly (string | undefined)[] = [];
