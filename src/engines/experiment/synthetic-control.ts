export interface SyntheticControl {
  readonly treated: string;
  /** Mean gap after the start. */
  readonly estimate: number;
  readonly weights: readonly { readonly unit: string; readonly weight: number }[];
  readonly path: readonly {
    readonly period: number;
    readonly actual: number;
    readonly synthetic: number;
    readonly gap: number;
  }[];
  /** Root mean squared gap before the start: how well the mixture follows the unit. */
  readonly fit: number;
  /** Share of all units whose gap after ÷ gap before is at least as large: the treated one as one of them. */
  readonly p: number;
  readonly placebos: readonly { readonly unit: string; readonly estimate: number; readonly ratio: number }[];
  readonly warnings: readonly string[];
}

/**
 * One treated unit against the mixture of others that followed it before the start: weights ≥ 0 that sum to 1, least squares
 * over the periods before (Abadie, Diamond & Hainmueller 2010, §2.3, without covariates), by projected gradient with momentum (Beck &
 * Teboulle 2009) onto the simplex (Duchi et al. 2008, figure 1). p from placebos: every other unit treated in its place (ibid. §2.4).
 * `values[u][t]` of each unit in the same periods. Throws RangeError for fewer than 3 units or 2 periods on either side.
 */
export function syntheticControl(
  units: readonly string[],
  values: readonly (readonly number[])[],
  periods: readonly number[],
  treated: string,
  start: number,
): SyntheticControl {
  const own = units.indexOf(treated);
  if (own === -1) throw new RangeError(`invalid treated unit: no "${treated}" among the units with all periods`);
  const before = periods.flatMap((period, t) => (period < start ? [t] : []));
  const after = periods.flatMap((period, t) => (period >= start ? [t] : []));
  if (units.length < 3)
    throw new RangeError(`invalid units: ${units.length} with all periods (at least 3 are expected)`);
  if (before.length < 2 || after.length < 1)
    throw new RangeError('invalid start: at least 2 periods before and 1 after are expected');
  const study = (u: number, donors: readonly number[]) => {
    const weights = simplexWeights(
      before.map((t) => values[u][t]),
      donors.map((d) => before.map((t) => values[d][t])),
    );
    const synthetic = periods.map((_, t) => donors.reduce((sum, d, i) => sum + weights[i] * values[d][t], 0));
    const gap = periods.map((_, t) => values[u][t] - synthetic[t]);
    const rms = (over: readonly number[]): number =>
      Math.sqrt(over.reduce((sum, t) => sum + gap[t] ** 2, 0) / over.length);
    return {
      weights,
      synthetic,
      gap,
      fit: rms(before),
      ratio: rms(after) / Math.max(rms(before), 1e-12),
      estimate: after.reduce((sum, t) => sum + gap[t], 0) / after.length,
    };
  };
  const donors = units.flatMap((_, u) => (u === own ? [] : [u]));
  const found = study(own, donors);
  const placebos = donors.map((u) => {
    const { estimate, ratio } = study(
      u,
      donors.filter((d) => d !== u),
    );
    return { unit: units[u], estimate, ratio };
  });
  const spread = Math.sqrt(
    before.reduce((sum, t) => sum + (values[own][t] - mean(before.map((s) => values[own][s]))) ** 2, 0) / before.length,
  );
  const warnings: string[] = [];
  if (found.fit > 0.5 * spread && spread > 0)
    warnings.push('the mixture does not follow the unit before the start: the estimate is not to be trusted');
  if (units.length < 20) warnings.push(`with ${units.length} units p cannot be below ${(1 / units.length).toFixed(2)}`);
  return {
    treated,
    estimate: found.estimate,
    weights: donors
      .map((d, i) => ({ unit: units[d], weight: found.weights[i] }))
      .filter(({ weight }) => weight > 1e-4)
      .sort((a, b) => b.weight - a.weight),
    path: periods.map((period, t) => ({
      period,
      actual: values[own][t],
      synthetic: found.synthetic[t],
      gap: found.gap[t],
    })),
    fit: found.fit,
    p: (1 + placebos.filter(({ ratio }) => ratio >= found.ratio).length) / units.length,
    placebos: placebos.sort((a, b) => b.ratio - a.ratio),
    warnings,
  };
}

/** argmin ‖y − Σ wⱼxⱼ‖² over the simplex. */
export function simplexWeights(y: readonly number[], x: readonly (readonly number[])[]): Float64Array {
  const n = x.length;
  const gram = x.map((a) => x.map((b) => a.reduce((sum, value, t) => sum + value * b[t], 0)));
  const target = x.map((a) => a.reduce((sum, value, t) => sum + value * y[t], 0));
  const steep = Math.max(1e-12, ...gram.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
  let weights: Float64Array = new Float64Array(n).fill(1 / n);
  let ahead: Float64Array = weights.slice();
  let momentum = 1;
  for (let round = 0; round < 20_000; round++) {
    const next = toSimplex(
      ahead.map((w, i) => w - (gram[i].reduce((sum, g, j) => sum + g * ahead[j], 0) - target[i]) / steep),
    );
    const larger = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const step = next.map((w, i) => w - weights[i]);
    // restart when the momentum points uphill (O'Donoghue & Candès 2015)
    const uphill = step.reduce((sum, s, i) => sum + (ahead[i] - next[i]) * s, 0) > 0;
    ahead = uphill ? next.slice() : next.map((w, i) => w + ((momentum - 1) / larger) * step[i]);
    momentum = uphill ? 1 : larger;
    weights = next;
    if (step.every((s) => Math.abs(s) < 1e-12)) break;
  }
  return weights;
}

function toSimplex(v: Float64Array): Float64Array {
  const sorted = v.slice().sort().reverse();
  let [sum, theta] = [0, 0];
  for (let k = 0; k < sorted.length; k++) {
    sum += sorted[k];
    const level = (sum - 1) / (k + 1);
    if (sorted[k] > level) theta = level;
  }
  return v.map((value) => Math.max(0, value - theta));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
