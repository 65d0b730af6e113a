import { type ElasticityResult, estimateElasticity } from '#engines/pricing/elasticity/estimate-elasticity.ts';
import { warningTexts } from '#engines/pricing/elasticity/unit-warnings.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { type DemandFile, readDemand } from './read-demand.ts';

export const elasticityVerb: EngineVerb = {
  summary: 'How demand answers price, product by product, with intervals; thin products borrow from the rest',
  files: [1, 1],
  input: 'product, period?, price, quantity, segment?, store?, promotion?, competitor_price?, cost?',
  options: [
    { name: 'by', kind: 'text', help: 'a separate elasticity for every segment', oneOf: ['segment'] },
    { name: 'level', kind: 'number', help: 'level of the intervals in per cent', fallback: 95, min: 50, max: 99.9 },
    {
      name: 'pooling',
      kind: 'text',
      help: 'partial draws thin products to the rest, none takes each by itself',
      oneOf: ['partial', 'none'],
      fallback: 'partial',
    },
    {
      name: 'time',
      kind: 'text',
      help: 'what moves demand over time: auto, none, season (own trend and season), period (common to all)',
      oneOf: ['auto', 'none', 'season', 'period'],
      fallback: 'auto',
    },
    { name: 'promotion-slope', kind: 'flag', help: 'let the elasticity differ under promotion (price × promotion)' },
    { name: 'season', kind: 'whole', help: 'periods of a season (default: by the calendar)', min: 1, max: 400 },
    {
      name: 'every',
      kind: 'text',
      help: 'add dated rows up by day, week, month or quarter first',
      oneOf: ['day', 'week', 'month', 'quarter'],
    },
  ],
  async run(call) {
    const file = await readDemand(call);
    const { panel, usage, notes } = file;
    const bySegment = call.options.by === 'segment';
    if (bySegment && panel.segment === undefined) throw new WrongCall('--by segment: the file has no column "segment"');
    const result = estimateElasticity(panel, {
      bySegment,
      level: (call.options.level as number) / 100,
      pooling: call.options.pooling as 'partial' | 'none',
      time: call.options.time as 'auto' | 'none' | 'season' | 'period',
      promotionSlope: call.options['promotion-slope'] === true,
    });
    const told = [...notes, ...tellAbout(file, result)];
    return {
      json: { ...plain(result), level: call.options.level, usage, notes: told },
      text: [...describe(result), ...usageLines(usage, told)].join('\n'),
      plot: chart(result, call.options.level as number),
    };
  },
};

function tellAbout({ panel }: DemandFile, { instrument, pooled, model }: ElasticityResult): string[] {
  const told: string[] = [];
  if (panel.period === undefined) told.push('no period: trend and season could not be taken out');
  if (model.time === 'period') told.push('what moved all products in a period was taken out (effects of periods)');
  if (pooled === null)
    told.push('no elasticity for all products together: prices do not move apart from the other columns');
  if (instrument !== null && instrument.firstStageF >= 10 && instrument.p < 0.01)
    told.push(
      `suspect endogeneity: with cost as instrument the elasticity is ${instrument.estimate.toFixed(2)} (${instrument.low.toFixed(2)} to ${instrument.high.toFixed(2)}), which differs more than by chance (p ${instrument.p.toExponential(1)})`,
    );
  return told;
}

function plain({ elasticities, pooled, pooling, instrument, model, trace }: ElasticityResult) {
  return {
    elasticities: elasticities.map(({ warnings, ...one }) => ({
      ...one,
      ...(warnings.length === 0
        ? {}
        : { warning: warnings.map((warning) => warningTexts[warning]).join('; '), warnings }),
    })),
    pooled:
      pooled === null
        ? { estimate: null, low: null, high: null }
        : {
            estimate: pooled.estimate,
            low: pooled.low,
            high: pooled.high,
            stdError: pooled.stdError,
            observations: pooled.observations,
            clusteredBy: pooled.clusteredBy,
            clusters: pooled.clusters,
            terms: pooled.terms,
          },
    population: pooling,
    instrument,
    model,
    trace,
  };
}

function describe({ elasticities, pooled, pooling }: ElasticityResult): string[] {
  const right = { align: 'right' as const };
  const show = (value: number | null): string => (value === null ? 'cannot tell' : value.toFixed(2));
  const rows = elasticities.toSorted((a, b) => (a.estimate ?? 1) - (b.estimate ?? 1));
  const segments = elasticities.some(({ segment }) => segment !== undefined);
  const head =
    pooled === null
      ? []
      : [
          `All together ${pooled.estimate.toFixed(3)} (${pooled.low.toFixed(3)} to ${pooled.high.toFixed(3)}), by ${number(pooled.clusters)} clusters (${pooled.clusteredBy})`,
          ...pooled.terms
            .slice(1)
            .map(
              (term) =>
                `  ${term.name} ${term.estimate.toFixed(3)} (${term.low.toFixed(3)} to ${term.high.toFixed(3)})`,
            ),
        ];
  return [
    ...head,
    ...(pooling === null ? [] : [`Products differ by a standard deviation of ${pooling.spread.toFixed(2)}`]),
    terminalTable(
      [
        { header: 'product' },
        ...(segments ? [{ header: 'segment' }] : []),
        { header: 'elasticity', ...right },
        { header: 'interval', ...right },
        { header: 'rows', ...right },
        { header: 'borrowed', ...right },
        { header: '' },
      ],
      rows
        .slice(0, 40)
        .map((one) => [
          one.product,
          ...(segments ? [one.segment] : []),
          show(one.estimate),
          one.low === null || one.high === null ? '' : `${one.low.toFixed(2)} to ${one.high.toFixed(2)}`,
          number(one.observations),
          one.borrowed === 0 ? '' : percent(one.borrowed, 0),
          one.warnings.map((warning) => warningTexts[warning]).join('; '),
        ]),
    ),
    ...(rows.length > 40 ? [`… and ${number(rows.length - 40)} more (--json shows all)`] : []),
  ];
}

function chart({ elasticities }: ElasticityResult, level: number): ChartSpec {
  const shown = elasticities
    .filter((one) => one.estimate !== null)
    .toSorted((a, b) => a.estimate! - b.estimate!)
    .slice(0, 40);
  return {
    kind: 'bar',
    title: 'Price elasticity by product',
    subtitle: `with ${level} % intervals`,
    categories: shown.map((one) => (one.segment === undefined ? one.product : `${one.product} · ${one.segment}`)),
    series: [
      {
        name: 'elasticity',
        values: shown.map((one) => one.estimate),
        low: shown.map((one) => one.low!),
        high: shown.map((one) => one.high!),
      },
    ],
    value: { unit: 'number' },
    horizontal: true,
  };
}
