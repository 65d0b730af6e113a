import { randomUUID } from 'node:crypto';
import type { Transaction } from '#platform/database/transaction.ts';
import { createAccount } from '#platform/identity/accounts.ts';
import { hashPassword } from '#platform/identity/password-hash.ts';
import { demoPassword, demoPersonas } from './demo-personas.ts';
import type { Row } from './tables.ts';

/** Lets the personas sign in with the password of the demo. An address that has an account already, elsewhere, keeps it. */
export async function openSignIns(tx: Transaction, companyId: number, people: readonly Row<'person'>[]): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  const { rows } = await tx.query<{ email: string }>('select email from auth."user"');
  const taken = new Set(rows.map(({ email }) => email));
  for (const { email } of demoPersonas) {
    const person = people.find((candidate) => candidate.email === email);
    if (person === undefined || taken.has(email)) continue;
    const account = { companyId, personId: person.id, name: person.name, email, passwordHash };
    await createAccount({ newId: randomUUID }, tx, account);
  }
}
