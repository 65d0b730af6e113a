import { type Answer, newIdempotencyKey, request } from '#web/api/request.ts';

export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly ownerName: string | null;
  readonly kinds: readonly string[];
  readonly includeImports: boolean;
  readonly state: 'active' | 'paused' | 'disabled';
  readonly disabledReason: string | null;
  readonly failingSince: string | null;
  readonly lastDeliveredAt: string | null;
  readonly previousSecretUntil: string | null;
  readonly waiting: number;
  readonly version: number;
}

export type WebhookWithSecret = Webhook & { readonly secret: string };

export interface WebhookValues {
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly includeImports: boolean;
}

export interface Delivery {
  readonly id: string;
  readonly sequence: number;
  readonly eventType: string;
  readonly state: 'waiting' | 'sending' | 'delivered' | 'failed' | 'withheld';
  readonly attempts: number;
  readonly status: number | null;
  readonly response: string | null;
  readonly problem: string | null;
  readonly createdAt: string;
  readonly lastAttemptAt: string | null;
  readonly nextAt: string | null;
}

export const webhooksPath = '/api/settings/webhooks';

export function makeWebhook(values: WebhookValues): Promise<Answer<WebhookWithSecret>> {
  return request('POST', webhooksPath, { body: values });
}

export function changeWebhook(
  { id, version }: Webhook,
  change: Partial<WebhookValues> & { readonly state?: 'active' | 'paused' },
): Promise<Answer<Webhook>> {
  return request('PATCH', `${webhooksPath}/${id}`, { body: change, version });
}

export function removeWebhook(id: string): Promise<Answer<undefined>> {
  return request('DELETE', `${webhooksPath}/${id}`);
}

export function rotateSecret(id: string): Promise<Answer<WebhookWithSecret>> {
  return request('POST', `${webhooksPath}/${id}/secret-rotation`, { body: { overlapHours: 24 } });
}

export function testWebhook(
  id: string,
): Promise<Answer<{ readonly status: number | null; readonly problem: string | null; readonly tookMs: number }>> {
  return request('POST', `${webhooksPath}/${id}/test`, { body: {} });
}

export function replayDelivery(id: string, delivery: string): Promise<Answer<unknown>> {
  return request('POST', `${webhooksPath}/${id}/deliveries/${delivery}/replay`, {
    body: {},
    idempotencyKey: newIdempotencyKey(),
  });
}
