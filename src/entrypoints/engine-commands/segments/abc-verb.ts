import { abc } from '#engines/segmentation/abc.ts';
import { readColumns, numberColumn, textColumn } from '#platform/tabular/columns.ts';
import { terminalBar, terminalTable } from '../../terminal-table.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from './print.ts';
import { amountNames, customerNames, itemNames } from './purchase-columns.ts';

export const abcVerb: EngineVerb = {
  summary: 'ABC classes: which few items or customers make most of the value',
  files: [1, 1],
  input: 'item (or product, customer, …), value (or amount, sales, …); rows of the same item are added up',
  options: [{ name: 'cuts', kind: 'list', help: 'where A and B end, in percent (default 80,95)' }],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const spec = {
      item: textColumn({ also: [...itemNames, ...customerNames], blank: 'skip' }),
      value: numberColumn({ also: ['amount', ...amountNames], blank: 'skip' }),
    };
    const { columns, usage, notes } = readColumns(table, spec, call.map);
    const totals = new Map<string, number>();
    columns.item.forEach((item, row) => totals.set(item, (totals.get(item) ?? 0) + columns.value[row]));
    const cuts = readCuts(call.options.cuts as readonly string[] | undefined, [80, 95], 100);
    const { items, classes, gini, topFifthShare, trace } = abc(totals, { cuts: [cuts[0] / 100, cuts[1] / 100] });
    const top = items.slice(0, 20);
    return {
      json: { items, classes, gini, topFifthShare, usage, notes, trace },
      text: [
        `ABC of ${number(items.length)} items: the largest fifth holds ${percent(topFifthShare)} (Gini ${gini.toFixed(3)})`,
        terminalTable(
          [
            { header: 'class' },
            { header: 'items', align: 'right' },
            { header: 'value', align: 'right' },
            { header: '%', align: 'right' },
            { header: '' },
          ],
          classes.map((one) => [
            one.class,
            number(one.items),
            number(one.value, 2),
            percent(one.share),
            terminalBar(one.share),
          ]),
        ),
        '',
        terminalTable(
          [
            { header: 'item' },
            { header: 'class' },
            { header: 'value', align: 'right' },
            { header: '%', align: 'right' },
            { header: 'running %', align: 'right' },
          ],
          top.map((one) => [one.id, one.class, number(one.value, 2), percent(one.share), percent(one.cumulative)]),
        ),
        ...(items.length > top.length ? [`… ${number(items.length - top.length)} more (--json lists all)`] : []),
        ...usageLines(usage, notes),
      ].join('\n'),
      plot: {
        kind: 'line',
        title: 'Share of value held by the largest items',
        x: items.map((_, i) => i + 1),
        series: [{ name: 'running share', values: items.map((item) => item.cumulative) }],
        xAxis: { name: 'items, largest first', unit: 'count' },
        value: { unit: 'percent' },
      },
    };
  },
};

/** Two rising numbers from a `--cuts a,b` option. */
export function readCuts(
  given: readonly string[] | undefined,
  fallback: readonly [number, number],
  most: number,
): readonly [number, number] {
  if (given === undefined) return fallback;
  const cuts = given.map(Number);
  if (cuts.length !== 2 || !(cuts[0] > 0 && cuts[0] < cuts[1] && cuts[1] <= most)) {
    throw new WrongCall(
      `invalid --cuts: ${given.join(',')} (two rising numbers above 0${most === Number.POSITIVE_INFINITY ? '' : ` and up to ${most}`} are expected)`,
    );
  }
  return [cuts[0], cuts[1]];
}
