import { rampCurve, type RampPoint } from '#engines/team-composition/ramp-curve.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { dateColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent } from '../segments/print.ts';
import { refusing } from '../refusal.ts';

const spec = {
  person: textColumn({ also: ['person_id', 'employee', 'owner', 'seller', '人员', '姓名'] }),
  start: dateColumn({ also: ['hired', 'hire_date', 'start_date', 'joined', '入职日期'] }),
  date: dateColumn({ also: ['month', 'period', 'day', 'closed', '日期', '月份'] }),
  value: numberColumn({ also: ['amount', 'sales', 'won', '业绩', '金额'] }),
};

export const rampVerb: EngineVerb = {
  summary: 'How long new people take to come up to speed, with intervals, and who is ahead or behind',
  files: [1, 1],
  input: 'person, start (first day), date, value; values of one month of service are added up',
  options: [
    { name: 'months', kind: 'whole', help: 'months of service that are looked at', fallback: 36, min: 4, max: 240 },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const { columns, lines, notes } = readColumns(table, spec, call.map);
    const sums = new Map<string, RampPoint & { value: number }>();
    let beyond = 0;
    columns.person.forEach((person, row) => {
      const month = monthsBetween(columns.start[row], columns.date[row]);
      if (month < 0)
        throw unusable('a date on or after the first day', {
          file: table.name,
          line: lines[row],
          column: 'date',
          found: columns.date[row],
        });
      if (month >= (call.options.months as number)) {
        beyond += 1;
        return;
      }
      const key = `${person}\u0000${month}`;
      const known = sums.get(key);
      if (known === undefined) sums.set(key, { person, month, value: columns.value[row] });
      else known.value += columns.value[row];
    });
    // a month of service without a row, before the person's last one, brought nothing
    const latest = new Map<string, number>();
    for (const { person, month } of sums.values()) latest.set(person, Math.max(month, latest.get(person) ?? 0));
    for (const [person, end] of latest)
      for (let month = 0; month < end; month++)
        if (!sums.has(`${person}\u0000${month}`)) sums.set(`${person}\u0000${month}`, { person, month, value: 0 });
    const ramp = refusing(
      ({ message }) => unusable(message, { file: table.name }),
      () => rampCurve([...sums.values()], call.seed),
    );
    const right = { align: 'right' as const };
    return {
      json: {
        ...ramp,
        usage: {
          used: columns.person.length - beyond,
          skipped: beyond,
          reasons: beyond === 0 ? [] : [{ reason: 'later than the months looked at', count: beyond }],
        },
        notes,
      },
      text: [
        `a settled person brings ${number(ramp.plateau)} a month; half of it after ${number(ramp.toHalf.months)} months (95 % interval ${number(ramp.toHalf.low)} to ${number(ramp.toHalf.high)}), 90 % after ${number(ramp.toNinety.months)} (${number(ramp.toNinety.low)} to ${number(ramp.toNinety.high)})`,
        '',
        terminalTable(
          [{ header: 'person' }, { header: 'months', ...right }, { header: 'of what the curve expects', ...right }],
          ramp.people.map((one) => [one.person, one.months, percent(one.pace, 0)]),
        ),
        ...notes.map((note) => `note: ${note}`),
      ].join('\n'),
      plot: {
        kind: 'line',
        title: 'Months of service and what they bring',
        x: ramp.curve.map(({ month }) => month + 1),
        series: [
          { name: 'expected', values: ramp.curve.map(({ expected }) => expected), dashed: true },
          { name: 'mean', values: ramp.curve.map(({ observed }) => observed) },
        ],
        xAxis: { name: 'month of service' },
      },
    };
  },
};

/** Whole months from one day to another: 0 in the first month. */
function monthsBetween(from: string, to: string): number {
  const [y1, m1, d1] = from.split('-').map(Number);
  const [y2, m2, d2] = to.split('-').map(Number);
  return (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0);
}
