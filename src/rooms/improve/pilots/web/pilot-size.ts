import { designEffect, powerOfMeans, powerOfProportions } from '#engines/experiment/power.ts';

/** What the form holds; shares and chances in per cent, as people write them. */
export interface PilotSizeForm {
  readonly measure: 'share' | 'mean';
  readonly today: number;
  readonly hoped: number;
  readonly effect: number;
  readonly spread: number;
  readonly power: number;
  readonly alarm: number;
  readonly arms: number;
  readonly groupSize: number;
  readonly alike: number;
  readonly perDay: number;
}

export interface PilotSize {
  readonly perArm: number;
  readonly total: number;
  /** Absent when single units are assigned. */
  readonly groups?: number;
  readonly weeks?: number;
  readonly curve: readonly { readonly n: number; readonly chance: number }[];
}

/** The size of a pilot and how the chance grows with it; undefined when the values have no answer. */
export function pilotSize(form: PilotSizeForm): PilotSize | undefined {
  const { measure, arms, groupSize } = form;
  const alpha = form.alarm / 100 / (arms - 1);
  const inflation = designEffect(groupSize, form.alike);
  const chance = (n: number): number =>
    measure === 'share'
      ? powerOfProportions({ n, p1: form.today / 100, p2: form.hoped / 100, alpha }).power
      : powerOfMeans({ n, effect: form.effect, standardDeviation: form.spread, alpha }).power;
  try {
    const power = form.power / 100;
    const { n } =
      measure === 'share'
        ? powerOfProportions({ p1: form.today / 100, p2: form.hoped / 100, power, alpha })
        : powerOfMeans({ effect: form.effect, standardDeviation: form.spread, power, alpha });
    const perArm = Math.ceil(n * inflation - 1e-9);
    const total = perArm * arms;
    return {
      perArm,
      total,
      ...(groupSize > 1 ? { groups: Math.ceil(perArm / groupSize) } : {}),
      ...(form.perDay > 0 ? { weeks: Math.ceil(total / form.perDay / 7) } : {}),
      curve: roundSizes(perArm).map((units) => ({ n: units, chance: chance(Math.max(2, units / inflation)) })),
    };
  } catch (problem) {
    if (problem instanceof RangeError) return undefined;
    throw problem;
  }
}

/** Round numbers of units up to twice as many as are needed: steps of 1, 2 or 5 times a power of ten. */
function roundSizes(perArm: number): number[] {
  const wanted = Math.max(1, perArm / 15);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * ([1, 2, 5].find((one) => one * power >= wanted) ?? 10);
  const count = Math.max(2, Math.ceil((2 * perArm) / step));
  return Array.from({ length: count }, (_, k) => step * (k + 1)).filter((units) => units >= 3);
}
