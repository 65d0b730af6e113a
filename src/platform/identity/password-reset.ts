import { type Language, languages } from '#kernel/local-text.ts';
import { Refused } from '#kernel/result.ts';
import { accountBy, logSignInEvent, replacePassword } from './accounts.ts';
import { forgetAttempts, takeAttempt, tooManyAttempts } from './attempts.ts';
import type { Identity } from './identity.ts';
import { canMail, mailLink } from './mail.ts';
import { findLink, linkAddress, makeLink, useLink } from './one-time-links.ts';
import { hashPassword } from './password-hash.ts';

/**
 * Asks for a reset mail. The answer is the same, and comes as soon, whether the address is known or not: whatever is to be
 * done happens after the reply. Without mail nothing is sent; an administrator makes the link instead.
 * @throws Problem 429 when it was asked too often for the address, known or not
 */
export async function requestReset(identity: Identity, email: string): Promise<void> {
  const wait = await identity.system((tx) => takeAttempt(tx, 'reset', email, identity.clock.now().epochMilliseconds));
  if (wait !== undefined) throw tooManyAttempts(wait);
  identity.later(async () => {
    if (!canMail(identity)) return;
    const made = await identity.system(async (tx) => {
      const account = await accountBy(tx, { email });
      if (account === undefined || account.disabled) return undefined;
      const { rows } = await tx.query<{ name: string; language: string }>(
        `select c.name, coalesce(u.language, c.language) as language from auth."user" u join qd.company c on c.company_id = u.company_id where u.id = $1`,
        [account.userId],
      );
      const { companyId, personId } = account;
      const link = await makeLink(identity, tx, {
        purpose: 'reset',
        companyId,
        personId,
        email,
        language: null,
        createdBy: null,
      });
      return { ...link, ...rows[0] };
    });
    if (made === undefined) return;
    const link = linkAddress(identity.baseUrl(), 'reset', made.token);
    await mailLink(identity, {
      to: email,
      purpose: 'reset',
      language: languageOf(made.language),
      company: made.name,
      link,
    });
  });
}

/** Sets the password by a reset link, and ends all sessions and keys. One of many at once wins; a dead link changes nothing. */
export async function confirmReset(identity: Identity, token: string, newPassword: string): Promise<void> {
  const dead = (): never => {
    throw new Refused('link-not-found', 'this link is not known, was used already or has ended');
  };
  const { companyId } = await identity.system((tx) => findLink(identity, tx, token));
  const passwordHash = await hashPassword(newPassword);
  await identity.system(async (tx) => {
    const link = await useLink(identity, tx, token, 'reset');
    const account = (await accountBy(tx, { companyId: link.companyId, personId: link.personId })) ?? dead();
    if (account.disabled) dead();
    await replacePassword(identity, tx, account, passwordHash);
    // Asked for by mail and opened: the address is theirs. A link handed over in person proves nothing about it.
    if (link.createdBy === null)
      await tx.query('update auth."user" set email_verified = true where id = $1', [account.userId]);
    await forgetAttempts(tx, 'account', account.email);
    await logSignInEvent(identity, tx, {
      action: 'passwordReset',
      recordId: account.userId,
      personId: account.personId,
      actorId: account.personId,
    });
  }, companyId);
}

export function languageOf(found: string | null): Language {
  return languages.find((language) => language === found) ?? 'zh-Hans';
}
