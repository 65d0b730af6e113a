import type { RouteServices } from '#platform/http/define-route.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { newId } from '#platform/records/write-context.ts';
import { type Outcome, send } from './deliver.ts';
import { noWebhook } from './webhook.ts';

/** What a test would send: `ping`, which tells of nothing. */
export async function prepareTest(context: WriteContext, id: string) {
  const { rows } = await context.tx.query<{
    url: string;
    secretSealed: string;
    previousSealed: string | null;
    previousUntil: string | null;
  }>(
    `select url, secret_sealed as "secretSealed", previous_secret_sealed as "previousSealed", previous_until as "previousUntil"
     from qd.webhook where company_id = qd.current_company() and id = $1`,
    [id],
  );
  if (rows.length === 0) throw noWebhook(id);
  const delivery = newId(context);
  const body = JSON.stringify({
    id: delivery,
    type: 'ping',
    sequence: 0,
    occurredAt: context.now,
    recordedAt: context.now,
    data: {},
  });
  return { target: { ...rows[0], id: delivery }, body };
}

/** Sends it now, outside any transaction. Of what came back only the status is told. */
export function sendTest(
  services: RouteServices,
  { target, body }: Awaited<ReturnType<typeof prepareTest>>,
): Promise<Outcome> {
  return send(services, target, body);
}
