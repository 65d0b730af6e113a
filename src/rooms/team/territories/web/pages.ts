import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const territoryPages: readonly PageDefinition[] = [
  {
    path: '/team/territory-balance',
    title: text('Territory balance', '区域均衡', '區域均衡'),
    icon: 'map-2',
    inNavigation: true,
    kind: 'account',
    note: text(
      'Who looks after how much, on a map, and how to divide it more evenly',
      '谁负责多少客户与工作量，以及如何划分得更均衡',
      '誰負責多少客戶與工作量，以及如何劃分得更均衡',
    ),
    load: async () => ({ default: (await import('./TerritoryBalancePage.tsx')).TerritoryBalancePage }),
  },
];
