import { type PilotAnswer, analysePilot } from '#engines/experiment/analyse-pilot.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineCall, EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { readPilot } from './read-pilot.ts';

const controlNames = ['control', '对照', '對照', 'placebo', 'none', 'no e-mail', 'no', 'baseline', 'a', '0'];

export const analyseVerb: EngineVerb = {
  summary:
    'What a pilot showed: effect of each arm with interval, sample-ratio check, guards, peeking allowed or sealed',
  files: [1, 1],
  input: 'a row per unit or per event: the columns named by --arm, --metrics (a/b for a ratio), --unit or --cluster',
  options: [
    { name: 'arm', kind: 'text', help: 'column of the arm', required: true },
    { name: 'metrics', kind: 'list', help: 'columns to compare; a/b for a ratio of sums', required: true },
    { name: 'unit', kind: 'text', help: 'column of the unit: its rows are added up (default: every row is a unit)' },
    { name: 'cluster', kind: 'text', help: 'column of the group that was assigned: errors by cluster' },
    { name: 'control', kind: 'text', help: 'the arm to compare with (default: found by its name)' },
    { name: 'pre', kind: 'list', help: 'metric=column with its value before the pilot (CUPED)' },
    { name: 'peeking', kind: 'flag', help: 'intervals that hold however often one looks' },
    {
      name: 'planned',
      kind: 'whole',
      help: 'units in all that were planned: without --peeking effects stay sealed before',
      min: 2,
    },
    {
      name: 'correction',
      kind: 'text',
      help: 'for several metrics and arms',
      oneOf: ['holm', 'bh', 'none'],
      fallback: 'holm',
    },
    { name: 'shares', kind: 'list', help: 'planned shares: arm=50,arm=50 (default equal)' },
    { name: 'guards', kind: 'list', help: 'metrics that must not rise; metric:down for one that must not fall' },
    { name: 'level', kind: 'number', help: 'level of the intervals in per cent', fallback: 95, min: 50, max: 99.99 },
  ],
  async run(call) {
    const { sample, usage, notes } = await readPilot(call);
    const names = [...sample.arms.keys()].sort();
    const control =
      (call.options.control as string | undefined) ??
      names.find((name) => controlNames.includes(name.toLowerCase())) ??
      names[0] ??
      '';
    let found: PilotAnswer;
    try {
      found = analysePilot(sample, {
        control,
        level: (call.options.level as number) / 100,
        seed: call.seed,
        peeking: call.options.peeking === true,
        planned: call.options.planned as number | undefined,
        correction: call.options.correction as 'holm' | 'bh' | 'none',
        shares: readShares(call),
        guards: readGuards(
          call,
          sample.metrics.map(({ name }) => name),
        ),
      });
    } catch (problem) {
      if (problem instanceof RangeError) throw new WrongCall(problem.message);
      throw problem;
    }
    const told = [...notes, ...found.warnings];
    return {
      json: { ...found, control, level: call.options.level, usage, notes: told },
      text: [...describe(found, control), ...usageLines(usage, told)].join('\n'),
      ...(found.effects.length === 0 ? {} : { plot: chart(found) }),
    };
  },
};

function readShares(call: EngineCall): Record<string, number> | undefined {
  const given = call.options.shares as readonly string[] | undefined;
  if (given === undefined) return undefined;
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.lastIndexOf('=');
      const share = Number(pair.slice(at + 1));
      if (at < 1 || !(share > 0)) throw new WrongCall(`invalid --shares: ${pair} (arm=share above 0 is expected)`);
      return [pair.slice(0, at), share];
    }),
  );
}

function readGuards(call: EngineCall, metrics: readonly string[]): Map<string, boolean> {
  return new Map(
    ((call.options.guards as readonly string[] | undefined) ?? []).map((text) => {
      const name = text.replace(/:(down|up)$/, '');
      if (!metrics.includes(name))
        throw new WrongCall(`--guards: "${name}" is none of the metrics ${metrics.join(', ')}`);
      return [name, !text.endsWith(':down')];
    }),
  );
}

function describe({ arms, effects, sampleRatio, guards, sealed }: PilotAnswer, control: string): string[] {
  const right = { align: 'right' as const };
  const metrics = Object.keys(arms[0].means);
  const small = (value: number): string => number(value, Math.abs(value) < 10 ? 4 : 2);
  return [
    terminalTable(
      [{ header: 'arm' }, { header: 'units', ...right }, ...metrics.map((name) => ({ header: name, ...right }))],
      arms.map(({ arm, n, means }) => [
        arm === control ? `${arm} (control)` : arm,
        number(n),
        ...metrics.map((name) => small(means[name])),
      ]),
    ),
    ...(sealed === null
      ? []
      : [
          `Sealed: ${number(sealed.have)} of ${number(sealed.planned)} planned units; --peeking looks with intervals that stay valid`,
        ]),
    ...(effects.length === 0
      ? []
      : [
          terminalTable(
            [
              { header: 'metric' },
              { header: 'arm' },
              { header: 'effect', ...right },
              { header: 'interval', ...right },
              { header: 'relative', ...right },
              { header: 'p', ...right },
              { header: 'adjusted', ...right },
              { header: '' },
            ],
            effects.map((one) => [
              one.metric,
              one.arm,
              small(one.estimate),
              `${small(one.low)} to ${small(one.high)}`,
              one.relative === null ? '' : percent(one.relative),
              one.p < 0.0001 ? '<0.0001' : one.p.toFixed(4),
              one.adjusted < 0.0001 ? '<0.0001' : one.adjusted.toFixed(4),
              `${one.method}${one.varianceReduction === undefined ? '' : `, variance −${percent(one.varianceReduction, 0)}`}`,
            ]),
          ),
        ]),
    `Sample ratio: p ${sampleRatio.p < 0.0001 ? '<0.0001' : sampleRatio.p.toFixed(4)}${sampleRatio.alarm ? ' — the arms do not have the planned shares' : ''}`,
    ...guards.map(
      ({ metric, arm, alarm, p }) =>
        `Guard ${metric}, ${arm}: ${alarm ? 'ALARM, it got worse' : 'no harm seen'} (p ${p.toFixed(4)})`,
    ),
  ];
}

function chart({ effects }: PilotAnswer): ChartSpec {
  return {
    kind: 'bar',
    title: 'Effect of each arm against the control',
    categories: effects.map(({ metric, arm }) => `${metric} · ${arm}`),
    series: [
      {
        name: 'effect',
        values: effects.map(({ estimate }) => estimate),
        low: effects.map(({ low }) => low),
        high: effects.map(({ high }) => high),
      },
    ],
    horizontal: true,
  };
}
