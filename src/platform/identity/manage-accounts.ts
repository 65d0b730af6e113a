import type { Id } from '#kernel/id.ts';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { type Account, accountBy, endEverything, logSignInEvent } from './accounts.ts';
import { administrators } from './administrators.ts';
import { forgetAttempts } from './attempts.ts';
import type { Identity } from './identity.ts';
import { linkAddress, makeLink } from './one-time-links.ts';

/** An account as an administrator sees it. */
export interface ListedAccount {
  readonly userId: string;
  readonly personId: Id;
  readonly name: string;
  readonly email: string;
  readonly twoFactor: boolean;
  readonly disabled: boolean;
  readonly sessions: number;
  readonly keys: number;
}

/** Who does it: a person, or nobody in particular on the command line. */
export interface AccountAuthor {
  readonly actorId: Id | null;
  readonly via: 'app' | 'api' | 'cli';
  readonly requestId?: string;
}

export async function listAccounts(identity: Identity, tx: Transaction, companyId: number): Promise<ListedAccount[]> {
  const { rows } = await tx.query<{
    id: string;
    person_id: Id;
    name: string;
    email: string;
    two_factor_enabled: boolean;
    disabled: boolean;
    sessions: number;
    keys: number;
  }>(
    `select u.id, u.person_id, p.name, u.email, u.two_factor_enabled, u.disabled_at is not null as disabled,
       (select count(*)::int from auth.session s where s.user_id = u.id and s.expires_at > $2) as sessions,
       (select count(*)::int from auth.api_key k where k.user_id = u.id and k.revoked_at is null) as keys
     from auth."user" u join qd.person p on p.company_id = u.company_id and p.id = u.person_id
     where u.company_id = $1 order by p.name, u.id limit 20000`,
    [companyId, identity.clock.now().toString()],
  );
  return rows.map((row) => ({
    userId: row.id,
    personId: row.person_id,
    name: row.name,
    email: row.email,
    twoFactor: row.two_factor_enabled,
    disabled: row.disabled,
    sessions: row.sessions,
    keys: row.keys,
  }));
}

async function accountOf(tx: Transaction, companyId: number, userId: string): Promise<Account> {
  const account = await accountBy(tx, { userId });
  if (account === undefined || account.companyId !== companyId)
    throw new Refused('not-found', 'there is no such account');
  return account;
}

/**
 * Disables an account: its sessions and keys end at once. The last administrator who can sign in stays.
 * @throws Refused `last-administrator`
 */
export async function disableAccount(
  identity: Identity,
  tx: Transaction,
  companyId: number,
  userId: string,
  author: AccountAuthor,
): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('quarterdeck administrators'))`);
  const account = await accountOf(tx, companyId, userId);
  const others = (await administrators(tx, identity.clock.now().epochMilliseconds)).filter(
    ({ active, personId }) => active && personId !== account.personId,
  );
  if (others.length === 0) throw new Refused('last-administrator', 'one administrator must be able to sign in');
  await tx.query(`update auth."user" set disabled_at = coalesce(disabled_at, $2), updated_at = $2 where id = $1`, [
    userId,
    identity.clock.now().toString(),
  ]);
  await endEverything(identity, tx, account);
  await logSignInEvent(identity, tx, {
    action: 'accountDisabled',
    recordId: userId,
    personId: account.personId,
    ...author,
  });
}

/** Lets an account in again, also when too many wrong passwords or codes locked it. */
export async function enableAccount(
  identity: Identity,
  tx: Transaction,
  companyId: number,
  userId: string,
  author: AccountAuthor,
): Promise<void> {
  const account = await accountOf(tx, companyId, userId);
  await tx.query(`update auth."user" set disabled_at = null, updated_at = now() where id = $1`, [userId]);
  await tx.query(`update auth.two_factor set failed_verification_count = 0, locked_until = null where user_id = $1`, [
    userId,
  ]);
  await forgetAttempts(tx, 'account', account.email);
  await logSignInEvent(identity, tx, {
    action: 'accountEnabled',
    recordId: userId,
    personId: account.personId,
    ...author,
  });
  tx.afterCommit(identity.changed);
}

/** A reset link to hand over in person, told once; for when there is no mail. */
export async function resetLink(
  identity: Identity,
  tx: Transaction,
  companyId: number,
  userId: string,
  author: AccountAuthor,
): Promise<{ link: string; expiresAt: string }> {
  const { personId, email, disabled } = await accountOf(tx, companyId, userId);
  if (disabled) throw new Refused('account-disabled', 'this account is disabled');
  const made = await makeLink(identity, tx, {
    purpose: 'reset',
    companyId,
    personId,
    email,
    language: null,
    createdBy: author.actorId,
  });
  await logSignInEvent(identity, tx, { action: 'resetLinkMade', recordId: userId, personId, ...author });
  return { link: linkAddress(identity.baseUrl(), 'reset', made.token), expiresAt: made.expiresAt };
}
