import { sql } from 'kysely';
import type { Transaction } from '#platform/database/transaction.ts';

export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

export type PersonNames = (id: string) => NamedPerson;

/** Names of everyone who works or worked here, or of some of them. Names are open to all; what they earn is not. */
export async function personNames(tx: Transaction, only?: readonly string[]): Promise<PersonNames> {
  const { rows } = await sql<NamedPerson>`
    select id::text, name from qd.person where company_id = qd.current_company()
      ${only === undefined ? sql`` : sql`and id = any(${[...only]}::uuid[])`}`.execute(tx.kysely);
  const names = new Map(rows.map((row) => [row.id, row]));
  return (id) => names.get(id) ?? { id, name: id };
}

/** A text with the names of people where it has their ids. */
export function withNames(text: string, nameOf: (id: string) => string): string {
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, nameOf);
}

/** Null stays null: nobody, or the command line. */
export function namedOrNull(names: PersonNames, id: string | null): NamedPerson | null {
  return id === null ? null : names(id);
}
