import { withSystemTransaction } from '#platform/database/transaction.ts';
import type { JobServices } from '#platform/jobs/job-kind.ts';
import { followLog } from './log-rules.ts';
import { queueNotices } from './queue-notices.ts';

const everyMs = 1000;

/** Follows the event log for what concerns people and puts due messages into the queue, until stopped. */
export function startNotices(services: JobServices): { stop(): Promise<void> } {
  let stopped = false;
  let wake: () => void = () => undefined;
  const running = (async () => {
    while (!stopped) {
      await noticesOnce(services, () => stopped).catch((error: unknown) => {
        if (!stopped) services.log.error('notifications cannot be made; it goes on', { error });
      });
      if (stopped) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, everyMs).unref();
      });
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}

/** One round over all companies. */
export async function noticesOnce(services: JobServices, stopped: () => boolean = () => false): Promise<void> {
  const { rows } = await withSystemTransaction(services.database, { reason: 'companies to serve' }, (tx) =>
    tx.query<{ companyId: number }>('select company_id as "companyId" from qd.company order by company_id'),
  );
  for (const { companyId } of rows) {
    while (!stopped() && (await followLog(services, companyId)) > 0);
    while (!stopped() && (await queueNotices(services, companyId)) > 0);
  }
}
