import { type ArimaOrder, difference } from './arma-polynomial.ts';
import { type ArimaModel, estimateArima } from './estimate-arima.ts';
import { isConstant, regularDifferences, seasonalStrength } from './unit-roots.ts';

const [mostShort, mostSeasonal, mostModels] = [5, 2, 60];

/**
 * Chooses a seasonal ARIMA model by AICc with the stepwise search of Hyndman & Khandakar (2008): differences from tests,
 * four first models, then neighbours of the best until none is better. Every model is compared by its exact likelihood.
 */
export function selectArima(y: Float64Array, period: number): ArimaModel | undefined {
  const n = y.length;
  const m = period > 1 && n >= 2 * period + 3 ? period : 1;
  if (isConstant(y)) return estimateArima(y, { p: 0, d: 0, q: 0, P: 0, D: 0, Q: 0, period: 1, constant: true });
  let D = m > 1 && seasonalStrength(y, m) > 0.64 ? 1 : 0;
  if (D === 1 && isConstant(difference(y, 0, 1, m))) D = 0;
  const base = difference(y, 0, D, m);
  const d = regularDifferences(base);
  const search = new Search(y, d, D, m);
  search.run();
  return search.best === undefined ? undefined : estimateArima(y, search.best.order, { near: search.best });
}

class Search {
  best: ArimaModel | undefined;
  readonly #tried = new Set<number>();
  readonly #y: Float64Array;
  readonly #d: number;
  readonly #D: number;
  readonly #m: number;
  readonly #room: number;

  constructor(y: Float64Array, d: number, D: number, m: number) {
    this.#y = y;
    this.#d = d;
    this.#D = D;
    this.#m = m;
    this.#room = Math.floor((y.length - d - D * m) / 3);
  }

  run(): void {
    const seasonal = this.#m > 1 ? 1 : 0;
    const constant = this.#d + this.#D <= 1;
    this.#try(2, 2, seasonal, seasonal, constant);
    this.#try(0, 0, 0, 0, constant);
    this.#try(1, 0, seasonal, 0, constant);
    this.#try(0, 1, 0, seasonal, constant);
    if (constant) this.#try(0, 0, 0, 0, false);
    while (this.best !== undefined && this.#tried.size < mostModels && this.#step(this.best.order));
  }

  /** One round over the neighbours of `o`; true as soon as one of them is better. */
  #step({ p, q, P, Q, constant }: ArimaOrder): boolean {
    if (this.#m > 1) {
      for (const [dP, dQ] of moves) if (this.#try(p, q, P + dP, Q + dQ, constant)) return true;
    }
    for (const [dp, dq] of moves) if (this.#try(p + dp, q + dq, P, Q, constant)) return true;
    return this.#d + this.#D <= 1 && this.#try(p, q, P, Q, !constant);
  }

  #try(p: number, q: number, P: number, Q: number, constant: boolean): boolean {
    if (Math.min(p, q, P, Q) < 0 || Math.max(p, q) > mostShort || Math.max(P, Q) > mostSeasonal) return false;
    if (this.#tried.size >= mostModels) return false;
    if (p + P * this.#m > this.#room || q + Q * this.#m > this.#room + this.#m) return false;
    const key = (((p * 8 + q) * 8 + P) * 8 + Q) * 2 + (constant ? 1 : 0);
    if (this.#tried.has(key)) return false;
    this.#tried.add(key);
    const order: ArimaOrder = { p, d: this.#d, q, P, D: this.#D, Q, period: this.#m, constant };
    const model = estimateArima(this.#y, order, { quick: true, near: this.best });
    if (model === undefined || nearUnitRoot(model)) return false;
    if (this.best !== undefined && !(model.aicc! < this.best.aicc!)) return false;
    this.best = model;
    return true;
  }
}

const moves = [
  [-1, 0],
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
] as const;

/** A partial autocorrelation next to ±1 means a root next to the unit circle: the order should have been lower. */
function nearUnitRoot(model: ArimaModel): boolean {
  return model.coordinates.some((x) => Math.abs(x) > 2.65);
}
