import { sql } from 'kysely';
import type { StatementDocument } from '#engines/commission/calculation/statement.ts';
import { type Entry, accounts, bookPayout, bookStatement } from '#engines/commission/ledger/postings.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { ownedRows } from '#platform/visibility/owned-rows.ts';
import { note } from '../steps.ts';
import type { PeriodRow } from './period-store.ts';

/** An entry with the plan it comes from, and the day it counts. */
export interface BookedEntry extends Entry {
  readonly planId: string | null;
  readonly onDate: string;
}

/** What closing a period books: every statement in double entry; nothing is stored. */
export async function entriesOfStatements(context: WriteContext, period: PeriodRow): Promise<BookedEntry[]> {
  const { rows } = await sql<{ planId: string; planKey: string; document: string; recoverable: boolean }>`
    select s.plan_id::text as "planId", p.key as "planKey", s.document, s.draw_recoverable as recoverable
    from qd.pay_statement s join qd.pay_plan p on p.company_id = s.company_id and p.id = s.plan_id
    where s.company_id = qd.current_company() and s.period_id = ${period.id}::uuid and s.latest and ${ownedRows(context.viewer, 'payStatement', 's')}
    order by s.owner_id, s.plan_id`.execute(context.tx.kysely);
  return rows.flatMap(({ planId, planKey, document, recoverable }) =>
    bookStatement(JSON.parse(document) as StatementDocument, recoverable).map((entry) => ({
      ...entry,
      key: `${planKey}/${period.calendar}/${entry.key}`,
      planId,
      onDate: period.throughOn,
    })),
  );
}

/** Books the statements of a period that closes. A second booking breaks on the key of the first. */
export async function bookPeriod(context: WriteContext, period: PeriodRow): Promise<void> {
  const entries = await entriesOfStatements(context, period);
  await store(context, period, entries);
  await note(context, 'payLedger', period.id, 'booked', { entries: { to: entries.length } });
}

/** Books what everyone with a statement in the period is owed as paid out. What is below zero stays and lowers what comes. */
export async function payOut(context: WriteContext, period: PeriodRow): Promise<number> {
  const { rows } = await sql<{ personId: string; currency: string; owed: string }>`
    select e.owner_id::text as "personId", e.currency, (-sum(m.minor))::text as owed
    from qd.pay_entry e cross join lateral unnest(e.accounts, e.minors) as m(account, minor)
    where e.company_id = qd.current_company() and m.account = 'payable:commission:' || e.owner_id
      and exists (select from qd.pay_statement s where s.company_id = e.company_id and s.period_id = ${period.id}::uuid and s.owner_id = e.owner_id)
    group by 1, 2 order by 1, 2`.execute(context.tx.kysely);
  const entries = rows.flatMap(({ personId, currency, owed }): BookedEntry[] => {
    const entry = bookPayout(personId, period.label, currency, BigInt(owed));
    if (entry === undefined) return [];
    return [{ ...entry, key: `${period.calendar}/${entry.key}/${currency}`, planId: null, onDate: context.today }];
  });
  await store(context, period, entries);
  await note(context, 'payLedger', period.id, 'paid', { entries: { to: entries.length } });
  return entries.length;
}

async function store(context: WriteContext, period: PeriodRow, entries: readonly BookedEntry[]): Promise<void> {
  const rows = entries.map(({ key, planId, payee, kind, onDate, currency, text, postings }) => ({
    id: newId(context),
    key,
    period_id: period.id,
    plan_id: planId,
    owner_id: payee,
    kind,
    on_date: onDate,
    currency,
    text,
    accounts: postings.map(({ account }) => account),
    minors: postings.map(({ minor }) => minor.toString()),
  }));
  await sql`
    insert into qd.pay_entry (id, key, period_id, plan_id, owner_id, kind, on_date, currency, text, accounts, minors, booked_at)
    select r.id, r.key, r.period_id, r.plan_id, r.owner_id, r.kind, r.on_date, r.currency, r.text, r.accounts, r.minors, ${context.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, key text, period_id uuid, plan_id uuid, owner_id uuid, kind text, on_date date,
      currency text, text text, accounts text[], minors bigint[])`.execute(context.tx.kysely);
}

export async function bookedEntries(context: WriteContext, periodId: string): Promise<BookedEntry[]> {
  const { rows } = await sql<Omit<BookedEntry, 'postings'> & { accounts: string[]; minors: bigint[] }>`
    select e.key, e.plan_id::text as "planId", e.owner_id::text as payee, p.label as period, e.kind, e.on_date as "onDate", e.currency, e.text, e.accounts, e.minors
    from qd.pay_entry e join qd.pay_period p on p.company_id = e.company_id and p.id = e.period_id
    where e.company_id = qd.current_company() and e.period_id = ${periodId}::uuid and ${ownedRows(context.viewer, 'payStatement', 'e')}
    order by e.owner_id, e.key`.execute(context.tx.kysely);
  return rows.map(({ accounts: names, minors, ...entry }) => ({
    ...entry,
    postings: names.map((account, i) => ({ account, minor: minors[i] })),
  }));
}

export interface Balance {
  readonly account: string;
  readonly currency: string;
  readonly minor: bigint;
}

/** Balance of every account, debit positive. */
export async function accountBalances(context: WriteContext): Promise<Balance[]> {
  const { rows } = await sql<{ account: string; currency: string; minor: string }>`
    select m.account, e.currency, sum(m.minor)::text as minor
    from qd.pay_entry e cross join lateral unnest(e.accounts, e.minors) as m(account, minor)
    where e.company_id = qd.current_company() and ${ownedRows(context.viewer, 'payStatement', 'e')}
    group by 1, 2 order by 1, 2`.execute(context.tx.kysely);
  return rows.map(({ minor, ...row }) => ({ ...row, minor: BigInt(minor) }));
}

/** The name of an account with the person's name in place of the id. */
export function accountName(account: string, nameOf: (id: string) => string): string {
  const person = /^(payable:commission|receivable:draw):(.+)$/.exec(account);
  return person === null || account === accounts.cash ? account : `${person[1]}:${nameOf(person[2])}`;
}
