import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const auditPages: readonly PageDefinition[] = [
  {
    path: '/settings/audit',
    title: text('Audit', '审计日志', '稽核日誌'),
    note: text(
      'Who changed what and when, and proof that nothing was altered',
      '谁在何时改了什么，并可验证日志未被篡改',
      '誰在何時改了什麼，並可驗證日誌未遭竄改',
    ),
    icon: 'shield',
    inNavigation: true,
    right: 'settings.audit',
    load: async () => ({ default: (await import('./AuditPage.tsx')).AuditPage }),
  },
];
