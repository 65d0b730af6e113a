import { withSystemTransaction } from '#platform/database/transaction.ts';
import type { JobServices } from '#platform/jobs/job-kind.ts';
import { deliverNext } from './deliver.ts';
import { queueEvents } from './queue-events.ts';

export interface WebhookPump {
  /** What is being sent is finished; the rest waits for the next process. */
  stop(): Promise<void>;
}

const everyMs = 1000;
/** Sends of one webhook in one round, so that a busy one does not hold up the others. */
const mostInRound = 50;

/** Reads the event log for the webhooks and sends what is due, until stopped. Any number of processes may do so. */
export function startWebhooks(services: JobServices): WebhookPump {
  let stopped = false;
  let wake: () => void = () => undefined;
  const running = (async () => {
    while (!stopped) {
      await pumpOnce(services, () => stopped).catch((error: unknown) => {
        if (!stopped) services.log.error('webhooks cannot be sent; it goes on', { error });
      });
      if (!stopped)
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

/** One round over all active webhooks, beside each other; within one webhook first tries go out in commit order. */
export async function pumpOnce(services: JobServices, stopped: () => boolean = () => false): Promise<void> {
  const { rows } = await withSystemTransaction(services.database, { reason: 'webhooks to serve' }, (tx) =>
    tx.query<{ id: string; companyId: number }>(
      `select id::text, company_id as "companyId" from qd.webhook where state = 'active' order by id`,
    ),
  );
  await Promise.all(
    rows.map(async ({ id, companyId }) => {
      while (!stopped() && (await queueEvents(services, companyId, id)) > 0);
      for (let sent = 0; sent < mostInRound && !stopped(); sent++)
        if (!(await deliverNext(services, companyId, id))) return;
    }),
  );
}
