import { calendarPeriod, type PeriodKind } from '#engines/segmentation/calendar-period.ts';
import { xyz } from '#engines/segmentation/xyz.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { dateColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { sparkline, terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { readCuts } from './abc-verb.ts';
import { number, usageLines } from './print.ts';
import { amountNames, dateNames, dayNumbers, itemNames, quantityNames } from './purchase-columns.ts';

export const xyzVerb: EngineVerb = {
  summary: 'XYZ classes: how steady the demand for each item is',
  files: [1, 1],
  input: 'item (or product), date (or period), quantity (or amount)',
  options: [
    { name: 'cuts', kind: 'list', help: 'largest coefficient of variation of X and of Y (default 0.5,1)' },
    {
      name: 'period',
      kind: 'text',
      help: 'how days are grouped',
      oneOf: ['week', 'month', 'quarter', 'year'],
      fallback: 'month',
    },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const spec = {
      item: textColumn({ also: itemNames, blank: 'skip' }),
      date: dateColumn({ also: ['period', ...dateNames], blank: 'skip' }),
      quantity: numberColumn({ also: [...quantityNames, 'demand', 'amount', ...amountNames], blank: 'skip' }),
    };
    const { columns, usage, notes } = readColumns(table, spec, call.map);
    if (columns.item.length === 0)
      throw unusable('at least one row with item, date and quantity', { file: table.name });
    const period = calendarPeriod(call.options.period as PeriodKind);
    const numbers = dayNumbers(columns.date).map((day) => period.of(day));
    const first = numbers.reduce((a, b) => Math.min(a, b));
    const length = numbers.reduce((a, b) => Math.max(a, b)) - first + 1;
    const demand = new Map<string, Float64Array>();
    columns.item.forEach((item, row) => {
      let series = demand.get(item);
      if (series === undefined) {
        series = new Float64Array(length);
        demand.set(item, series);
      }
      series[numbers[row] - first] += columns.quantity[row];
    });
    const cuts = readCuts(call.options.cuts as readonly string[] | undefined, [0.5, 1], Number.POSITIVE_INFINITY);
    const { items, skipped, trace } = xyz(demand, { cuts });
    const counts = (['X', 'Y', 'Z'] as const).map(
      (name) => `${name} ${items.filter((item) => item.class === name).length}`,
    );
    return {
      json: {
        items,
        periods: length,
        from: period.label(first),
        to: period.label(first + length - 1),
        skippedItems: skipped,
        usage,
        notes,
        trace,
      },
      text: [
        `XYZ of ${number(items.length)} items over ${length} ${period.kind}s from ${period.label(first)}: ${counts.join(', ')}`,
        terminalTable(
          [
            { header: 'item' },
            { header: 'class' },
            { header: 'variation', align: 'right' },
            { header: '±', align: 'right' },
            { header: 'mean', align: 'right' },
            { header: 'pattern' },
            { header: 'demand' },
          ],
          items
            .slice(0, 20)
            .map((one) => [
              one.id,
              one.borderline ? `${one.class}?` : one.class,
              one.variation.toFixed(2),
              one.standardError.toFixed(2),
              number(one.mean),
              one.pattern,
              sparkline(Array.from(demand.get(one.id) ?? []).slice(-36)),
            ]),
        ),
        ...(items.length > 20 ? [`… ${number(items.length - 20)} more (--json lists all)`] : []),
        ...skipped.slice(0, 5).map(({ id, reason }) => `left out ${id}: ${reason}`),
        ...usageLines(usage, notes),
      ].join('\n'),
      plot: {
        kind: 'scatter',
        title: 'Demand size and steadiness',
        points: items
          .filter((one) => one.mean > 0)
          .map((one) => ({ x: one.mean, y: one.variation, label: one.id, group: one.class })),
        xAxis: { name: `mean demand per ${period.kind}`, log: true },
        yAxis: { name: 'coefficient of variation' },
      },
    };
  },
};
