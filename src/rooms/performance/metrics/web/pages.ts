import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const metricPages: readonly PageDefinition[] = [
  {
    path: '/performance/metrics',
    title: text('Metrics', '指标', '指標'),
    icon: 'gauge',
    inNavigation: true,
    load: async () => ({ default: (await import('./MetricsOverview.tsx')).MetricsOverview }),
  },
  {
    path: '/performance/metrics/$name',
    title: text('Metric', '指标', '指標'),
    load: async () => ({ default: (await import('./MetricPage.tsx')).MetricPage }),
  },
];
