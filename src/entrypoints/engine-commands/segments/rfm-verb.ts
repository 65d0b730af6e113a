import { rfm } from '#engines/segmentation/rfm.ts';
import { rfmSegmentRules } from '#engines/segmentation/rfm-segments.ts';
import { dayNumber, fromDayNumber } from '#kernel/civil-date.ts';
import { readColumns } from '#platform/tabular/columns.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { terminalBar, terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import {
  amountColumn,
  customerColumn,
  dayNumbers,
  lastOf,
  optionalOrderColumn,
  purchaseDateColumn,
} from './purchase-columns.ts';
import { number, percent, usageLines } from './print.ts';

export const rfmVerb: EngineVerb = {
  summary: 'Recency, frequency, monetary value: scores from 1 to 5 and named segments',
  files: [1, 1],
  input: 'customer, date, amount, order? (order joins the lines of one order)',
  options: [
    { name: 'as-of', kind: 'date', help: 'day on which recency is counted (default: the last day in the file)' },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const spec = {
      customer: customerColumn,
      date: purchaseDateColumn,
      amount: amountColumn,
      order: optionalOrderColumn,
    };
    const { columns, usage: read, notes } = readColumns(table, spec, call.map);
    if (columns.date.length === 0)
      throw unusable('at least one row with customer, date and amount', { file: table.name });
    const days = dayNumbers(columns.date);
    const asOf = call.options['as-of'] === undefined ? lastOf(days) : dayNumber(call.options['as-of'] as string);
    const { customers, segments, usage, trace } = rfm(
      { customer: columns.customer, day: days, amount: columns.amount, order: columns.order },
      { asOf },
    );
    const told = [...notes];
    if (columns.order === undefined)
      told.push('every row counts as one purchase; name an order column with --map order=HEADER to count orders');
    const all = {
      used: usage.used,
      skipped: read.skipped + usage.skipped,
      reasons: [...read.reasons, ...usage.reasons],
    };
    const zh = new Map(rfmSegmentRules.map((rule) => [rule.segment, rule]));
    const rows = segments.map((one) => [
      `${one.segment} ${zh.get(one.segment)?.zh}`,
      number(one.customers),
      percent(one.share),
      number(one.monetary),
      percent(one.monetaryShare),
      terminalBar(one.monetaryShare, 20),
      number(one.medianRecencyDays),
      zh.get(one.segment)?.action,
    ]);
    return {
      json: { asOf: fromDayNumber(asOf), customers, segments, usage: all, notes: told, trace },
      text: [
        `RFM on ${fromDayNumber(asOf)}: ${number(customers.length)} customers`,
        terminalTable(
          [
            { header: 'segment' },
            { header: 'customers', align: 'right' },
            { header: '%', align: 'right' },
            { header: 'money', align: 'right' },
            { header: '%', align: 'right' },
            { header: '' },
            { header: 'days since', align: 'right' },
            { header: 'do' },
          ],
          rows,
        ),
        ...usageLines(all, told),
      ].join('\n'),
      plot: {
        kind: 'heatmap',
        title: 'Customers by recency and value',
        subtitle: `RFM on ${fromDayNumber(asOf)}, ${customers.length} customers`,
        columns: ['r 1', 'r 2', 'r 3', 'r 4', 'r 5'],
        rows: [5, 4, 3, 2, 1].map((value) => `value ${value}`),
        values: [5, 4, 3, 2, 1].map((value) =>
          [1, 2, 3, 4, 5].map(
            (r) => customers.filter((one) => one.r === r && Math.floor((one.f + one.m + 1) / 2) === value).length,
          ),
        ),
        value: { name: 'customers', unit: 'count' },
      },
    };
  },
};
