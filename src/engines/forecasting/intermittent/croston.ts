/** The family of methods for demand that is zero in many periods. */
export type CrostonKind = 'Croston' | 'SBA' | 'TSB';

export interface CrostonFit {
  readonly kind: CrostonKind;
  readonly alpha: number;
  readonly beta: number;
  /** Expected demand per period after the last value: flat over the horizon. */
  readonly rate: number;
  /** Chance that a period has demand, after the last value. */
  readonly chance: number;
  readonly fitted: Float64Array;
  /** Mean squared one-step error over the second half of the history. */
  readonly error: number;
}

/**
 * Croston (1972) smooths demand sizes and the gaps between them; SBA (Syntetos & Boylan 2005) corrects its bias by
 * 1 − α/2; TSB (Teunter, Syntetos & Babai 2011) smooths the chance of demand in every period, so it fades when demand
 * stops. `alpha` smooths sizes, `beta` gaps or chances; both in (0, 1].
 */
export function croston(y: Float64Array, kind: CrostonKind, alpha: number, beta: number): CrostonFit {
  const n = y.length;
  const fitted = new Float64Array(n);
  let first = 0;
  while (first < n && y[first] === 0) first += 1;
  let demands = 0;
  for (let t = 0; t < n; t++) if (y[t] !== 0) demands += 1;
  let size = first < n ? y[first] : 0;
  let gap = demands > 0 ? n / demands : n;
  let chance = demands / Math.max(1, n);
  let since = 1;
  const rateNow = (): number => (kind === 'TSB' ? chance * size : (size / gap) * (kind === 'SBA' ? 1 - beta / 2 : 1));
  let [squares, counted] = [0, 0];
  for (let t = 0; t < n; t++) {
    fitted[t] = rateNow();
    if (t >= n >> 1) {
      squares += (y[t] - fitted[t]) ** 2;
      counted += 1;
    }
    if (y[t] === 0) {
      since += 1;
      chance -= beta * chance;
      continue;
    }
    size += alpha * (y[t] - size);
    gap += beta * (since - gap);
    chance += beta * (1 - chance);
    since = 1;
  }
  const rate = rateNow();
  return {
    kind,
    alpha,
    beta,
    rate,
    chance: kind === 'TSB' ? chance : Math.min(1, 1 / gap),
    fitted,
    error: counted > 0 ? squares / counted : 0,
  };
}
