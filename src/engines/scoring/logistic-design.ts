import { sortedQuantile } from '#engines/numerics/quantile.ts';
import type { EncodedRows, FeaturePlan } from './feature-plan.ts';

/** How one feature enters the linear model. Plain data. */
export type LinearInput =
  | {
      readonly kind: 'number';
      /** Taken before standardising: log(1 + x) for columns that are never negative and skewed. */
      readonly transform: 'none' | 'log1p';
      readonly mean: number;
      readonly deviation: number;
      /** Values beyond these are held to them. */
      readonly low: number;
      readonly high: number;
      /** Place of the coefficient; of the one for "missing" (−1 when nothing is missing). */
      readonly place: number;
      readonly missingPlace: number;
    }
  | {
      readonly kind: 'category';
      /** Coefficient place for each code, other and missing last; −1 where the training data had none. */
      readonly places: readonly number[];
    };

export interface LinearLayout {
  readonly inputs: readonly LinearInput[];
  /** How many coefficients, without the intercept. */
  readonly width: number;
}

/** Rows as lists of (place, value) of one fixed length; unused entries have value 0 at place `width`. */
export interface SparseRows {
  readonly count: number;
  readonly perRow: number;
  readonly places: Int32Array;
  readonly values: Float64Array;
}

/** Decides how each feature enters: standardised numbers (with an indicator for missing), one coefficient per category. */
export function linearLayout(plan: FeaturePlan, encoded: EncodedRows): LinearLayout {
  let width = 0;
  const inputs = plan.features.map((feature, f): LinearInput => {
    if (feature.kind === 'category') {
      const codes = encoded.codes[f]!;
      const seen = new Uint8Array(feature.levels.length + 2);
      for (const code of codes) seen[code < 0 ? feature.levels.length + 1 : code] = 1;
      return { kind: 'category', places: Array.from(seen, (known) => (known === 1 ? width++ : -1)) };
    }
    return numberInput(encoded.numbers[f]!, (missing) => {
      const place = width++;
      return { place, missingPlace: missing ? width++ : -1 };
    });
  });
  return { inputs, width };
}

export function sparseRows(layout: LinearLayout, encoded: EncodedRows): SparseRows {
  const { count } = encoded;
  const perRow = layout.inputs.length;
  const places = new Int32Array(count * perRow).fill(layout.width);
  const values = new Float64Array(count * perRow);
  layout.inputs.forEach((input, f) => {
    for (let i = 0; i < count; i++) {
      const at = i * perRow + f;
      if (input.kind === 'category') {
        const code = encoded.codes[f]![i];
        const place = input.places[code < 0 ? input.places.length - 1 : code];
        if (place >= 0) {
          places[at] = place;
          values[at] = 1;
        }
        continue;
      }
      const value = encoded.numbers[f]![i];
      if (!Number.isNaN(value)) {
        places[at] = input.place;
        values[at] = standardised(input, value);
      } else if (input.missingPlace >= 0) {
        places[at] = input.missingPlace;
        values[at] = 1;
      }
    }
  });
  return { count, perRow, places, values };
}

function standardised(input: LinearInput & { kind: 'number' }, value: number): number {
  const held = Math.min(input.high, Math.max(input.low, value));
  const taken = input.transform === 'log1p' ? Math.log1p(Math.max(0, held)) : held;
  return (taken - input.mean) / input.deviation;
}

function numberInput(
  values: Float64Array,
  takePlaces: (missing: boolean) => { place: number; missingPlace: number },
): LinearInput {
  let filled = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    filled += 1;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const places = takePlaces(filled < values.length);
  if (filled === 0) return { kind: 'number', transform: 'none', mean: 0, deviation: 1, low: 0, high: 0, ...places };
  const sample = sampleOf(values);
  const transform = low >= 0 && skewness(sample) > 2 ? 'log1p' : 'none';
  const [lowQuarter, highQuarter] = [sortedQuantile(sample, 0.25), sortedQuantile(sample, 0.75)];
  const reach = 10 * (highQuarter - lowQuarter);
  if (reach > 0 && transform === 'none') {
    low = Math.max(low, lowQuarter - reach);
    high = Math.min(high, highQuarter + reach);
  }
  const { mean, deviation } = spread(values, low, high, transform === 'log1p', sample[sample.length >> 1]);
  return { kind: 'number', transform, mean, deviation: deviation > 0 ? deviation : 1, low, high, ...places };
}

/** About 5,000 of the values that are there, sorted. */
function sampleOf(values: Float64Array): Float64Array {
  const step = Math.max(1, Math.floor(values.length / 5000));
  const sample: number[] = [];
  for (let i = 0; i < values.length; i += step) if (!Number.isNaN(values[i])) sample.push(values[i]);
  if (sample.length === 0) return values.filter((value) => !Number.isNaN(value)).sort();
  return Float64Array.from(sample).sort();
}

/** Mean and standard deviation of the held and transformed values, summed about a typical one. */
function spread(
  values: Float64Array,
  low: number,
  high: number,
  log: boolean,
  typical: number,
): { mean: number; deviation: number } {
  const taken = (value: number): number => {
    const held = value < low ? low : value > high ? high : value;
    return log ? Math.log1p(held) : held;
  };
  const centre = taken(typical);
  let [count, sum, square] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    const difference = taken(value) - centre;
    count += 1;
    sum += difference;
    square += difference * difference;
  }
  const shift = sum / count;
  return { mean: centre + shift, deviation: Math.sqrt(Math.max(0, square / count - shift * shift)) };
}

function skewness(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let second = 0;
  let third = 0;
  for (const value of values) {
    second += (value - mean) ** 2;
    third += (value - mean) ** 3;
  }
  return second === 0 ? 0 : third / values.length / (second / values.length) ** 1.5;
}
