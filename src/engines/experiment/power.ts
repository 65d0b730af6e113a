import { brentRoot } from '#engines/numerics/brent.ts';
import { normalCdf, normalQuantile } from '#engines/numerics/normal.ts';
import { noncentralTCdf } from '#engines/numerics/noncentral-t.ts';
import { studentTQuantile } from '#engines/numerics/student-t.ts';

export type Sides = 'two-sided' | 'one-sided';

/** A comparison of two means: `n` per arm; leave out exactly one of n, effect and power. */
export interface MeansDesign {
  readonly n?: number;
  /** Difference of the means, in the unit of the measure. */
  readonly effect?: number;
  readonly standardDeviation: number;
  readonly power?: number;
  readonly alpha?: number;
  readonly sides?: Sides;
  /** 'paired': n pairs and the standard deviation of their differences. */
  readonly kind?: 'two-sample' | 'one-sample' | 'paired';
  /** Counts significant results in the wrong direction too (R's strict = TRUE). */
  readonly strict?: boolean;
}

/** A comparison of two proportions: leave out exactly one of n, p2 and power. */
export interface ProportionsDesign {
  readonly n?: number;
  readonly p1: number;
  readonly p2?: number;
  readonly power?: number;
  readonly alpha?: number;
  readonly sides?: Sides;
  readonly strict?: boolean;
}

/** Power of a t test, by the noncentral t: Cohen (1988), §2.3; as R's power.t.test. Solves for whichever value is left out. */
export function powerOfMeans(design: MeansDesign): { n: number; effect: number; power: number } {
  const { standardDeviation: sd, alpha = 0.05, sides = 'two-sided', kind = 'two-sample', strict = false } = design;
  const groups = kind === 'two-sample' ? 2 : 1;
  const tails = sides === 'two-sided' ? 2 : 1;
  checkRange('standard deviation', sd, 0, Number.POSITIVE_INFINITY);
  checkRange('alpha', alpha, 0, 1);
  const power = (n: number, effect: number): number => {
    const df = Math.max(1e-7, (n - 1) * groups);
    const delta = Math.sqrt(n / groups) * (Math.abs(effect) / sd);
    const critical = studentTQuantile(1 - alpha / tails, df);
    const right = 1 - noncentralTCdf(critical, df, delta);
    return strict && tails === 2 ? right + noncentralTCdf(-critical, df, delta) : right;
  };
  return solve(design.n, design.effect, design.power, power, (share) => share * sd, alpha, false);
}

/** Power of a test of two proportions, by the normal approximation: Fleiss, Levin & Paik (2003), equation 4.14; as R's power.prop.test. */
export function powerOfProportions(design: ProportionsDesign): { n: number; p2: number; power: number } {
  const { p1, alpha = 0.05, sides = 'two-sided', strict = false } = design;
  const tails = sides === 'two-sided' ? 2 : 1;
  checkRange('p1', p1, 0, 1);
  checkRange('alpha', alpha, 0, 1);
  if (design.p2 !== undefined) checkRange('p2', design.p2, 0, 1);
  const critical = normalQuantile(1 - alpha / tails);
  const power = (n: number, p2: number): number => {
    const apart = Math.sqrt(n) * Math.abs(p1 - p2);
    const pooled = critical * Math.sqrt((p1 + p2) * (1 - (p1 + p2) / 2));
    const own = Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
    return normalCdf((apart - pooled) / own) + (strict && tails === 2 ? normalCdf((-apart - pooled) / own) : 0);
  };
  const found = solve(
    design.n,
    design.p2,
    design.power,
    power,
    (share) => p1 + share * (1 - p1) * (1 - 1e-12),
    alpha,
    true,
  );
  return { n: found.n, p2: found.effect, power: found.power };
}

/** Solves the one value that is left out; the effect is searched on (0, 1) of `scale` and, when open-ended, beyond. */
function solve(
  n: number | undefined,
  effect: number | undefined,
  wanted: number | undefined,
  power: (n: number, effect: number) => number,
  scale: (share: number) => number,
  alpha: number,
  bounded: boolean,
): { n: number; effect: number; power: number } {
  const open = [n, effect, wanted].filter((value) => value === undefined).length;
  if (open !== 1)
    throw new RangeError(`invalid design: ${open} of n, effect and power are left out (exactly one is expected)`);
  if (n !== undefined) checkRange('n', n, 1, Number.POSITIVE_INFINITY);
  if (wanted !== undefined) checkRange('power', wanted, alpha / 2, 1);
  if (wanted === undefined) return { n: n!, effect: effect!, power: power(n!, effect!) };
  if (n === undefined) {
    let high = 4;
    while (power(high, effect!) < wanted) {
      high *= 4;
      if (high > 1e13)
        throw new RangeError(
          'invalid effect: no number of units reaches this power (an effect other than 0 is expected)',
        );
    }
    const found =
      power(2, effect!) >= wanted ? 2 : brentRoot((size) => power(size, effect!) - wanted, 2, high, 1e-10).point;
    return { n: found, effect: effect!, power: wanted };
  }
  let top = 1;
  while (!bounded && power(n, scale(top)) < wanted && top < 1e9) top *= 2;
  if (power(n, scale(top)) < wanted)
    throw new RangeError(`invalid power: ${wanted} cannot be reached with ${n} units per arm`);
  const share = brentRoot((part) => power(n, scale(part)) - wanted, 1e-12, top, 1e-14).point;
  return { n, effect: scale(share), power: wanted };
}

function checkRange(name: string, value: number, above: number, below: number): void {
  if (!(value > above && value < below))
    throw new RangeError(`invalid ${name}: ${value} (a number between ${above} and ${below} is expected)`);
}

/** How many times more units a pilot on whole groups needs: 1 + (m − 1)·ρ (Donner & Klar 2000, equation 5.1). */
export function designEffect(clusterSize: number, intraclassCorrelation: number): number {
  return 1 + (clusterSize - 1) * intraclassCorrelation;
}
