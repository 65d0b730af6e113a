import { type EventLog, caseCount } from '../event-log.ts';
import { type Variant, findVariants } from '../variants.ts';
import { Aligner, type Alignment } from './alignment.ts';
import type { PetriNet } from './petri-net.ts';

export interface Deviation {
  /** 'skipped': the standard asks for it and the case left it out; 'inserted': the case did it where the standard does not; 'moved': both, so it was done at another place. */
  readonly kind: 'skipped' | 'inserted' | 'moved';
  readonly activity: string;
  readonly cases: number;
  readonly count: number;
}

export interface CheckedVariant {
  readonly path: readonly string[];
  readonly count: number;
  readonly fitness: number;
  readonly alignment: Alignment;
}

export interface Conformance {
  /** Mean fitness of the checked cases, from 0 to 1. */
  readonly fitness: number;
  readonly checkedCases: number;
  /** Cases that follow the standard to the letter. */
  readonly fittingCases: number;
  /** Cases of ways too long or too strange to align within the limit of states; they are in no figure above. */
  readonly uncheckedCases: number;
  readonly deviations: readonly Deviation[];
  readonly variants: readonly CheckedVariant[];
  /** Names that stand only in the model or only in the log: often a matter of spelling. */
  readonly onlyInModel: readonly string[];
  readonly onlyInLog: readonly string[];
  readonly medianSeconds: { readonly fitting?: number; readonly deviating?: number };
}

/** How well the cases keep to a standard, and what they do instead. Each variant is aligned once. */
export function checkConformance(log: EventLog, net: PetriNet): Conformance {
  const aligner = new Aligner(net);
  const labels = new Set(net.transitions.flatMap(({ label }) => (label === undefined ? [] : [label])));
  const variants: CheckedVariant[] = [];
  const deviations = new Map<string, { kind: Deviation['kind']; activity: string; cases: number; count: number }>();
  let [checked, fitting, sum] = [0, 0, 0];
  const times = { fitting: [] as Variant[], deviating: [] as Variant[] };
  for (const variant of findVariants(log)) {
    const path = variant.path.map((activity) => log.activityNames[activity]);
    const alignment = aligner.align(path);
    if (alignment === undefined) continue;
    checked += variant.count;
    sum += alignment.fitness * variant.count;
    if (alignment.cost === 0) fitting += variant.count;
    times[alignment.cost === 0 ? 'fitting' : 'deviating'].push(variant);
    variants.push({ path, count: variant.count, fitness: alignment.fitness, alignment });
    for (const { kind, activity, count } of deviationsOf(alignment)) {
      const key = `${kind}|${activity}`;
      const known = deviations.get(key) ?? { kind, activity, cases: 0, count: 0 };
      known.cases += variant.count;
      known.count += count * variant.count;
      deviations.set(key, known);
    }
  }
  const inLog = new Set(log.activityNames);
  return {
    fitness: checked === 0 ? 0 : sum / checked,
    checkedCases: checked,
    fittingCases: fitting,
    uncheckedCases: caseCount(log) - checked,
    deviations: [...deviations.values()].sort(
      (left, right) =>
        right.cases - left.cases || right.count - left.count || (left.activity < right.activity ? -1 : 1),
    ),
    variants,
    onlyInModel: [...labels].filter((name) => !inLog.has(name)),
    onlyInLog: log.activityNames.filter((name) => !labels.has(name)),
    medianSeconds: { fitting: typicalSeconds(times.fitting), deviating: typicalSeconds(times.deviating) },
  };
}

function deviationsOf({ moves }: Alignment): { kind: Deviation['kind']; activity: string; count: number }[] {
  const counts = new Map<string, { log: number; model: number }>();
  for (const { kind, activity } of moves) {
    if (kind === 'both') continue;
    const count = counts.get(activity) ?? { log: 0, model: 0 };
    count[kind] += 1;
    counts.set(activity, count);
  }
  return [...counts].flatMap(([activity, { log, model }]) => {
    const moved = Math.min(log, model);
    return [
      { kind: 'moved' as const, activity, count: moved },
      { kind: 'skipped' as const, activity, count: model - moved },
      { kind: 'inserted' as const, activity, count: log - moved },
    ].filter(({ count }) => count > 0);
  });
}

/** Median of the variants' median times, each as often as it has cases. */
function typicalSeconds(variants: readonly Variant[]): number | undefined {
  const total = variants.reduce((sum, { count }) => sum + count, 0);
  let passed = 0;
  for (const { medianSeconds, count } of variants.toSorted((a, b) => a.medianSeconds - b.medianSeconds)) {
    passed += count;
    if (2 * passed >= total) return medianSeconds;
  }
  return undefined;
}
