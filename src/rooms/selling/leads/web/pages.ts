import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const leadPages: readonly PageDefinition[] = [
  {
    path: '/selling/public-pool',
    title: text('Public pool', '公海', '公海'),
    icon: 'ripple',
    inNavigation: true,
    kind: 'lead',
    load: async () => ({ default: (await import('./PoolPage.tsx')).PoolPage }),
  },
  {
    path: '/selling/leads/$id',
    title: text('Lead', '线索', '潛在客戶線索'),
    kind: 'lead',
    load: async () => ({ default: (await import('./LeadPage.tsx')).LeadPage }),
  },
];
