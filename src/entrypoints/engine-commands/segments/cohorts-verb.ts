import { type PeriodKind, calendarPeriod } from '#engines/segmentation/calendar-period.ts';
import { cohortRetention } from '#engines/segmentation/cohort-retention.ts';
import { dayNumber, fromDayNumber } from '#kernel/civil-date.ts';
import { readColumns } from '#platform/tabular/columns.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from './print.ts';
import { customerColumn, dayNumbers, lastOf, optionalAmountColumn, purchaseDateColumn } from './purchase-columns.ts';

export const cohortsVerb: EngineVerb = {
  summary: 'Cohort retention: of those who first bought then, how many still buy k periods later',
  files: [1, 1],
  input: 'customer, date, amount?',
  options: [
    {
      name: 'period',
      kind: 'text',
      help: 'length of a period',
      oneOf: ['week', 'month', 'quarter', 'year'],
      fallback: 'month',
    },
    { name: 'until', kind: 'date', help: 'last day that counts (default: the last day in the file)' },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const spec = { customer: customerColumn, date: purchaseDateColumn, amount: optionalAmountColumn };
    const { columns, usage, notes } = readColumns(table, spec, call.map);
    if (columns.date.length === 0) throw unusable('at least one row with customer and date', { file: table.name });
    const days = dayNumbers(columns.date);
    const until = call.options.until === undefined ? lastOf(days) : dayNumber(call.options.until as string);
    const period = calendarPeriod(call.options.period as PeriodKind);
    const amount = columns.amount?.map((value) => value ?? 0);
    const found = cohortRetention({ customer: columns.customer, day: days, amount }, { periodOf: period.of, until });
    const cohorts = found.cohorts.map((row) => ({ ...row, cohort: period.label(row.cohort) }));
    const longest = found.average.length;
    const told = [...notes];
    const partly = period.of(until) === period.of(until + 1);
    if (partly) told.push(`the last ${period.kind} ends after ${fromDayNumber(until)}: its cells are still growing`);
    const later = days.reduce((count, day) => (day > until ? count + 1 : count), 0);
    const all = {
      used: usage.used - later,
      skipped: usage.skipped + later,
      reasons:
        later > 0 ? [...usage.reasons, { reason: 'the purchase is after --until', count: later }] : usage.reasons,
    };
    const shown = Math.min(longest, 13);
    return {
      json: {
        period: period.kind,
        until: fromDayNumber(until),
        cohorts,
        average: found.average,
        usage: all,
        notes: told,
        trace: found.trace,
      },
      text: [
        `Retention by ${period.kind} of first purchase, % of the cohort`,
        terminalTable(
          [
            { header: 'cohort' },
            { header: 'size', align: 'right' as const },
            ...Array.from({ length: shown }, (_, age) => ({ header: String(age), align: 'right' as const })),
          ],
          [
            ...cohorts
              .slice(-24)
              .map((row) => [
                row.cohort,
                number(row.size),
                ...row.retention.slice(0, shown).map((share) => (share * 100).toFixed(0)),
              ]),
            [
              'all',
              number(cohorts.reduce((sum, row) => sum + row.size, 0)),
              ...found.average.slice(0, shown).map((one) => (one.retention * 100).toFixed(0)),
            ],
          ],
        ),
        ...found.average
          .slice(1, 4)
          .map(
            (one) =>
              `after ${one.age}: ${percent(one.retention)} (95 % interval ${percent(one.low)} to ${percent(one.high)}, ${number(one.customers)} customers)`,
          ),
        ...usageLines(all, told),
      ].join('\n'),
      plot: {
        kind: 'heatmap',
        title: 'Cohort retention',
        subtitle: `share of the cohort buying again, by ${period.kind}s since the first purchase`,
        columns: Array.from({ length: longest }, (_, age) => String(age)),
        rows: cohorts.map((row) => `${row.cohort} (${row.size})`),
        values: cohorts.map((row) => Array.from({ length: longest }, (_, age) => row.retention[age] ?? null)),
        value: { unit: 'percent' },
      },
    };
  },
};
