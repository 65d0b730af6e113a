import { quantile } from '#engines/numerics/quantile.ts';
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
  const filled = values.filter((value) => !Number.isNaN(value));
  const places = takePlaces(filled.length < values.length);
  if (filled.length === 0) {
    return { kind: 'number', transform: 'none', mean: 0, deviation: 1, low: 0, high: 0, ...places };
  }
  const step = Math.max(1, Math.floor(filled.length / 5000));
  const sample = filled.filter((_, i) => i % step === 0);
  const [lowQuarter, highQuarter] = [quantile(sample, 0.25), quantile(sample, 0.75)];
  const reach = 10 * (highQuarter - lowQuarter);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of filled) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const transform = low >= 0 && skewness(sample) > 2 ? 'log1p' : 'none';
  if (reach > 0 && transform === 'none') {
    low = Math.max(low, lowQuarter - reach);
    high = Math.min(high, highQuarter + reach);
  }
  let mean = 0;
  let square = 0;
  filled.forEach((value, i) => {
    const held = Math.min(high, Math.max(low, value));
    const taken = transform === 'log1p' ? Math.log1p(held) : held;
    const difference = taken - mean;
    mean += difference / (i + 1);
    square += difference * (taken - mean);
  });
  const deviation = Math.sqrt(square / filled.length);
  return { kind: 'number', transform, mean, deviation: deviation > 0 ? deviation : 1, low, high, ...places };
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
