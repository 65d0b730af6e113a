import { planPromotion } from '#engines/promotion/plan-promotion.ts';
import { promotionEffects } from '#engines/promotion/promotion-effect.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { terminalTable } from '../../terminal-table.ts';
import { refusing } from '../refusal.ts';
import type { EngineCall, EngineVerb, OptionSpec } from '../define-engine-command.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { type PromotionFile, readPromotions } from './read-promotions.ts';

const right = { align: 'right' as const };
const input = 'product, period, quantity, price, promotion (flag or name), cost?, group?, store?';
const shared: readonly OptionSpec[] = [
  {
    name: 'after',
    kind: 'whole',
    help: 'periods after a promotion in which purchases may be missing',
    fallback: 2,
    min: 0,
    max: 26,
  },
  { name: 'season', kind: 'whole', help: 'periods of a season (default: by the calendar)', min: 1, max: 400 },
  { name: 'draws', kind: 'whole', help: 'draws for the intervals', fallback: 1000, min: 200, max: 100_000 },
];

function measureAll(call: EngineCall, { panel }: PromotionFile, level: number) {
  return promotionEffects(panel, {
    after: call.options.after as number,
    draws: call.options.draws as number,
    level,
    seed: call.seed,
  });
}

export const effectVerb: EngineVerb = {
  summary: 'What each promotion brought: uplift less cannibalisation and pull-forward, halo, net profit with interval',
  files: [1, 1],
  input,
  options: [
    ...shared,
    { name: 'level', kind: 'number', help: 'level of the intervals in per cent', fallback: 95, min: 50, max: 99.9 },
  ],
  async run(call) {
    const file = await readPromotions(call);
    const { promotions, unmeasured, trace } = measureAll(call, file, (call.options.level as number) / 100);
    const { label } = file.steps;
    const named = promotions.map((one) => ({ ...one, from: label(one.from), to: label(one.to) }));
    const notes = [...file.notes, ...unmeasured.map(({ id, reason }) => `${id} could not be measured: ${reason}`)];
    const shown = named.toSorted((a, b) => b.net - a.net);
    return {
      json: { promotions: named, unmeasured, level: call.options.level, trace, usage: file.usage, notes },
      text: [
        terminalTable(
          [
            { header: 'promotion' },
            { header: 'from' },
            { header: 'baseline', ...right },
            { header: 'uplift', ...right },
            { header: 'cannibalised', ...right },
            { header: 'pulled forward', ...right },
            { header: 'halo', ...right },
            { header: 'net', ...right },
            { header: 'interval', ...right },
            { header: '' },
            { header: 'net with halo', ...right },
          ],
          shown
            .slice(0, 40)
            .map((one) => [
              one.id,
              one.from === one.to ? one.from : `${one.from} … ${one.to}`,
              number(one.baseline),
              `${number(one.uplift)} (${percent(one.uplift / one.baseline, 0)})`,
              number(one.cannibalisation),
              number(one.pullForward),
              number(one.halo),
              number(one.net, 0),
              `${number(one.low, 0)} to ${number(one.high, 0)}`,
              one.low > 0 ? 'pays' : one.high < 0 ? 'loses' : 'cannot tell',
              `${number(one.netWithHalo.low, 0)} to ${number(one.netWithHalo.high, 0)}`,
            ]),
        ),
        ...shown.flatMap(({ id, warnings }) => warnings.map((warning) => `${id}: ${warning}`)).slice(0, 20),
        ...usageLines(file.usage, notes),
      ].join('\n'),
      plot: {
        kind: 'bar',
        title: 'Net effect of promotions',
        subtitle: `with ${call.options.level as number} % intervals`,
        categories: shown.slice(0, 30).map(({ id }) => id),
        series: [
          {
            name: 'net',
            values: shown.slice(0, 30).map(({ net }) => net),
            low: shown.slice(0, 30).map(({ low }) => low),
            high: shown.slice(0, 30).map(({ high }) => high),
          },
        ],
        horizontal: true,
      },
    };
  },
};

export const planVerb: EngineVerb = {
  summary: 'What a promotion may bring, from those before it: sold, losses elsewhere, net, break-even',
  files: [1, 1],
  input: `past sales: ${input}`,
  options: [
    {
      name: 'baseline',
      kind: 'number',
      help: 'units expected without the promotion, over its whole length',
      required: true,
      min: 0.001,
    },
    { name: 'price', kind: 'number', help: 'regular price', required: true, min: 0.000_001 },
    { name: 'cost', kind: 'number', help: 'unit cost', fallback: 0, min: 0 },
    { name: 'discount', kind: 'number', help: 'per cent off the regular price', required: true, min: 0.1, max: 99 },
    { name: 'fixed-cost', kind: 'number', help: 'what it costs besides', fallback: 0, min: 0 },
    ...shared,
  ],
  async run(call) {
    const file = await readPromotions(call);
    const { promotions, unmeasured } = measureAll(call, file, 0.95);
    const plan = {
      baseline: call.options.baseline as number,
      regularPrice: call.options.price as number,
      cost: call.options.cost as number,
      discount: (call.options.discount as number) / 100,
      fixedCost: call.options['fixed-cost'] as number,
    };
    const found = refusing(
      ({ message }) => unusable(`past promotions to learn from (${message})`, { file: call.files[0] }),
      () => planPromotion(plan, promotions, { seed: call.seed }),
    );
    const notes = [...file.notes, ...unmeasured.map(({ id, reason }) => `${id} could not be measured: ${reason}`)];
    return {
      json: { plan, ...found, pastPromotions: promotions.length, usage: file.usage, notes },
      text: [
        `Sold ${number(found.sold)} instead of ${number(plan.baseline)}; ${number(found.cannibalisation)} of it from other products, ${number(found.pullForward)} from later periods`,
        `Net ${number(found.net, 0)} (${number(found.low, 0)} to ${number(found.high, 0)}); it pays with a chance of ${percent(found.chanceOfGain, 0)}`,
        found.breakEven === null
          ? 'At this price every unit loses money'
          : `Break-even at ${found.breakEven.toFixed(2)} × the baseline, expected ${(found.sold / plan.baseline).toFixed(2)} ×`,
        ...found.because.map((reason) => `because ${reason}`),
        ...usageLines(file.usage, notes),
      ].join('\n'),
    };
  },
};
