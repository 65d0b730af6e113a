import { balancedTerritories } from '#engines/territory/design/balanced-territories.ts';
import { convexHull } from '#engines/territory/design/convex-hull.ts';
import type { TerritoryDesign } from '#engines/territory/design/territory-problem.ts';
import { spanOf } from '#kernel/search-budget.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { searchLimit, stepsOption } from '../search-limit.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { type TerritoryInput, readTerritories } from './read-territories.ts';

const defaultSeconds = 8;
/** Disruption weights of the trade-off curve beside the one asked for, each with this share of the time. */
const otherWeights = [0, 0.3, 1, 3, 10];
const alternativeShare = 0.12;

export const designVerb: EngineVerb = {
  summary: 'Territories of equal workload and potential, compact, close to those of today',
  files: [1, 1],
  input: 'id, lat, lon | x, y, workload?, potential?, current?, locked? (yes), skill? (zh+en)',
  options: [
    { name: 'territories', kind: 'whole', help: 'how many territories', required: true, min: 1, max: 2000 },
    {
      name: 'tolerance',
      kind: 'number',
      help: 'how far a territory may be from the mean, as a share',
      min: 0.001,
      max: 1,
      fallback: 0.05,
    },
    {
      name: 'disruption',
      kind: 'number',
      help: 'weight of leaving a place in its territory of today (0: plan afresh)',
      min: 0,
      max: 1e6,
      fallback: 1,
    },
    { name: 'skills', kind: 'list', help: 'skills that territories have, such as North=zh+en,South=zh' },
    {
      name: 'alternatives',
      kind: 'flag',
      help: 'also plan with other weights: the trade-off between change and order',
    },
    stepsOption,
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const territories = call.options.territories as number;
    const input = readTerritories(table, call.map, {
      territories,
      tolerance: call.options.tolerance as number,
      disruption: call.options.disruption as number,
      offered: readSkills(call.options.skills as readonly string[] | undefined),
    });
    const { places, names, problem } = input;
    if (places.ids.length < territories)
      throw new WrongCall(
        `invalid --territories: ${territories} (at most the ${places.ids.length} places is expected)`,
      );
    const budget = searchLimit(call, { seconds: defaultSeconds });
    const weights =
      call.options.alternatives === true && input.hasCurrent
        ? otherWeights.filter((weight) => weight !== problem.disruption)
        : [];
    let steps = 0;
    const others = weights.map((disruption) => {
      const design = balancedTerritories(
        { ...problem, disruption },
        { seed: call.seed, budget: spanOf(budget, steps, alternativeShare) },
      );
      steps += design.steps;
      return { disruption, moved: design.moved, balance: design.balance, spread: spreadOf(input, design) };
    });
    const design = balancedTerritories(problem, {
      seed: call.seed,
      budget: spanOf(budget, steps, 1 - alternativeShare * weights.length),
    });
    const alternatives = [
      ...others,
      { disruption: problem.disruption, moved: design.moved, balance: design.balance, spread: spreadOf(input, design) },
    ].sort((a, b) => a.disruption - b.disruption);
    const described = names.map((name, k) => describe(input, design, name, k));
    const outside = described.filter(
      (one) =>
        Math.abs(one.workloadShare - 1) > problem.tolerance + 1e-9 ||
        Math.abs(one.potentialShare - 1) > problem.tolerance + 1e-9,
    );
    const notes = [...input.notes];
    if (outside.length > 0)
      notes.push(
        `${outside.length} territories are more than ${percent(problem.tolerance)} from the mean; places too big to divide, locks, skills or too little time may be why`,
      );
    return {
      json: {
        territories: described.map(({ workloadShare: _w, potentialShare: _p, ...one }) => one),
        moved: design.moved,
        balance: { ...design.balance, within: outside.length === 0, tolerance: problem.tolerance },
        spread: spreadOf(input, design),
        alternatives,
        steps: steps + design.steps,
        method: 'balanced clustering by annealing',
        usage: places.usage,
        notes,
      },
      text: [
        `${names.length} territories for ${number(places.ids.length)} places: workload within ${percent(design.balance.workload)}, potential within ${percent(design.balance.potential)} of the mean${input.hasCurrent ? `, ${number(design.moved)} places move` : ''}`,
        terminalTable(
          [
            { header: 'territory' },
            { header: 'places', align: 'right' },
            { header: 'workload', align: 'right' },
            { header: '±', align: 'right' },
            { header: 'potential', align: 'right' },
            { header: '±', align: 'right' },
          ],
          described.map((one) => [
            one.id,
            one.members.length,
            number(one.workload),
            signed(one.workloadShare),
            number(one.potential),
            signed(one.potentialShare),
          ]),
        ),
        ...(alternatives.length > 1
          ? [
              '',
              'more weight on leaving things as they are:',
              terminalTable(
                [
                  { header: 'weight', align: 'right' },
                  { header: 'places that move', align: 'right' },
                  { header: 'workload ±', align: 'right' },
                  { header: 'potential ±', align: 'right' },
                  { header: `spread${places.degrees ? ' (km)' : ''}`, align: 'right' },
                ],
                alternatives.map((one) => [
                  one.disruption,
                  number(one.moved),
                  percent(one.balance.workload),
                  percent(one.balance.potential),
                  number(one.spread),
                ]),
              ),
            ]
          : []),
        ...usageLines(places.usage, notes),
      ].join('\n'),
      plot: {
        kind: 'map',
        title: `${names.length} territories`,
        subtitle: `workload within ${percent(design.balance.workload)}, potential within ${percent(design.balance.potential)} of the mean`,
        points: places.points.map(([x, y], i) => ({
          x,
          y,
          group: names[design.territoryOf[i]],
          size: problem.potential[i],
        })),
        paths: described.map((one) => ({ points: [...one.polygon, ...one.polygon.slice(0, 1)], group: one.id })),
      },
    };
  },
};

function describe({ places, problem }: TerritoryInput, { territoryOf }: TerritoryDesign, id: string, k: number) {
  const rows = [...places.ids.keys()].filter((i) => territoryOf[i] === k);
  const total = (values: Float64Array): number => rows.reduce((sum, i) => sum + values[i], 0);
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / problem.territories;
  const [workload, potential] = [total(problem.workload), total(problem.potential)];
  return {
    id,
    workload,
    potential,
    members: rows.map((i) => places.ids[i]),
    came: rows.filter((i) => problem.current[i] !== -1 && problem.current[i] !== k).map((i) => places.ids[i]),
    polygon: convexHull(rows.map((i) => places.points[i])),
    workloadShare: mean(problem.workload) === 0 ? 1 : workload / mean(problem.workload),
    potentialShare: mean(problem.potential) === 0 ? 1 : potential / mean(problem.potential),
  };
}

/** Root mean square distance of a place to the centre of its territory: kilometres on the globe. */
function spreadOf({ places }: TerritoryInput, { spread }: TerritoryDesign): number {
  return Math.sqrt(spread) * (places.degrees ? 6371.0088 : 1);
}

function signed(share: number): string {
  return `${share >= 1 ? '+' : '−'}${percent(Math.abs(share - 1))}`;
}

function readSkills(texts: readonly string[] | undefined): ReadonlyMap<string, readonly string[]> {
  return new Map(
    (texts ?? []).map((text) => {
      const split = text.indexOf('=');
      if (split < 1) throw new WrongCall(`invalid --skills: ${text} (territory=skill+skill is expected)`);
      return [
        text.slice(0, split).trim(),
        text
          .slice(split + 1)
          .split('+')
          .map((skill) => skill.trim().toLowerCase()),
      ] as const;
    }),
  );
}
