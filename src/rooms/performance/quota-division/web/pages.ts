import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const divisionPages: readonly PageDefinition[] = [
  {
    path: '/performance/quota-division',
    title: text('Divide a quota', '分配配额', '分配配額'),
    icon: 'flag',
    inNavigation: true,
    kind: 'quota',
    action: 'create',
    note: text(
      'Divide a total among people by what they sold and what is open, with reasons',
      '按以往业绩与未结商机把总额分到人，并说明理由',
      '按以往業績與未結商機把總額分到人，並說明理由',
    ),
    load: async () => ({ default: (await import('./QuotaDivisionPage.tsx')).QuotaDivisionPage }),
  },
];
