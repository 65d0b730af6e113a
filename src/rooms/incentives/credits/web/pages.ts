import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const creditPages: readonly PageDefinition[] = [
  {
    path: '/incentives/credits',
    title: text('Credits', '业绩归属', '業績歸屬'),
    icon: 'users-group',
    inNavigation: true,
    load: async () => ({ default: (await import('./CreditsPage.tsx')).CreditsPage }),
  },
];
