import { decompose } from '../seasonal-decomposition.ts';

export type CesKind = 'none' | 'partial' | 'full';

/**
 * The state equations of complex exponential smoothing (Svetunkov et al. 2022, equations 12 and 18), run forwards and,
 * to find the first states, backwards. x holds α₀, α₁ and then β (partial) or β₀, β₁ (full).
 */
export class CesRecursion {
  readonly oneStep: Float64Array;
  readonly #y: Float64Array;
  readonly #kind: CesKind;
  readonly #lag: number;
  /** Level and potential of the lag-1 smoother. */
  readonly #short = new Float64Array(2);
  readonly #season: Float64Array;
  readonly #potential: Float64Array;
  readonly #first: Float64Array;

  constructor(y: Float64Array, kind: CesKind, period: number) {
    this.#y = y;
    this.#kind = kind;
    this.#lag = kind === 'none' ? 1 : period;
    this.oneStep = new Float64Array(y.length);
    this.#season = new Float64Array(this.#lag);
    this.#potential = new Float64Array(this.#lag);
    this.#first = kind === 'none' ? new Float64Array(1) : decompose(y, period, 'additive').indices;
  }

  /** Sum of squared one-step errors after the first states were found by running back and forth. */
  backcast(x: Float64Array): number {
    const n = this.#y.length;
    const used = Math.min(n, Math.max(this.#lag, 4));
    let level = 0;
    for (let t = 0; t < used; t++) level += this.#y[t] / used;
    this.#short[0] = level;
    this.#short[1] = level / 1.1;
    for (let i = 0; i < this.#lag; i++) {
      this.#season[i] = this.#kind === 'none' ? 0 : this.#first[i];
      this.#potential[i] = this.#kind === 'full' ? this.#first[i] / 1.1 : 0;
    }
    let squares = this.#run(x, 1);
    for (let round = 0; round < 2 && Number.isFinite(squares); round++) {
      this.#run(x, -1);
      squares = this.#run(x, 1);
    }
    return squares;
  }

  /** Seasonal states are kept by the calendar place t mod lag, so both directions meet the same ones. */
  #run(x: Float64Array, direction: 1 | -1): number {
    const y = this.#y;
    const n = y.length;
    const [a0, a1] = [x[0], x[1]];
    const kind = this.#kind;
    const [b0, b1] = [x[2] ?? 0, x[3] ?? 0];
    const lag = this.#lag;
    const [season, potential] = [this.#season, this.#potential];
    let level = this.#short[0];
    let drive = this.#short[1];
    let squares = 0;
    let place = direction === 1 ? 0 : (n - 1) % lag;
    for (let step = 0; step < n; step++) {
      const t = direction === 1 ? step : n - 1 - step;
      const s = season[place];
      const mean = kind === 'none' ? level : level + s;
      const e = y[t] - mean;
      if (direction === 1) this.oneStep[t] = mean;
      squares += e * e;
      const before = level;
      level = before - (1 - a1) * drive + (a0 - a1) * e;
      drive = before + (1 - a0) * drive + (a0 + a1) * e;
      if (kind === 'partial') season[place] = s + b0 * e;
      else if (kind === 'full') {
        season[place] = s - (1 - b1) * potential[place] + (b0 - b1) * e;
        potential[place] = s + (1 - b0) * potential[place] + (b0 + b1) * e;
      }
      place += direction;
      if (place === lag) place = 0;
      else if (place < 0) place = lag - 1;
    }
    this.#short[0] = level;
    this.#short[1] = drive;
    return Number.isFinite(squares) && squares < 1e290 ? squares : Number.POSITIVE_INFINITY;
  }

  /** Means for the steps after the last run, from the states it left. */
  mean(x: Float64Array, horizon: number): Float64Array {
    return this.#ahead(x, horizon, this.#short, this.#season, this.#potential, this.#y.length % this.#lag);
  }

  /** How much the means 1, 2, … steps later move when one error of size 1 is taken in. */
  response(x: Float64Array, horizon: number): Float64Array {
    const [a0, a1, b0, b1] = [x[0], x[1], x[2] ?? 0, x[3] ?? 0];
    const season = new Float64Array(this.#lag);
    const potential = new Float64Array(this.#lag);
    if (this.#kind === 'partial') season[this.#lag - 1] = b0;
    if (this.#kind === 'full') {
      season[this.#lag - 1] = b0 - b1;
      potential[this.#lag - 1] = b0 + b1;
    }
    return this.#ahead(x, horizon, Float64Array.of(a0 - a1, a0 + a1), season, potential, 0);
  }

  #ahead(
    x: Float64Array,
    horizon: number,
    short: Float64Array,
    seasonStates: Float64Array,
    potentialStates: Float64Array,
    offset: number,
  ): Float64Array {
    const [a0, a1, b0, b1] = [x[0], x[1], x[2] ?? 0, x[3] ?? 0];
    const season = seasonStates.slice();
    const potential = potentialStates.slice();
    let [level, drive] = short;
    const mean = new Float64Array(horizon);
    for (let h = 0; h < horizon; h++) {
      const place = (offset + h) % this.#lag;
      const s = season[place];
      mean[h] = this.#kind === 'none' ? level : level + s;
      const before = level;
      level = before - (1 - a1) * drive;
      drive = before + (1 - a0) * drive;
      if (this.#kind === 'full') {
        season[place] = s - (1 - b1) * potential[place];
        potential[place] = s + (1 - b0) * potential[place];
      }
    }
    return mean;
  }
}
