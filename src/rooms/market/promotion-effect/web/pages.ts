import type { PageDefinition } from '#web/shell/room-pages.ts';
import { promotionKind } from '../../promotions/contract.ts';

export const promotionPages: readonly PageDefinition[] = [
  {
    path: '/market/promotions/$id',
    title: promotionKind.label,
    icon: 'discount',
    kind: 'promotion',
    load: async () => ({ default: (await import('./PromotionPage.tsx')).PromotionPage }),
  },
];
