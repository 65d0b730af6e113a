import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const jobPages: readonly PageDefinition[] = [
  {
    path: '/settings/jobs',
    title: text('Jobs', '后台任务', '背景工作'),
    note: text(
      'What runs by itself, when, and how it went',
      '后台任务的计划、进度与结果',
      '背景工作的排程、進度與結果',
    ),
    icon: 'history',
    inNavigation: true,
    kind: 'job',
    load: async () => ({ default: (await import('./JobsPage.tsx')).JobsPage }),
  },
];
