import type { EncodedRows } from './feature-plan.ts';
import { selectRows } from './feature-plan.ts';
import { type ScoreModel, calibratedContributions } from './score-rows.ts';

export interface FeatureEffect {
  readonly name: string;
  /** Mean size of its contribution, in log-odds. */
  readonly effect: number;
  /** For numbers: whether more of it speaks for or against the outcome on the whole. */
  readonly direction?: 'for' | 'against';
  /** For categories: the values that speak most for and against it. */
  readonly values?: readonly { readonly value: string; readonly effect: number; readonly rows: number }[];
}

const mostRows = 2000;

/** How much each feature moves the score on the whole, strongest first, over at most 2,000 rows. */
export function featureEffects(
  { plan, predictor, calibrator }: Pick<ScoreModel, 'plan' | 'predictor' | 'calibrator'>,
  encoded: EncodedRows,
): FeatureEffect[] {
  const step = Math.max(1, Math.ceil(encoded.count / mostRows));
  const rows = Int32Array.from({ length: Math.floor((encoded.count - 1) / step) + 1 }, (_, i) => i * step);
  const sample = selectRows(encoded, rows);
  const { contributions } = calibratedContributions(predictor, calibrator, sample);
  const width = plan.features.length;
  const effectOf = (i: number, f: number): number => contributions[i * width + f];
  return plan.features
    .map((feature, f): FeatureEffect => {
      let size = 0;
      for (let i = 0; i < sample.count; i++) size += Math.abs(effectOf(i, f));
      const effect = size / sample.count;
      if (feature.kind === 'category') {
        return {
          name: feature.name,
          effect,
          values: valueEffects(feature.levels, sample.codes[f]!, (i) => effectOf(i, f)),
        };
      }
      const lean = covariance(sample.numbers[f]!, (i) => effectOf(i, f));
      return { name: feature.name, effect, direction: lean === 0 ? undefined : lean > 0 ? 'for' : 'against' };
    })
    .sort((a, b) => b.effect - a.effect);
}

function valueEffects(
  levels: readonly string[],
  codes: Int32Array,
  effectOf: (i: number) => number,
): NonNullable<FeatureEffect['values']> {
  const sums = new Map<number, { sum: number; rows: number }>();
  codes.forEach((code, i) => {
    const entry = sums.get(code) ?? { sum: 0, rows: 0 };
    sums.set(code, { sum: entry.sum + effectOf(i), rows: entry.rows + 1 });
  });
  const found = [...sums]
    .map(([code, { sum, rows }]) => ({
      value: code < 0 ? '(blank)' : (levels[code] ?? '(rare or new value)'),
      effect: sum / rows,
      rows,
    }))
    .sort((a, b) => b.effect - a.effect);
  return found.length <= 6 ? found : [...found.slice(0, 3), ...found.slice(-3)];
}

function covariance(values: Float64Array, effectOf: (i: number) => number): number {
  let [count, meanX, meanY, sum] = [0, 0, 0, 0];
  values.forEach((x, i) => {
    if (Number.isNaN(x)) return;
    count += 1;
    const y = effectOf(i);
    const before = x - meanX;
    meanX += before / count;
    meanY += (y - meanY) / count;
    sum += before * (y - meanY);
  });
  return sum;
}
