import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const webhookPages: readonly PageDefinition[] = [
  {
    path: '/settings/webhooks',
    title: text('Webhooks', 'Webhook 推送', 'Webhook 推送'),
    icon: 'plug',
    inNavigation: true,
    kind: 'webhook',
    load: async () => ({ default: (await import('./WebhooksPage.tsx')).WebhooksPage }),
  },
];
