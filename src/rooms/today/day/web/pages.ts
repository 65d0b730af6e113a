import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const todayPages: readonly PageDefinition[] = [
  {
    path: '/today',
    title: text('My day', '我的一天', '我的一天'),
    icon: 'home',
    inNavigation: true,
    load: async () => ({ default: (await import('./TodayPage.tsx')).TodayPage }),
  },
];
