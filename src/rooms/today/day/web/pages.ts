import { text } from '#kernel/local-text.ts';
import { addressOf } from '#web/api/request.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';
import { dayAddress, routeAddress, usualLeave } from './day-addresses.ts';

export const todayPages: readonly PageDefinition[] = [
  {
    path: '/today',
    title: text('My day', '我的一天', '我的一天'),
    icon: 'home',
    inNavigation: true,
    ahead: () => [dayAddress, addressOf(routeAddress, { leave: usualLeave })],
    load: async () => ({ default: (await import('./TodayPage.tsx')).TodayPage }),
  },
];
