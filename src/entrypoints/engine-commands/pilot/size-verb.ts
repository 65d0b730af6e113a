import { type Sides, designEffect, powerOfMeans, powerOfProportions } from '#engines/experiment/power.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent } from '../segments/print.ts';

export const sizeVerb: EngineVerb = {
  summary: 'How many units a pilot needs, what it can show, or how sure it would be: leave one of the three out',
  files: [0, 0],
  input: 'none: --effect with --sd (means), --p1 with --p2 (proportions), or --cv with --relative (ratios)',
  options: [
    { name: 'n', kind: 'number', help: 'units per arm', min: 2 },
    {
      name: 'power',
      kind: 'number',
      help: 'chance to see the effect, in per cent (80 unless n and the effect are given)',
      min: 5,
      max: 99.99,
    },
    { name: 'effect', kind: 'number', help: 'means: difference to be seen' },
    { name: 'sd', kind: 'number', help: 'means: standard deviation of one unit', min: 1e-12 },
    { name: 'p1', kind: 'number', help: 'proportions: share today, in per cent', min: 0.0001, max: 99.9999 },
    { name: 'p2', kind: 'number', help: 'proportions: share to be seen, in per cent', min: 0.0001, max: 99.9999 },
    { name: 'cv', kind: 'number', help: 'ratios: coefficient of variation of one unit', min: 1e-9 },
    { name: 'relative', kind: 'number', help: 'ratios: relative change to be seen, in per cent' },
    { name: 'alpha', kind: 'number', help: 'chance of a false alarm, in per cent', fallback: 5, min: 0.001, max: 50 },
    { name: 'one-sided', kind: 'flag', help: 'test in one direction only' },
    { name: 'paired', kind: 'flag', help: 'n pairs; sd is that of the differences' },
    {
      name: 'arms',
      kind: 'whole',
      help: 'arms with the control (each against it, Bonferroni)',
      fallback: 2,
      min: 2,
      max: 20,
    },
    {
      name: 'cluster-size',
      kind: 'number',
      help: 'units per group when whole groups are assigned',
      fallback: 1,
      min: 1,
    },
    { name: 'icc', kind: 'number', help: 'correlation of units of a group', fallback: 0, min: 0, max: 1 },
    { name: 'per-day', kind: 'number', help: 'new units a day in all, for the duration', min: 1e-6 },
  ],
  async run({ options }) {
    const given = (name: string): number | undefined => options[name] as number | undefined;
    const share = (name: string): number | undefined => (given(name) === undefined ? undefined : given(name)! / 100);
    const kinds = [given('sd'), given('p1'), given('cv')].filter((value) => value !== undefined).length;
    if (kinds !== 1)
      throw new WrongCall('exactly one of --sd (means), --p1 (proportions) and --cv (ratios) is expected');
    const arms = given('arms')!;
    const alpha = share('alpha')! / (arms - 1);
    const sides: Sides = options['one-sided'] === true ? 'one-sided' : 'two-sided';
    const inflation = designEffect(given('cluster-size')!, given('icc')!);
    const n = given('n') === undefined ? undefined : given('n')! / inflation;
    const target =
      given('p1') === undefined ? (given('cv') === undefined ? given('effect') : share('relative')) : share('p2');
    const power = share('power') ?? (n !== undefined && target !== undefined ? undefined : 0.8);
    const kind = options.paired === true ? ('paired' as const) : ('two-sample' as const);
    const found = solve();
    const perArm = Math.ceil(found.n * inflation - 1e-9);
    const days = given('per-day') === undefined ? undefined : Math.ceil((perArm * arms) / given('per-day')!);
    const effectText =
      given('p1') === undefined
        ? given('cv') === undefined
          ? `a difference of ${number(found.effect, 6)}`
          : `a relative change of ${percent(found.effect, 2)}`
        : `${percent(share('p1')!, 2)} → ${percent(found.effect, 2)}`;
    return {
      json: {
        n: found.n * inflation,
        perArm,
        total: perArm * arms,
        effect: found.effect,
        power: found.power,
        alpha: share('alpha'),
        alphaPerComparison: alpha,
        sides,
        designEffect: inflation,
        ...(days === undefined ? {} : { days, weeks: Math.ceil(days / 7) }),
        trace: [
          {
            step: `${given('p1') === undefined ? 't test, noncentral t' : 'two proportions, normal approximation'}`,
            source: 'Cohen (1988) §2.3; Fleiss, Levin & Paik (2003) 4.14',
          },
        ],
      },
      text: [
        `${number(perArm)} ${options.paired === true ? 'pairs' : 'units per arm'}${options.paired === true ? '' : `, ${number(perArm * arms)} in all`}: ${effectText} is seen with a chance of ${percent(found.power)}`,
        ...(inflation === 1
          ? []
          : [
              `whole groups: ${inflation.toFixed(2)} times as many as single units, ${number(Math.ceil(perArm / given('cluster-size')!))} groups per arm`,
            ]),
        ...(days === undefined ? [] : [`${number(days)} days; take whole weeks: ${number(Math.ceil(days / 7))}`]),
      ].join('\n'),
    };

    function solve(): { n: number; effect: number; power: number } {
      try {
        if (given('p1') !== undefined) {
          const one = powerOfProportions({ n, p1: share('p1')!, p2: target, power, alpha, sides });
          return { n: one.n, effect: one.p2, power: one.power };
        }
        return powerOfMeans({
          n,
          effect: target,
          standardDeviation: given('sd') ?? given('cv')!,
          power,
          alpha,
          sides,
          kind,
        });
      } catch (problem) {
        if (problem instanceof RangeError) throw new WrongCall(problem.message);
        throw problem;
      }
    }
  },
};
