import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { Refused } from '#kernel/result.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { may, seesField, type Viewer } from '#platform/visibility/viewer.ts';
import { metricCatalogue, metricNamed } from './catalogue.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { evaluateMetric } from './evaluate-metric.ts';
import { evaluatePivot } from './evaluate-pivot.ts';
import { type Dimension, dimensions } from './facts.ts';
import { namedPeriods, periodNames } from './named-periods.ts';
import { parsePeriod, previousPeriod, yearBefore } from './period.ts';

const localText = z.object({ en: z.string(), 'zh-Hans': z.string(), 'zh-Hant': z.string() });
const description = z.object({
  name: z.string(),
  label: localText,
  formula: localText,
  unit: z.string(),
  direction: z.string(),
  owner: z.string(),
  source: z.string(),
  dimensions: z.array(z.string()),
  /** The list of the rows behind the number. */
  rows: z.object({ kind: z.string(), filter: z.array(z.string()), dateField: z.string().nullable() }),
});
const range = z.object({ from: z.string(), until: z.string() });
const namedPeriod = range.extend({ name: z.enum(periodNames), against: range });
const slice = z.object({
  key: z.string().nullable(),
  label: z.string().nullable(),
  value: z.number().nullable(),
  count: z.int(),
});
const value = z.object({
  name: z.string(),
  unit: z.string(),
  currency: z.string().optional(),
  value: z.number().nullable(),
  exact: z.string().optional(),
  count: z.int(),
  rows: z.array(slice),
  previous: z.number().nullable().optional(),
  yearBefore: z.number().nullable().optional(),
});

const axisValue = z.object({ key: z.string().nullable(), label: z.string().nullable() });
const pivot = z.object({
  name: z.string(),
  unit: z.string(),
  currency: z.string().optional(),
  rows: z.array(axisValue),
  columns: z.array(axisValue),
  cells: z.array(z.object({ row: z.int(), column: z.int(), value: z.number().nullable(), count: z.int() })),
  capped: z.boolean(),
});

/** Whether a number is open to the viewer at all: rows of its kind, and the fields it is made of. */
function open(viewer: Viewer, metric: MetricDefinition): boolean {
  return may(viewer, metric.fact.kind.kind, 'read') && seesField(viewer, metric.access);
}

function describe(metric: MetricDefinition, today: string): z.input<typeof description> {
  const { name, label, formula, unit, direction, owner, fact, drill } = metric;
  return {
    name,
    label,
    formula,
    unit,
    direction,
    owner,
    source: fact.kind.kind,
    dimensions: dimensions.filter((dimension) => fact.by[dimension] !== undefined),
    rows: {
      kind: drill.kind ?? fact.kind.kind,
      filter: drill.filter.map((clause) => clause.replace('@today', today)),
      dateField: drill.dateField ?? null,
    },
  };
}

export const metricRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/performance/metrics',
    summary: 'The metric catalogue: every number with its definition, and the periods people name',
    access: { to: 'signedIn' },
    response: z.object({ metrics: z.array(description), periods: z.array(namedPeriod) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const { company, today } = await contextOf(call, tx);
        const metrics = metricCatalogue
          .filter((metric) => open(call.viewer, metric))
          .map((metric) => describe(metric, today));
        return { body: { metrics, periods: namedPeriods(company.fiscal, today) } };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/performance/metric-values',
    summary: 'Values of metrics, whole or sliced by a dimension, compared with the period before and the year before',
    access: { to: 'signedIn' },
    query: z.object({
      names: z.string().min(1).max(1000),
      by: z.enum(dimensions).optional(),
      period: z.string().max(60).optional(),
      person: z.uuid().optional(),
      compare: z.enum(['true', 'false']).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    response: z.object({ values: z.array(value) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const { by, person, limit } = call.query;
        const period =
          call.query.period === undefined ? undefined : parsePeriod(call.query.period, context.company.fiscal);
        const where: (readonly [Dimension, string])[] = person === undefined ? [] : [['person', person]];
        const values: z.input<typeof value>[] = [];
        for (const name of call.query.names.split(',')) {
          const metric = namedMetric(name, 'names');
          const own = await evaluateMetric(context, metric, { period, by, where, limit });
          const compared = call.query.compare === 'true' && period !== undefined;
          values.push({
            ...own,
            rows: [...own.rows],
            ...(compared
              ? {
                  previous: (await evaluateMetric(context, metric, { period: previousPeriod(period), where })).value,
                  yearBefore: (await evaluateMetric(context, metric, { period: yearBefore(period), where })).value,
                }
              : {}),
          });
        }
        return { body: { values } };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/performance/metric-pivots',
    summary: 'A metric by two dimensions, such as won amount by person and month',
    access: { to: 'signedIn' },
    query: z.object({
      name: z.string().min(1).max(60),
      by: z.enum(dimensions),
      across: z.enum(dimensions),
      period: z.string().max(60).optional(),
    }),
    response: pivot,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const { name, by, across } = call.query;
        const period =
          call.query.period === undefined ? undefined : parsePeriod(call.query.period, context.company.fiscal);
        const { rows, columns, cells, ...own } = await evaluatePivot(context, namedMetric(name, 'name'), {
          period,
          by,
          across,
        });
        return { body: { ...own, rows: [...rows], columns: [...columns], cells: [...cells] } };
      }),
  }),
];

function namedMetric(name: string, field: string): MetricDefinition {
  const metric = metricNamed(name);
  if (metric !== undefined) return metric;
  throw new Refused('unknown-metric', `no metric is called ${name}`, {
    field,
    found: name,
    expected: metricCatalogue.map((one) => one.name).join(', '),
  });
}
