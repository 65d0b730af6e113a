import type { z } from 'zod';
import { money, moneyToText } from '#kernel/money.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { personNames } from '../person-names.ts';
import type { journalEntrySchema } from './contract.ts';
import { type BookedEntry, accountName, bookedEntries, entriesOfStatements } from './ledger.ts';
import { type PeriodRow, isClosed } from './period-store.ts';

type JournalEntry = z.input<typeof journalEntrySchema>;

export interface Journal {
  /** booked: the ledger's entries; accrual: what closing would book as things stand. */
  readonly state: 'accrual' | 'booked';
  readonly entries: readonly JournalEntry[];
}

/** The journal of a period, for the general ledger. */
export async function periodJournal(context: WriteContext, period: PeriodRow): Promise<Journal> {
  const booked = isClosed(period);
  const entries = booked ? await bookedEntries(context, period.id) : await entriesOfStatements(context, period);
  const names = await personNames(context.tx);
  const nameOf = (id: string): string => names(id).name;
  return { state: booked ? 'booked' : 'accrual', entries: entries.map((entry) => view(entry, booked, nameOf)) };
}

function view(
  { key, kind, onDate, text, currency, payee, postings }: BookedEntry,
  booked: boolean,
  nameOf: (id: string) => string,
): JournalEntry {
  const amount = (minor: bigint): string => moneyToText(money(minor, currency));
  return {
    key,
    kind: booked ? kind : 'accrual',
    date: onDate,
    text: text.replaceAll(payee, nameOf(payee)),
    currency,
    postings: postings.map(({ account, minor }) => ({
      account: accountName(account, nameOf),
      debit: minor > 0n ? amount(minor) : null,
      credit: minor < 0n ? amount(-minor) : null,
    })),
  };
}
