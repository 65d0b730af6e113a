import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const periodPages: readonly PageDefinition[] = [
  {
    path: '/incentives/overview',
    title: text('Incentive cost', '激励成本', '激勵成本'),
    icon: 'chart-bar',
    inNavigation: true,
    right: 'incentives.administer',
    load: async () => ({ default: (await import('./OverviewPage.tsx')).OverviewPage }),
  },
  {
    path: '/incentives/periods',
    title: text('Pay periods', '薪酬周期', '薪酬週期'),
    icon: 'calendar',
    inNavigation: true,
    right: 'incentives.administer',
    load: async () => ({ default: (await import('./PeriodsPage.tsx')).PeriodsPage }),
  },
  {
    path: '/incentives/periods/$id',
    title: text('Pay period', '薪酬周期', '薪酬週期'),
    right: 'incentives.administer',
    load: async () => ({ default: (await import('./PeriodPage.tsx')).PeriodPage }),
  },
];
