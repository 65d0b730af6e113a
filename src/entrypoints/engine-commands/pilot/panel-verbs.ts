import { differenceInDifferences } from '#engines/experiment/difference-in-differences.ts';
import { syntheticControl } from '#engines/experiment/synthetic-control.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import { placePeriods } from '../anomaly/place-periods.ts';
import { periodNames } from '../anomaly/read-periods.ts';
import { refusing, wrongCall } from '../refusal.ts';
import type { EngineCall, EngineVerb } from '../define-engine-command.ts';
import { number, usageLines } from '../segments/print.ts';

const panelColumns = {
  unit: textColumn({ also: ['region', 'team', 'store', 'id', '单位', '地区', '门店'], blank: 'skip' }),
  period: textColumn({ also: periodNames, blank: 'skip' }),
  value: numberColumn({ also: ['y', 'amount', 'sales', '数值', '值', '销售额'], blank: 'skip' }),
  treated: textColumn({ also: ['arm', 'treatment', '处理', '试点'], optional: true }),
};
const startOption = { name: 'start', kind: 'text', help: 'first period of the pilot', required: true } as const;
const no = new Set(['', '0', 'no', 'false', 'control', 'n', '否', '对照', '對照']);
const right = { align: 'right' as const };

async function readPanel(call: EngineCall) {
  const table = await call.readTable(call.files[0]);
  const { columns, lines, usage, notes } = readColumns(table, panelColumns, call.map);
  if (lines.length === 0) throw unusable('at least one row with unit, period and value', { file: table.name });
  // the start is placed with the periods, so that both are read alike
  const wanted = call.options.start as string;
  const { steps, at } = placePeriods(table, [...columns.period, wanted], [...lines, 1], undefined);
  return { columns, steps, period: at.slice(0, -1), start: at.at(-1)!, usage, notes };
}

export const didVerb: EngineVerb = {
  summary:
    'Difference-in-differences: the change of the treated less that of the others, with a check of the trend before',
  files: [1, 1],
  input: 'unit, period, value, treated (yes/no)',
  options: [
    startOption,
    { name: 'level', kind: 'number', help: 'level of the intervals in per cent', fallback: 95, min: 50, max: 99.99 },
  ],
  async run(call) {
    const { columns, steps, period, start, usage, notes } = await readPanel(call);
    const { treated } = columns;
    if (treated === undefined) throw new WrongCall('a column "treated" (yes/no) is expected');
    const rows = columns.unit.map((unit, i) => ({
      unit,
      period: period[i],
      value: columns.value[i],
      treated: !no.has((treated[i] ?? '').trim().toLowerCase()),
    }));
    const found = refusing(wrongCall, () => differenceInDifferences(rows, start, (call.options.level as number) / 100));
    const told = [
      ...notes,
      ...found.warnings,
      ...(found.skipped === 0
        ? []
        : [`${found.skipped} units were not seen on both sides of the start and were left out`]),
    ];
    const byPeriod = found.byPeriod.map((one) => ({ ...one, period: steps.label(one.period) }));
    return {
      json: { ...found, byPeriod, start: steps.label(start), usage, notes: told },
      text: [
        `Effect ${number(found.estimate, 4)} (${number(found.low, 4)} to ${number(found.high, 4)}), p ${found.p.toFixed(4)}; ${found.units.treated} treated, ${found.units.control} others`,
        ...(found.preTrend === null
          ? []
          : [
              `Trend before, per period: ${number(found.preTrend.estimate, 4)} (${number(found.preTrend.low, 4)} to ${number(found.preTrend.high, 4)})`,
            ]),
        ...usageLines(usage, told),
      ].join('\n'),
      plot: {
        kind: 'line',
        title: 'Difference of the arms against the last period before',
        x: byPeriod.map((one) => one.period),
        series: [
          {
            name: 'difference',
            values: byPeriod.map(({ estimate }) => estimate),
            low: byPeriod.map(({ low }) => low),
            high: byPeriod.map(({ high }) => high),
          },
        ],
        marks: [{ x: steps.label(start), label: 'start' }],
      },
    };
  },
};

export const syntheticVerb: EngineVerb = {
  summary:
    'Synthetic control: one treated unit against the mixture of others that followed it before, with placebo tests',
  files: [1, 1],
  input: 'unit, period, value',
  options: [startOption, { name: 'treated', kind: 'text', help: 'the treated unit', required: true }],
  async run(call) {
    const { columns, steps, period, start, usage, notes } = await readPanel(call);
    const periods = [...new Set(period)].sort((a, b) => a - b);
    const byUnit = new Map<string, Map<number, number>>();
    columns.unit.forEach((unit, i) => {
      const own = byUnit.get(unit) ?? new Map<number, number>();
      own.set(period[i], (own.get(period[i]) ?? 0) + columns.value[i]);
      byUnit.set(unit, own);
    });
    const whole = [...byUnit].filter(([, own]) => own.size === periods.length);
    const found = refusing(wrongCall, () =>
      syntheticControl(
        whole.map(([unit]) => unit),
        whole.map(([, own]) => periods.map((t) => own.get(t)!)),
        periods,
        call.options.treated as string,
        start,
      ),
    );
    const gaps = byUnit.size - whole.length;
    const told = [
      ...notes,
      ...found.warnings,
      ...(gaps === 0 ? [] : [`${gaps} units lack a period and were left out`]),
    ];
    const path = found.path.map((one) => ({ ...one, period: steps.label(one.period) }));
    return {
      json: { ...found, path, start: steps.label(start), usage, notes: told },
      text: [
        `Effect ${number(found.estimate, 4)} per period on ${found.treated}; p ${found.p.toFixed(3)} by ${found.placebos.length} placebos; fit before ${number(found.fit, 4)}`,
        terminalTable(
          [{ header: 'unit' }, { header: 'weight', ...right }],
          found.weights.slice(0, 12).map(({ unit, weight }) => [unit, weight.toFixed(3)]),
        ),
        ...usageLines(usage, told),
      ].join('\n'),
      plot: {
        kind: 'line',
        title: `${found.treated} and its synthetic control`,
        x: path.map((one) => one.period),
        series: [
          { name: found.treated, values: path.map(({ actual }) => actual) },
          { name: 'synthetic', values: path.map(({ synthetic }) => synthetic), dashed: true },
        ],
        marks: [{ x: steps.label(start), label: 'start' }],
      },
    };
  },
};
