import { activityMetrics } from './activity-metrics.ts';
import { closedMetrics } from './closed-metrics.ts';
import { customerMetrics } from './customer-metrics.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { orderMetrics } from './order-metrics.ts';
import { pipelineMetrics } from './pipeline-metrics.ts';

/** Every number of the product that has a name, by subject. */
export const metricCatalogue: readonly MetricDefinition[] = [
  ...pipelineMetrics,
  ...closedMetrics,
  ...orderMetrics,
  ...activityMetrics,
  ...customerMetrics,
];

export function metricNamed(name: string): MetricDefinition | undefined {
  return metricCatalogue.find((metric) => metric.name.toLowerCase() === name.toLowerCase());
}
