import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const notificationPages: readonly PageDefinition[] = [
  {
    path: '/today/notifications',
    title: text('Notification centre', '通知中心', '通知中心'),
    icon: 'bell',
    load: async () => ({ default: (await import('./NotificationCentrePage.tsx')).NotificationCentrePage }),
  },
  {
    path: '/settings/notifications',
    title: text('Notifications', '通知设置', '通知設定'),
    note: text('What you are told, when and where', '通知内容、时间与渠道', '通知內容、時間與管道'),
    icon: 'bell',
    inNavigation: true,
    load: async () => ({ default: (await import('./NotificationSettingsPage.tsx')).NotificationSettingsPage }),
  },
];
