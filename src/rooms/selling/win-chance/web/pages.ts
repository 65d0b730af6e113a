import { text } from '#kernel/local-text.ts';
import { listAhead } from '#web/records/list-ahead.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';
import { opportunityKind } from '../../opportunities/contract.ts';

export const dealPages: readonly PageDefinition[] = [
  {
    path: '/selling/opportunities',
    title: opportunityKind.plural,
    icon: 'coin',
    kind: 'opportunity',
    inNavigation: true,
    ahead: listAhead(opportunityKind),
    load: async () => ({ default: (await import('./DealPages.tsx')).DealsPage }),
  },
  {
    path: '/selling/opportunities/$id',
    title: opportunityKind.label,
    icon: 'coin',
    kind: 'opportunity',
    load: async () => ({ default: (await import('./DealPages.tsx')).DealPage }),
  },
];

/** After the lists of the room. */
export const winModelPages: readonly PageDefinition[] = [
  {
    path: '/selling/win-model',
    title: text('Win-chance model', '赢率模型', '贏率模型'),
    icon: 'gauge',
    inNavigation: true,
    right: 'selling.winModel',
    load: async () => ({ default: (await import('./WinModelPage.tsx')).WinModelPage }),
  },
];
