import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const statementPages: readonly PageDefinition[] = [
  {
    path: '/incentives/my-pay',
    title: text('My pay', '我的薪酬', '我的薪酬'),
    icon: 'wallet',
    inNavigation: true,
    load: async () => ({ default: (await import('./MyPayPage.tsx')).MyPayPage }),
  },
  {
    path: '/incentives/statements/$id',
    title: text('Pay statement', '薪酬对账单', '薪酬對帳單'),
    load: async () => ({ default: (await import('./StatementPage.tsx')).StatementPage }),
  },
  {
    path: '/incentives/disputes',
    title: text('Disputes', '异议', '異議'),
    icon: 'message',
    inNavigation: true,
    load: async () => ({ default: (await import('./DisputesPage.tsx')).DisputesPage }),
  },
];
