import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const auditPages: readonly PageDefinition[] = [
  {
    path: '/settings/audit',
    title: text('Audit', '审计日志', '稽核日誌'),
    icon: 'shield',
    inNavigation: true,
    right: 'settings.audit',
    load: async () => ({ default: (await import('./AuditPage.tsx')).AuditPage }),
  },
];
