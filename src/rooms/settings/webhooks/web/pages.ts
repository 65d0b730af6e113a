import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const webhookPages: readonly PageDefinition[] = [
  {
    path: '/settings/webhooks',
    title: text('Webhooks', 'Webhook 推送', 'Webhook 推送'),
    note: text(
      'Signed messages to other systems when something changes',
      '数据变化时向其他系统推送签名消息',
      '資料變化時向其他系統推送簽章訊息',
    ),
    icon: 'plug',
    inNavigation: true,
    kind: 'webhook',
    load: async () => ({ default: (await import('./WebhooksPage.tsx')).WebhooksPage }),
  },
];
