import type { EtsForm } from './ets-form.ts';
import type { EtsSmoothing, EtsState } from './ets-recursion.ts';

/** How −2 log L moves with each constant and each first state. */
export interface EtsSensitivity {
  readonly smoothing: EtsSmoothing;
  readonly state: EtsState;
}

/**
 * The exact gradient of what runEts returns, by running its equations forward and their derivatives backward (reverse
 * accumulation, Griewank & Walther 2008, ch. 3): about the cost of three runs, however many states there are. For trends
 * none and additive; multiplicative trends are rare and searched by differences. Keeps its working room between calls.
 */
export class EtsGradient {
  readonly #y: Float64Array;
  readonly #form: EtsForm;
  readonly #base: Float64Array;
  readonly #slope: Float64Array;
  readonly #factor: Float64Array;
  readonly #mean: Float64Array;
  readonly #season: Float64Array;
  readonly #out: EtsSensitivity;

  constructor(y: Float64Array, form: EtsForm, seasonLength: number) {
    this.#y = y;
    this.#form = form;
    this.#base = new Float64Array(y.length);
    this.#slope = new Float64Array(y.length);
    this.#factor = new Float64Array(y.length);
    this.#mean = new Float64Array(y.length);
    this.#season = new Float64Array(seasonLength);
    this.#out = {
      smoothing: { alpha: 0, beta: 0, gamma: 0, phi: 0 },
      state: { level: 0, slope: 0, season: new Float64Array(seasonLength) },
    };
  }

  /** `state` holds the first states and is left as it is. The answer is overwritten by the next call. */
  at(smoothing: EtsSmoothing, state: EtsState): EtsSensitivity {
    const squares = this.#forward(smoothing, state);
    this.#backward(smoothing, this.#y.length / Math.max(squares, 1e-300));
    return this.#out;
  }

  /** runEts once more, keeping what the way back needs. Returns the sum of squared (relative) errors. */
  #forward({ alpha, beta, gamma, phi }: EtsSmoothing, state: EtsState): number {
    const y = this.#y;
    const [hasTrend, seasonKind, relative] = [this.#form.trend !== 'N', this.#form.season, this.#form.error === 'M'];
    const season = this.#season;
    season.set(state.season);
    let { level, slope } = state;
    let squares = 0;
    for (let t = 0, place = 0; t < y.length; t++) {
      const grown = hasTrend ? phi * slope : 0;
      const base = level + grown;
      const s = seasonKind === 'N' ? 0 : season[place];
      const mean = seasonKind === 'M' ? base * s : base + s;
      const error = y[t] - mean;
      this.#base[t] = base;
      this.#slope[t] = slope;
      this.#factor[t] = s;
      this.#mean[t] = mean;
      squares += relative ? (error / mean) ** 2 : error * error;
      const adjusted = seasonKind === 'M' ? error / s : error;
      if (seasonKind === 'M') season[place] = s + (gamma * error) / base;
      else if (seasonKind === 'A') season[place] = s + gamma * error;
      if (hasTrend) slope = grown + beta * adjusted;
      level = base + alpha * adjusted;
      place = place + 1 === season.length ? 0 : place + 1;
    }
    return squares;
  }

  #backward({ alpha, beta, gamma, phi }: EtsSmoothing, perSquare: number): void {
    const y = this.#y;
    const { smoothing, state } = this.#out;
    const [hasTrend, seasonKind, relative] = [this.#form.trend !== 'N', this.#form.season, this.#form.error === 'M'];
    const bySeason = state.season.fill(0);
    let [byAlpha, byBeta, byGamma, byPhi, byLevel, bySlope] = [0, 0, 0, 0, 0, 0];
    let place = (y.length - 1) % bySeason.length;
    for (let t = y.length - 1; t >= 0; t--) {
      const [base, s, mean] = [this.#base[t], this.#factor[t], this.#mean[t]];
      const error = y[t] - mean;
      const adjusted = seasonKind === 'M' ? error / s : error;
      byAlpha += byLevel * adjusted;
      byBeta += bySlope * adjusted;
      const byAdjusted = alpha * byLevel + beta * bySlope;
      let byError = seasonKind === 'M' ? byAdjusted / s : byAdjusted;
      let byBase = byLevel;
      let byPlace = bySeason[place];
      if (seasonKind === 'M') {
        byGamma += (byPlace * error) / base;
        byError += (byPlace * gamma) / base;
        byBase -= (byPlace * gamma * error) / (base * base);
        byPlace -= (byAdjusted * error) / (s * s);
      } else if (seasonKind === 'A') {
        byGamma += byPlace * error;
        byError += byPlace * gamma;
      }
      let byMean = 0;
      if (relative) {
        const ratio = error / mean;
        byError += (2 * perSquare * ratio) / mean;
        byMean = (2 - 2 * perSquare * ratio * ratio) / mean;
      } else byError += 2 * perSquare * error;
      byMean -= byError;
      byBase += seasonKind === 'M' ? byMean * s : byMean;
      if (seasonKind !== 'N') bySeason[place] = byPlace + (seasonKind === 'M' ? byMean * base : byMean);
      byLevel = byBase;
      if (hasTrend) {
        const byGrown = bySlope + byBase;
        byPhi += byGrown * this.#slope[t];
        bySlope = byGrown * phi;
      }
      place = place === 0 ? bySeason.length - 1 : place - 1;
    }
    Object.assign(smoothing, { alpha: byAlpha, beta: byBeta, gamma: byGamma, phi: byPhi });
    state.level = byLevel;
    state.slope = bySlope;
  }
}
