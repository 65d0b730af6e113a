import type { PageDefinition } from '#web/shell/room-pages.ts';
import { productKind } from '../../portfolio/contract.ts';

export const productPages: readonly PageDefinition[] = [
  {
    path: '/market/products/$id',
    title: productKind.label,
    icon: 'package',
    kind: 'product',
    load: async () => ({ default: (await import('./ProductPage.tsx')).ProductPage }),
  },
];
