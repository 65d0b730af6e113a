import { sql } from 'kysely';
import { z } from 'zod';
import { addDays, addMonths, dayNumber } from '#kernel/civil-date.ts';
import { minorDigits } from '#kernel/currency.ts';
import { fieldOf } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { type PipelineFigures, pipelineVariance } from '#engines/variance/pipeline-variance.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { seesField } from '#platform/visibility/viewer.ts';
import { namedPeriods, periodNames } from './named-periods.ts';
import { type VarianceDimension, varianceDimensions } from './variance-dimensions.ts';
import { loadDeals } from './variance-deals.ts';

const figures = z.object({
  openDeals: z.number(),
  cycleDays: z.number().nullable(),
  closed: z.number(),
  won: z.number(),
  winRate: z.number().nullable(),
  dealSize: z.number().nullable(),
  wonAmount: z.number(),
});
const part = z.object({ name: z.string(), amount: z.number() });
const side = z.object({ reference: figures, actual: figures, gap: z.number(), parts: z.array(part) });
const range = z.object({ from: z.string(), until: z.string() });
const varianceSchema = side.extend({
  currency: z.string(),
  period: range,
  against: range,
  slices: z.array(side.extend({ key: z.string(), label: z.string().nullable() })),
});

/** Fields that a slice tells of; a slice by a closed field is refused like a filter on it. */
const fieldOfDimension: Readonly<Record<VarianceDimension, readonly [kind: string, field: string]>> = {
  region: ['account', 'region'],
  owner: ['opportunity', 'ownerId'],
  product: ['opportunity', 'productId'],
  segment: ['account', 'segment'],
  source: ['opportunity', 'source'],
  competitor: ['opportunity', 'competitorId'],
};

const referenceKinds: Partial<Record<VarianceDimension, string>> = {
  owner: 'person',
  product: 'product',
  competitor: 'competitor',
};

const shortNames: Readonly<Record<string, string>> = {
  'days in the period': 'days',
  'number of open deals': 'openDeals',
  cycle: 'cycle',
  'win rate': 'winRate',
  'deal size': 'dealSize',
};

export const varianceRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/performance/variance',
    summary: 'Why the value won differs from the period before or the year before: parts that add up to the gap',
    access: { to: 'kind', kind: 'opportunity', action: 'read' },
    query: z.object({
      period: z.enum(periodNames).default('thisQuarter'),
      against: z.enum(['previous', 'yearBefore']).default('previous'),
      by: z.enum(varianceDimensions).optional(),
    }),
    response: z.object({ variance: varianceSchema.nullable() }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const { period: name, against, by } = call.query;
        mustSee(context, ['opportunity', 'amount']);
        if (by !== undefined) mustSee(context, fieldOfDimension[by]);
        const {
          from,
          until,
          against: before,
        } = namedPeriods(context.company.fiscal, context.today).find((one) => one.name === name)!;
        const reference =
          against === 'previous' ? before : { from: addMonths(from, -12), until: addMonths(until, -12) };
        const deals = await loadDeals(context, by, reference.from, until);
        if (deals.length === 0) return { body: { variance: null } };
        const days = (span: { from: string; until: string }) => ({
          from: dayNumber(span.from),
          to: dayNumber(addDays(span.until, -1)),
        });
        const result = pipelineVariance(deals, days({ from, until }), days(reference));
        const unit = 10 ** minorDigits(context.company.baseCurrency);
        const money = (minor: bigint): number => Number(minor) / unit;
        const send = (one: Pick<typeof result, 'reference' | 'actual' | 'gapMinor' | 'parts'>) => ({
          reference: sendFigures(one.reference, unit),
          actual: sendFigures(one.actual, unit),
          gap: money(one.gapMinor),
          parts: one.parts.map(({ name: of, minor }) => ({ name: shortNames[of] ?? of, amount: money(minor) })),
        });
        const labels = await labelsOf(
          context,
          by,
          result.slices.map(({ slice }) => slice[0]),
        );
        return {
          body: {
            variance: {
              ...send(result),
              currency: context.company.baseCurrency,
              period: { from, until },
              against: reference,
              slices:
                by === undefined
                  ? []
                  : result.slices
                      .slice(0, 50)
                      .map((one) => ({ ...send(one), key: one.slice[0], label: labels.get(one.slice[0]) ?? null })),
            },
          },
        };
      }),
  }),
];

function mustSee(context: WriteContext, [kind, field]: readonly [string, string]): void {
  if (!seesField(context.viewer, fieldOf(recordDefinition(kind).kind, field)?.access))
    throw new Refused('forbidden-field', `the field "${field}" is not open to you`, { field });
}

function sendFigures(one: PipelineFigures, unit: number): z.output<typeof figures> {
  return {
    openDeals: one.openDeals,
    cycleDays: one.cycleDays ?? null,
    closed: one.closed,
    won: one.won,
    winRate: one.winRate ?? null,
    dealSize: one.dealSize === undefined ? null : one.dealSize / unit,
    wonAmount: Number(one.wonMinor) / unit,
  };
}

/** Names of what slices point at, as far as the viewer may see them; plain values name themselves. */
async function labelsOf(
  context: WriteContext,
  by: VarianceDimension | undefined,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const kindName = by === undefined ? undefined : referenceKinds[by];
  const ids = keys.filter((key) => key !== '');
  if (kindName === undefined || ids.length === 0) return new Map(ids.map((key) => [key, key]));
  const { kind } = recordDefinition(kindName);
  const { rows } = await sql<{ id: string; name: string }>`
    select f.id::text, f.name from ${sql.table(`qd.${kind.table}`)} f
    where ${visibleRows(context.viewer, kind, 'f')} and f.id in (${sql.join(ids)})`.execute(context.tx.kysely);
  return new Map(rows.map((row) => [row.id, row.name]));
}
