import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const chartPages: readonly PageDefinition[] = [
  {
    path: '/team/org-chart',
    title: text('Org chart', '组织架构图', '組織架構圖'),
    icon: 'sitemap',
    inNavigation: true,
    kind: 'unit',
    load: async () => ({ default: (await import('./OrgChartPage.tsx')).OrgChartPage }),
  },
];
