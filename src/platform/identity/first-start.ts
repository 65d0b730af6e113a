import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { type Account, accountBy, createAccount, logSignInEvent, replacePassword } from './accounts.ts';
import { administrators } from './administrators.ts';
import type { Identity } from './identity.ts';
import { linkAddress, makeLink, useLink } from './one-time-links.ts';
import { hashPassword } from './password-hash.ts';
import { ensureRootUnit, seatPerson } from './root-seat.ts';
import { openSession } from './sessions.ts';
import type { Caller } from './sign-in.ts';

const companyId = 1;
const ownerName = 'Owner';

/**
 * First start: makes the company with its root unit and an owner who holds the administrator's position, and returns the
 * one-time link under which the owner sets name, e-mail and password. Undefined once an administrator can sign in, and in the
 * demo. An earlier link that was not used ends.
 */
export async function welcomeLink(identity: Identity): Promise<string | undefined> {
  return identity.system(async (tx) => {
    // Two servers starting at once make one company.
    await tx.query(`select pg_advisory_xact_lock(hashtext('quarterdeck first start'))`);
    const { rows } = await tx.query<{ is_demo: boolean }>('select is_demo from qd.company');
    if (rows.some((row) => row.is_demo)) return undefined;
    if (rows.length === 0) await tx.query(`insert into qd.company (company_id, name) values ($1, '')`, [companyId]);
    await ensureRootUnit(identity, tx, companyId);
    const admins = await administrators(tx, identity.clock.now().epochMilliseconds);
    if (admins.some(({ active }) => active)) return undefined;
    const owner = admins[0] ?? {
      companyId,
      personId: await seatPerson(identity, tx, { companyId, name: ownerName, role: 'administrator' }),
    };
    const { token } = await makeLink(identity, tx, {
      purpose: 'welcome',
      companyId: owner.companyId,
      personId: owner.personId,
      email: null,
      language: null,
      createdBy: null,
    });
    return linkAddress(identity.baseUrl(), 'welcome', token);
  }, companyId);
}

export interface Welcome {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly company?: string;
  readonly language?: string;
}

/** The owner takes the company over. Returns the Set-Cookie of their session. @throws Refused 404 when the link is dead */
export async function welcomeOwner(identity: Identity, welcome: Welcome, caller: Caller): Promise<string> {
  const passwordHash = await hashPassword(welcome.password);
  return identity.system(async (tx) => {
    const link = await useLink(identity, tx, welcome.token, 'welcome');
    const { personId } = link;
    await tx.query(
      `update qd.person set name = $3, email = $4, language = coalesce($5, language), updated_at = now(), version = version + 1 where company_id = $1 and id = $2`,
      [link.companyId, personId, welcome.name, welcome.email, welcome.language ?? null],
    );
    await tx.query(
      `update qd.company set name = coalesce($2, nullif(name, ''), $3), language = coalesce($4, language) where company_id = $1`,
      [link.companyId, welcome.company ?? null, welcome.name, welcome.language ?? null],
    );
    await appendEvents(tx, { personId, via: 'app' }, [
      {
        id: identity.newId(),
        action: 'updated',
        kind: 'person',
        recordId: personId,
        changes: { name: { to: welcome.name }, email: { to: welcome.email } },
      },
    ]);
    const existing = await accountBy(tx, { companyId: link.companyId, personId });
    const userId =
      existing === undefined
        ? await createAccount(identity, tx, { ...welcome, companyId: link.companyId, personId, passwordHash })
        : await takeOver(identity, tx, existing, passwordHash);
    await logSignInEvent(identity, tx, { action: 'ownerWelcomed', recordId: userId, personId, actorId: personId });
    tx.afterCommit(identity.changed);
    return openSession(identity, tx, userId, caller);
  }, companyId);
}

async function takeOver(identity: Identity, tx: Transaction, account: Account, passwordHash: string): Promise<string> {
  if (!account.disabled) throw new Refused('link-not-found', 'this link is not known, was used already or has ended');
  await tx.query(`update auth."user" set disabled_at = null where id = $1`, [account.userId]);
  await replacePassword(identity, tx, account, passwordHash);
  return account.userId;
}
