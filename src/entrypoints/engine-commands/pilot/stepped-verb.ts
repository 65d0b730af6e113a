import { type SteppedUnit, steppedWedge } from '#engines/experiment/stepped-wedge.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { terminalTable } from '../../terminal-table.ts';
import { placePeriods } from '../anomaly/place-periods.ts';
import { periodNames } from '../anomaly/read-periods.ts';
import type { EngineCall, EngineVerb } from '../define-engine-command.ts';
import { refusalOf, refusing } from '../refusal.ts';
import { number, usageLines } from '../segments/print.ts';

const columns = {
  unit: textColumn({
    also: ['cluster', 'region', 'team', 'store', '单位', '地区', '门店', '團隊', '团队'],
    blank: 'skip',
  }),
  period: textColumn({ also: periodNames, blank: 'skip' }),
  value: numberColumn({ also: ['y', 'amount', 'sales', '数值', '值', '销售额'], blank: 'skip' }),
  start: textColumn({ also: ['started', 'starts', '开始', '開始'] }),
};

export const steppedVerb: EngineVerb = {
  summary:
    'Stepped wedge: units that started one after another in an order by lot; effect, p and interval from the lot',
  files: [1, 1],
  input: 'unit, period, value, start (the period in which the unit started; blank: not yet)',
  options: [
    { name: 'level', kind: 'number', help: 'level of the interval in per cent', fallback: 95, min: 50, max: 99.9 },
  ],
  async run(call) {
    const { units, steps, usage, notes } = await readUnits(call);
    const found = refusing(
      (problem) => refusalOf(problem, call.files[0]),
      () => steppedWedge(units, { level: (call.options.level as number) / 100, seed: call.seed }),
    );
    const told = [...notes, ...found.warnings];
    const [low, high] = [found.low, found.high].map((limit) => (Number.isFinite(limit) ? limit : null));
    const limits = low === null || high === null ? 'without limits' : `${number(low, 4)} to ${number(high, 4)}`;
    return {
      json: { ...found, low, high, level: call.options.level, usage, notes: told },
      text: [
        `Effect ${number(found.estimate, 4)} (${limits}), p ${found.p.toFixed(4)}; ${found.units} units in ${found.steps} steps, ${found.exact ? 'all' : 'a sample of'} ${number(found.orders)} orders of starting`,
        terminalTable(
          [`${steps} since the start`, 'effect', 'units'].map((header, i) => ({
            header,
            ...(i === 0 ? {} : { align: 'right' as const }),
          })),
          found.byExposure.map((one) => [String(one.since), number(one.estimate, 4), String(one.units)]),
        ),
        ...usageLines(usage, told),
      ].join('\n'),
      plot: {
        kind: 'line',
        title: 'Effect by time since the start',
        x: found.byExposure.map(({ since }) => String(since)),
        series: [{ name: 'effect', values: found.byExposure.map(({ estimate }) => estimate) }],
      },
    };
  },
};

async function readUnits(call: EngineCall) {
  const table = await call.readTable(call.files[0]);
  const { columns: read, lines, usage, notes } = readColumns(table, columns, call.map);
  if (lines.length === 0) throw unusable('at least one row with unit, period and value', { file: table.name });
  const starts = [...new Set(read.start.map((text) => text.trim()))].filter((text) => text !== '');
  const { steps, at } = placePeriods(table, [...read.period, ...starts], [...lines, ...starts.map(() => 1)], undefined);
  const placed = at.slice(0, read.period.length);
  const periods = [...new Set(placed)].sort((a, b) => a - b);
  const startAt = new Map(
    starts.map((text, i) => [text, periods.filter((t) => t < at[read.period.length + i]).length]),
  );
  const own = new Map<string, { start: number; values: (number | undefined)[] }>();
  read.unit.forEach((unit, row) => {
    const start = startAt.get(read.start[row].trim()) ?? periods.length;
    const one = own.get(unit) ?? { start, values: periods.map(() => undefined) };
    if (one.start !== start)
      throw unusable('the same start in all rows of a unit', {
        file: table.name,
        line: lines[row],
        column: 'start',
        found: read.start[row],
      });
    const t = periods.indexOf(placed[row]);
    one.values[t] = (one.values[t] ?? 0) + read.value[row];
    own.set(unit, one);
  });
  const units = [...own].flatMap(([unit, { start, values }]): SteppedUnit[] =>
    values.every((value) => value !== undefined) ? [{ unit, start, values }] : [],
  );
  const gaps = own.size - units.length;
  return {
    units,
    steps: `${steps.kind}s`,
    usage,
    notes: gaps === 0 ? notes : [...notes, `${gaps} units lack a period and were left out`],
  };
}
