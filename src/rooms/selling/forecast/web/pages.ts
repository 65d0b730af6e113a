import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const forecastPages: readonly PageDefinition[] = [
  {
    path: '/selling/forecast',
    title: text('Forecast', '预测', '預測'),
    icon: 'trending-up',
    inNavigation: true,
    kind: 'opportunity',
    load: async () => ({ default: (await import('./ForecastPage.tsx')).ForecastPage }),
  },
];
