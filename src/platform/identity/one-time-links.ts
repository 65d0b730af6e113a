import type { Id } from '#kernel/id.ts';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Identity } from './identity.ts';
import { hashToken, makeToken } from './tokens.ts';

export type LinkPurpose = 'welcome' | 'invitation' | 'reset';

/** How long a link lives, in hours. */
export const linkHours: Readonly<Record<LinkPurpose, number>> = { welcome: 24, invitation: 7 * 24, reset: 1 };

const paths: Readonly<Record<LinkPurpose, string>> = {
  welcome: '/welcome',
  invitation: '/invitation',
  reset: '/reset',
};

export interface OneTimeLink {
  readonly id: Id;
  readonly purpose: LinkPurpose;
  readonly companyId: number;
  readonly personId: Id;
  readonly email: string | null;
  readonly language: string | null;
  readonly createdBy: Id | null;
  readonly expiresAt: string;
}

interface LinkRow {
  id: Id;
  purpose: LinkPurpose;
  company_id: number;
  person_id: Id;
  email: string | null;
  language: string | null;
  created_by: Id | null;
  expires_at: string;
}

/** Makes a link that works once. The token is told here and never again: the database keeps its hash. */
export async function makeLink(
  identity: Identity,
  tx: Transaction,
  link: Omit<OneTimeLink, 'id' | 'expiresAt'>,
): Promise<{ id: Id; token: string; expiresAt: string }> {
  const id = identity.newId();
  const token = makeToken();
  const now = identity.clock.now();
  const expiresAt = now.add({ hours: linkHours[link.purpose] }).toString();
  // A new link of the same purpose for the same person ends the earlier ones.
  await tx.query(
    `update auth.one_time_link set revoked_at = $4 where company_id = $1 and person_id = $2 and purpose = $3
       and used_at is null and revoked_at is null`,
    [link.companyId, link.personId, link.purpose, now.toString()],
  );
  await tx.query(
    `insert into auth.one_time_link (id, purpose, token_hash, company_id, person_id, email, language, created_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      link.purpose,
      hashToken(token),
      link.companyId,
      link.personId,
      link.email,
      link.language,
      link.createdBy,
      now.toString(),
      expiresAt,
    ],
  );
  return { id, token, expiresAt };
}

/** The address to open, under the configured base (never the Host of a request). */
export function linkAddress(base: string, purpose: LinkPurpose, token: string): string {
  return `${base.replace(/\/$/, '')}${paths[purpose]}?token=${token}`;
}

const alive = 'used_at is null and revoked_at is null and expires_at > $2';

/** A link that would work now. @throws Refused 404 `link-not-found` for any other, whatever the reason */
export async function findLink(identity: Identity, tx: Transaction, token: string): Promise<OneTimeLink> {
  const { rows } = await tx.query<LinkRow>(`select * from auth.one_time_link where token_hash = $1 and ${alive}`, [
    hashToken(token),
    identity.clock.now().toString(),
  ]);
  return toLink(rows[0]);
}

/** Uses a link up, in the transaction of what it is for: of many at once one wins. @throws Refused 404 `link-not-found` */
export async function useLink(
  identity: Identity,
  tx: Transaction,
  token: string,
  purpose: LinkPurpose,
): Promise<OneTimeLink> {
  const { rows } = await tx.query<LinkRow>(
    `update auth.one_time_link set used_at = $2 where token_hash = $1 and ${alive} and purpose = $3 returning *`,
    [hashToken(token), identity.clock.now().toString(), purpose],
  );
  return toLink(rows[0]);
}

function toLink(row: LinkRow | undefined): OneTimeLink {
  if (row === undefined) throw new Refused('link-not-found', 'this link is not known, was used already or has ended');
  return {
    id: row.id,
    purpose: row.purpose,
    companyId: row.company_id,
    personId: row.person_id,
    email: row.email,
    language: row.language,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
  };
}
