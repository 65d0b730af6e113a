import { withSystemTransaction } from '#platform/database/transaction.ts';
import { enqueueJob } from '#platform/jobs/enqueue-job.ts';
import type { JobServices } from '#platform/jobs/job-kind.ts';
import { newId } from '#platform/records/write-context.ts';
import { sendNoticesJob } from './send-job.ts';

const atOnce = 500;

/** Puts what is due into the queue, one message for each person and channel: that is what makes a digest of it. */
export async function queueNotices(services: JobServices, companyId: number): Promise<number> {
  const now = services.clock.now().toString();
  return withSystemTransaction(services.database, { reason: 'notices to send', companyId }, async (tx) => {
    const { rows } = await tx.query<{ id: string; personId: string; channel: 'email' | 'robots' }>(
      `select id::text, person_id::text as "personId", channel from qd.notification_outbox
       where company_id = qd.current_company() and queued_at is null and due_at <= $1
       order by due_at, id limit ${atOnce} for update skip locked`,
      [now],
    );
    if (rows.length === 0) return 0;
    for (const own of Map.groupBy(rows, ({ personId, channel }) => `${personId} ${channel}`).values()) {
      const [{ personId, channel }] = own;
      const args = { personId, channel, outboxIds: own.map(({ id }) => id) };
      await enqueueJob(tx, sendNoticesJob, { id: newId({ now }), args, personId, now });
    }
    await tx.query(
      'update qd.notification_outbox set queued_at = $2 where company_id = qd.current_company() and id = any($1::uuid[])',
      [rows.map(({ id }) => id), now],
    );
    return rows.length;
  });
}
