import { z } from 'zod';
import type { Id } from '#kernel/id.ts';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { passwordLength } from './auth.ts';
import type { Identity } from './identity.ts';

/** An account of someone who signs in, tied to one person of the company. */
export interface Account {
  readonly userId: string;
  readonly companyId: number;
  readonly personId: Id;
  readonly name: string;
  readonly email: string;
  readonly twoFactor: boolean;
  readonly disabled: boolean;
  readonly emailVerified: boolean;
}

interface AccountRow {
  id: string;
  company_id: number;
  person_id: Id;
  name: string;
  email: string;
  two_factor_enabled: boolean;
  disabled_at: string | null;
  email_verified: boolean;
}

export const emailSchema = z
  .string()
  .max(254)
  .transform((email) => email.trim().toLowerCase())
  .pipe(z.email('an e-mail address is expected'));

/** A new password. It is not held against a list of characters; length is what counts (NIST SP 800-63B). */
export const newPasswordSchema = z
  .string()
  .min(passwordLength.min, `at least ${passwordLength.min} characters are expected`)
  .max(passwordLength.max, `at most ${passwordLength.max} characters are expected`)
  .refine((password) => new Set(password).size >= 4, 'more than a few different characters are expected');

export async function accountBy(
  tx: Transaction,
  by: { readonly email: string } | { readonly userId: string } | { readonly companyId: number; readonly personId: Id },
): Promise<Account | undefined> {
  const [condition, values] =
    'email' in by
      ? ['email = $1', [by.email]]
      : 'userId' in by
        ? ['id = $1', [by.userId]]
        : ['company_id = $1 and person_id = $2', [by.companyId, by.personId]];
  const { rows } = await tx.query<AccountRow>(`select * from auth."user" where ${condition}`, values);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    userId: row.id,
    companyId: row.company_id,
    personId: row.person_id,
    name: row.name,
    email: row.email,
    twoFactor: row.two_factor_enabled,
    disabled: row.disabled_at !== null,
    emailVerified: row.email_verified,
  };
}

/** Makes the account of a person. @throws Refused 409 when the person has one or the e-mail belongs to another */
export async function createAccount(
  identity: Pick<Identity, 'newId'>,
  tx: Transaction,
  account: {
    companyId: number;
    personId: Id;
    name: string;
    email: string;
    language?: string | null;
    passwordHash?: string;
    /** Whether it is proven that the address is theirs: they opened a link that was mailed to it. */
    emailVerified?: boolean;
  },
): Promise<string> {
  const userId = identity.newId();
  const { companyId, personId, name, email, language = null, emailVerified = false } = account;
  const made = await tx.query(
    `insert into auth."user" (id, company_id, person_id, name, email, email_verified, language) values ($1, $2, $3, $4, $5, $7, $6)
     on conflict do nothing`,
    [userId, companyId, personId, name, email, language, emailVerified],
  );
  if (made.rowCount === 0)
    throw new Refused('duplicate-account', 'this person or this e-mail address has an account already');
  if (account.passwordHash !== undefined) await keepPassword(identity, tx, userId, account.passwordHash);
  return userId;
}

/** Sets a password, and ends every session, key and link made under the one before. */
export async function replacePassword(
  identity: Identity,
  tx: Transaction,
  account: Account,
  passwordHash: string,
): Promise<void> {
  await keepPassword(identity, tx, account.userId, passwordHash);
  await endEverything(identity, tx, account);
}

export async function endEverything(identity: Identity, tx: Transaction, account: Account): Promise<void> {
  const now = identity.clock.now().toString();
  await tx.query('delete from auth.session where user_id = $1', [account.userId]);
  await tx.query('update auth.api_key set revoked_at = $2 where user_id = $1 and revoked_at is null', [
    account.userId,
    now,
  ]);
  await tx.query(
    `update auth.one_time_link set revoked_at = $3 where company_id = $1 and person_id = $2 and used_at is null and revoked_at is null`,
    [account.companyId, account.personId, now],
  );
  tx.afterCommit(identity.changed);
}

async function keepPassword(
  identity: Pick<Identity, 'newId'>,
  tx: Transaction,
  userId: string,
  passwordHash: string,
): Promise<void> {
  await tx.query(
    `insert into auth.account (id, account_id, provider_id, user_id, password) values ($1, $2, 'credential', $2, $3)
     on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`,
    [identity.newId(), userId, passwordHash],
  );
}

interface SignInEvent {
  readonly action: string;
  /** Id of the account, or of the invitation before there is one. */
  readonly recordId: Id;
  readonly personId: Id;
  readonly actorId: Id | null;
  readonly via?: 'app' | 'api' | 'cli' | 'system';
  readonly requestId?: string;
  readonly note?: string;
}

/** Writes into the event log what happened to someone's sign-in; never a secret. The transaction must name the company. */
export function logSignInEvent(identity: Identity, tx: Transaction, event: SignInEvent): Promise<void> {
  const { action, recordId, personId, actorId, via = 'app', requestId, note } = event;
  return appendEvents(tx, { personId: actorId, via, requestId }, [
    { id: identity.newId(), action, kind: 'signIn', recordId, changes: { personId: { to: personId } }, note },
  ]);
}
