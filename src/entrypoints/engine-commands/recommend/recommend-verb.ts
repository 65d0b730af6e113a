import { type RecommendResult, type RecommendedItem, recommend } from '#engines/recommendation/recommend.ts';
import { dayNumber, fromDayNumber } from '#kernel/civil-date.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { readItemPurchases, readOffered } from './read-purchases.ts';

export const recommendVerb: EngineVerb = {
  summary: 'A list of items for each customer, with reasons, and how often such lists were right',
  files: [1, 2],
  input: 'customer, item, date, quantity?, segment?; a second file with item, stock? limits what is offered',
  options: [
    { name: 'k', kind: 'whole', help: 'items per list', min: 1, max: 1000, fallback: 10 },
    { name: 'holdout', kind: 'date', help: 'learn up to this day, judge by what came after' },
    { name: 'for', kind: 'list', help: 'only these customers; a new name gets the list of a newcomer' },
    { name: 'segment', kind: 'text', help: 'segment of customers who are not in the file' },
    { name: 'new-only', kind: 'flag', help: 'never offer what the customer has bought before' },
  ],
  async run(call) {
    const { options } = call;
    const { purchases, usage, notes } = await readItemPurchases(call);
    const found = recommend(purchases, {
      k: options.k as number,
      holdout: options.holdout === undefined ? undefined : dayNumber(options.holdout as string),
      only: options.for as readonly string[] | undefined,
      segment: options.segment as string | undefined,
      offered: await readOffered(call),
      newOnly: options['new-only'] === true,
    });
    const evaluation = found.evaluation && {
      ...found.evaluation,
      holdout: fromDayNumber(found.evaluation.holdoutDay),
    };
    return {
      json: { model: found.model, evaluation, customers: found.customers, usage, notes, trace: found.trace },
      text: [...describe(found), ...usageLines(usage, notes)].join('\n'),
      plot: found.evaluation === undefined ? undefined : chart(found.evaluation),
    };
  },
};

function describe({ model, evaluation: seen, customers }: RecommendResult): string[] {
  const judged =
    seen === undefined
      ? ['nobody bought both before and after the hold-out day: nothing to judge by']
      : [
          `judged on ${number(seen.customers)} customers who bought after ${fromDayNumber(seen.holdoutDay)}:`,
          terminalTable(
            [
              { header: `list of ${seen.k}` },
              { header: 'customers hit', align: 'right' },
              { header: 'items found', align: 'right' },
            ],
            [
              [seen.model, percent(seen.hitRate), percent(seen.recall.model)],
              ['most popular', percent(seen.popularity), percent(seen.recall.popularity)],
              ['item-kNN', percent(seen.itemKnn), percent(seen.recall.itemKnn)],
              ['best single list, chosen afterwards', percent(seen.hindsight), ''],
            ],
          ),
          `over most popular ${points(seen.overPopularity)}, over item-kNN ${points(seen.overItemKnn)} (95 % intervals)`,
        ];
  const shown = customers.slice(0, customers.length > 3 ? 3 : customers.length);
  return [
    `recommendations by "${model}"`,
    ...judged,
    ...shown.flatMap(({ id, items }) => [
      '',
      `for ${id}`,
      terminalTable(
        [{ header: 'item' }, { header: 'score', align: 'right' }, { header: 'because' }],
        items.map((one) => [one.item, one.score.toPrecision(3), one.reasons.map(say).join('; ')]),
      ),
    ]),
    ...(customers.length > shown.length
      ? [`… and ${number(customers.length - shown.length)} more customers (--json lists all, --for picks)`]
      : []),
  ];
}

function points({ difference, low, high }: { difference: number; low: number; high: number }): string {
  const signed = (value: number): string => `${value >= 0 ? '+' : ''}${(100 * value).toFixed(1)}`;
  return `${signed(difference)} points (${signed(low)} to ${signed(high)})`;
}

function say(reason: RecommendedItem['reasons'][number]): string {
  switch (reason.because) {
    case 'bought':
      return `bought ${reason.item} (×${reason.lift.toFixed(1)})`;
    case 'bought again':
      return `bought in ${reason.times} of ${reason.orders} orders`;
    case 'popular':
      return `in ${percent(reason.share)} of orders`;
    default:
      return `bought by the same customers as ${reason.item} (${reason.cosine.toFixed(2)})`;
  }
}

function chart(seen: NonNullable<RecommendResult['evaluation']>): ChartSpec {
  return {
    kind: 'bar',
    title: `Customers with a hit in a list of ${seen.k}`,
    subtitle: `${seen.customers} customers who bought after ${fromDayNumber(seen.holdoutDay)}`,
    categories: [seen.model, 'most popular', 'item-kNN'],
    series: [{ name: 'hit rate', values: [seen.hitRate, seen.popularity, seen.itemKnn] }],
    value: { unit: 'percent' },
    emphasis: 0,
  };
}
