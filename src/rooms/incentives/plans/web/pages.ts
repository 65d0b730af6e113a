import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const planPages: readonly PageDefinition[] = [
  {
    path: '/incentives/plans',
    title: text('Plans', '薪酬激励方案', '薪酬激勵方案'),
    icon: 'receipt',
    inNavigation: true,
    load: async () => ({ default: (await import('./PlansPage.tsx')).PlansPage }),
  },
  {
    path: '/incentives/plans/new',
    title: text('New plan', '新建方案', '新建方案'),
    right: 'incentives.administer',
    load: async () => ({ default: (await import('./NewPlanPage.tsx')).NewPlanPage }),
  },
  {
    path: '/incentives/plans/$id',
    title: text('Plan', '薪酬激励方案', '薪酬激勵方案'),
    load: async () => ({ default: (await import('./PlanPage.tsx')).PlanPage }),
  },
];
