import { forgetOldKeys } from '#platform/http/idempotency.ts';
import type { Identity } from './identity.ts';

/** Clears away what has ended: sessions, second steps, attempts, links, watched changes, idempotency keys. Run hourly. */
export async function cleanSignIn(identity: Identity): Promise<void> {
  const now = identity.clock.now();
  const at = now.toString();
  const weekAgo = now.subtract({ hours: 7 * 24 }).toString();
  await identity.system(async (tx) => {
    await tx.query('delete from auth.session where expires_at < $1', [at]);
    await tx.query('delete from auth.verification where expires_at < $1', [at]);
    await tx.query('delete from auth.attempt where window_ends_at < $1', [at]);
    await tx.query(`delete from auth.used_code where used_at < now() - interval '1 hour'`);
    await tx.query('delete from auth.one_time_link where expires_at < $1', [weekAgo]);
    // The last one stays, so that whoever watches keeps something to compare with.
    await tx.query(
      `delete from auth.change where at < now() - interval '1 hour' and id < (select max(id) from auth.change)`,
    );
    await forgetOldKeys(tx);
  });
}
