import type { PageDefinition } from '#web/shell/room-pages.ts';
import { accountKind } from '../../accounts/contract.ts';

export const accountPages: readonly PageDefinition[] = [
  {
    path: '/customers/accounts/$id',
    title: accountKind.label,
    icon: 'building',
    kind: 'account',
    load: async () => ({ default: (await import('./AccountPage.tsx')).AccountPage }),
  },
];
