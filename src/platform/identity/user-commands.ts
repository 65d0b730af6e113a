import type { Id } from '#kernel/id.ts';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Role } from '#platform/visibility/roles.ts';
import { accountBy, logSignInEvent } from './accounts.ts';
import type { Identity } from './identity.ts';
import { type ListedAccount, disableAccount, enableAccount, listAccounts, resetLink } from './manage-accounts.ts';
import { linkAddress, makeLink } from './one-time-links.ts';
import { ensureRootUnit, seatPerson } from './root-seat.ts';

// What `quarterdeck user` does. Whoever runs it owns the data folder, so nothing is refused for want of rights; links are told
// once, on that person's own terminal.

const byCommand = { actorId: null, via: 'cli' } as const;

async function firstCompany(tx: Transaction): Promise<number> {
  const { rows } = await tx.query<{ company_id: number }>(
    'select company_id from qd.company order by company_id limit 1',
  );
  if (rows.length === 0) throw new Refused('not-found', 'there is no company yet: start the server once');
  return rows[0].company_id;
}

export async function listUsers(identity: Identity): Promise<ListedAccount[]> {
  return identity.system(async (tx) => listAccounts(identity, tx, await firstCompany(tx)));
}

/**
 * Lets someone sign in: by a link under which they set a password. Makes the person when nobody has this address, and gives
 * them a position with the role in the root unit when a role is named.
 */
export async function addUser(
  identity: Identity,
  user: { readonly email: string; readonly name?: string; readonly role?: Role },
): Promise<{ personId: Id; link: string; expiresAt: string }> {
  const email = user.email.trim().toLowerCase();
  const companyId = await identity.system(firstCompany);
  return identity.system(async (tx) => {
    if ((await accountBy(tx, { email })) !== undefined)
      throw new Refused('duplicate-account', `${email} has an account already`);
    const known = await tx.query<{ id: Id; name: string }>(
      'select id, name from qd.person where company_id = $1 and lower(email) = $2 and deleted_at is null',
      [companyId, email],
    );
    const person = known.rows[0] as { id: Id; name: string } | undefined;
    if (person === undefined && (user.name === undefined || user.role === undefined))
      throw new Refused('not-found', `nobody here has the address ${email}: give a name and a role to add them`);
    await ensureRootUnit(identity, tx, companyId);
    const personId =
      user.role === undefined
        ? (person as { id: Id }).id
        : await seatPerson(identity, tx, {
            companyId,
            role: user.role,
            personId: person?.id,
            name: user.name ?? person?.name ?? email,
            email,
          });
    const link = await makeLink(identity, tx, {
      purpose: 'invitation',
      companyId,
      personId,
      email,
      language: null,
      createdBy: null,
    });
    await logSignInEvent(identity, tx, { action: 'invited', recordId: link.id, personId, ...byCommand });
    return { personId, link: linkAddress(identity.baseUrl(), 'invitation', link.token), expiresAt: link.expiresAt };
  }, companyId);
}

/** A link to set a new password. */
export async function userResetLink(identity: Identity, email: string): Promise<{ link: string; expiresAt: string }> {
  return withUser(identity, email, (tx, companyId, userId) => resetLink(identity, tx, companyId, userId, byCommand));
}

export async function setUserDisabled(identity: Identity, email: string, disabled: boolean): Promise<void> {
  const set = disabled ? disableAccount : enableAccount;
  await withUser(identity, email, (tx, companyId, userId) => set(identity, tx, companyId, userId, byCommand));
}

async function withUser<T>(
  identity: Identity,
  email: string,
  work: (tx: Transaction, companyId: number, userId: string) => Promise<T>,
): Promise<T> {
  const account = await identity.system((tx) => accountBy(tx, { email: email.trim().toLowerCase() }));
  if (account === undefined) throw new Refused('not-found', `nobody signs in as ${email}`);
  return identity.system((tx) => work(tx, account.companyId, account.userId), account.companyId);
}
