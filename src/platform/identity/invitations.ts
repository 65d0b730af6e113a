import type { Id } from '#kernel/id.ts';
import type { Language } from '#kernel/local-text.ts';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { mayGrant } from '#platform/visibility/grantable-roles.ts';
import type { Role } from '#platform/visibility/roles.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { accountBy, createAccount, logSignInEvent } from './accounts.ts';
import type { Identity } from './identity.ts';
import { loadViewer } from './load-viewer.ts';
import { canMail, mailLink } from './mail.ts';
import { findLink, linkAddress, makeLink, useLink } from './one-time-links.ts';
import { hashPassword } from './password-hash.ts';
import { languageOf } from './password-reset.ts';
import { openSession } from './sessions.ts';
import type { Caller } from './sign-in.ts';

export interface Invitation {
  readonly personId: Id;
  readonly email: string;
  readonly language?: Language;
}

/**
 * Invites a person to sign in. Nobody can invite into a role that they could not give, nor outside their own units (but
 * administrators and executives). The link is told to the inviter only when there is no mail to send it by.
 */
export async function invitePerson(
  identity: Identity,
  viewer: Viewer,
  invitation: Invitation,
  requestId: string,
): Promise<{ id: Id; link: string | null; expiresAt: string }> {
  const { companyId } = viewer;
  const { personId, email } = invitation;
  const made = await identity.system(async (tx) => {
    const invited = await loadViewer(tx, {
      companyId,
      personId,
      via: 'app',
      nowMs: identity.clock.now().epochMilliseconds,
    });
    if (invited === undefined)
      throw new Refused('not-found', 'there is no such person here today', { field: 'personId' });
    refuseBeyond(viewer, personId, invited.roles);
    if ((await accountBy(tx, { companyId, personId })) !== undefined || (await accountBy(tx, { email })) !== undefined)
      throw new Refused('duplicate-account', 'this person or this e-mail address has an account already');
    const language = invitation.language ?? invited.language;
    const link = await makeLink(identity, tx, {
      purpose: 'invitation',
      companyId,
      personId,
      email,
      language,
      createdBy: viewer.personId,
    });
    await logSignInEvent(identity, tx, {
      action: 'invited',
      recordId: link.id,
      personId,
      actorId: viewer.personId,
      requestId,
    });
    const { rows } = await tx.query<{ name: string }>('select name from qd.company where company_id = $1', [companyId]);
    return { ...link, language, company: rows[0].name };
  }, companyId);
  const link = linkAddress(identity.baseUrl(), 'invitation', made.token);
  const mailed = canMail(identity);
  if (mailed) {
    const { language, company } = made;
    identity.later(() =>
      mailLink(identity, { to: email, purpose: 'invitation', language: languageOf(language), company, link }),
    );
  }
  return { id: made.id, link: mailed ? null : link, expiresAt: made.expiresAt };
}

function refuseBeyond(viewer: Viewer, personId: Id, wanted: readonly Role[]): void {
  if (!mayGrant(viewer, wanted)) throw new Refused('forbidden-role', 'you cannot invite into a role above your own');
  const everywhere = viewer.roles.includes('administrator') || viewer.roles.includes('executive');
  if (!everywhere && !viewer.subtreePeople.includes(personId))
    throw new Refused('forbidden', 'this person does not belong to your units');
}

export interface OpenInvitation {
  readonly id: Id;
  readonly personId: Id;
  readonly name: string;
  readonly email: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** Invitations that were not accepted yet: all for administrators, one's own for everyone else. */
export async function openInvitations(identity: Identity, tx: Transaction, viewer: Viewer): Promise<OpenInvitation[]> {
  const { rows } = await tx.query<{
    id: Id;
    person_id: Id;
    name: string;
    email: string;
    created_at: string;
    expires_at: string;
  }>(
    `select l.id, l.person_id, p.name, l.email, l.created_at, l.expires_at from auth.one_time_link l
     join qd.person p on p.company_id = l.company_id and p.id = l.person_id
     where l.company_id = $1 and l.purpose = 'invitation' and l.used_at is null and l.revoked_at is null and l.expires_at > $2
       and ($3 or l.created_by = $4) order by l.created_at desc limit 500`,
    [viewer.companyId, identity.clock.now().toString(), viewer.roles.includes('administrator'), viewer.personId],
  );
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    name: row.name,
    email: row.email,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

export async function revokeInvitation(identity: Identity, tx: Transaction, viewer: Viewer, id: Id): Promise<void> {
  const revoked = await tx.query(
    `update auth.one_time_link set revoked_at = $2 where id = $1 and company_id = $3 and purpose = 'invitation' and used_at is null
       and revoked_at is null and ($4 or created_by = $5)`,
    [id, identity.clock.now().toString(), viewer.companyId, viewer.roles.includes('administrator'), viewer.personId],
  );
  if (revoked.rowCount === 0) throw new Refused('not-found', 'there is no such open invitation');
}

/**
 * The invited person sets a password and is signed in. What the inviter may give is looked at again: neither they nor the
 * person may have moved up meanwhile. One of many at once wins. Returns the Set-Cookie of the session.
 */
export async function acceptInvitation(
  identity: Identity,
  acceptance: { readonly token: string; readonly password: string },
  caller: Caller,
): Promise<string> {
  const { companyId } = await identity.system((tx) => findLink(identity, tx, acceptance.token));
  const passwordHash = await hashPassword(acceptance.password);
  return identity.system(async (tx) => {
    const link = await useLink(identity, tx, acceptance.token, 'invitation');
    const { personId, language } = link;
    const nowMs = identity.clock.now().epochMilliseconds;
    const person = await loadViewer(tx, { companyId, personId, via: 'app', nowMs });
    const granted = person !== undefined && (await stillGranted(identity, tx, companyId, link.createdBy, person.roles));
    if (!granted || link.email === null)
      throw new Refused('link-not-found', 'this link is not known, was used already or has ended');
    const userId = await createAccount(identity, tx, {
      companyId,
      personId,
      name: person.name,
      email: link.email,
      language,
      passwordHash,
      emailVerified: canMail(identity),
    });
    await logSignInEvent(identity, tx, { action: 'invitationAccepted', recordId: userId, personId, actorId: personId });
    return openSession(identity, tx, userId, caller);
  }, companyId);
}

/** Whether the inviter could still give these roles. Who invites on the command line owns the data folder. */
async function stillGranted(
  identity: Identity,
  tx: Transaction,
  companyId: number,
  inviterId: Id | null,
  wanted: readonly Role[],
): Promise<boolean> {
  if (inviterId === null) return true;
  const nowMs = identity.clock.now().epochMilliseconds;
  const inviter = await loadViewer(tx, { companyId, personId: inviterId, via: 'app', nowMs });
  return inviter !== undefined && mayGrant(inviter, wanted);
}
