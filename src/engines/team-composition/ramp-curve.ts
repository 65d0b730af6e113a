import { brentMinimum } from '#engines/numerics/brent.ts';
import { bootstrapInterval } from '#engines/numerics/bootstrap.ts';
import { seededRandom } from '#kernel/random.ts';

/** What one person brought in one month of service (0 = the first), relative to a settled colleague or in money. */
export interface RampPoint {
  readonly person: string;
  readonly month: number;
  readonly value: number;
}

export interface RampCurve {
  /** Level of a settled person, in the unit of the values. */
  readonly plateau: number;
  /** Time constant in months: after it 63 % of the plateau is reached. */
  readonly months: number;
  /** Months until half and until 90 % of the plateau, with a 95 % interval from a bootstrap over people. */
  readonly toHalf: { readonly months: number; readonly low: number; readonly high: number };
  readonly toNinety: { readonly months: number; readonly low: number; readonly high: number };
  readonly curve: readonly {
    readonly month: number;
    readonly expected: number;
    readonly observed: number;
    readonly people: number;
  }[];
  /** People against the curve: what they brought ÷ what the curve expects of the same months. */
  readonly people: readonly { readonly person: string; readonly months: number; readonly pace: number }[];
  readonly residualVariance: number;
}

/** A ramp that takes longer than this cannot be told from no ramp at all in the usual length of a history. */
const longest = 60;

/**
 * How new people come up to speed: value(t) = plateau · (1 − e^(−(t + ½)/τ)), t months of service, least squares.
 * The plateau follows from τ in closed form, so the fit is a search in one dimension (variable projection, Golub & Pereyra
 * 1973). Throws RangeError for fewer than 3 people or fewer than 4 different months.
 */
export function rampCurve(points: readonly RampPoint[], seed = 1): RampCurve {
  const people = [...new Set(points.map(({ person }) => person))].sort();
  const months = new Set(points.map(({ month }) => month));
  if (people.length < 3) throw new RangeError(`invalid people: ${people.length} (at least 3 are expected)`);
  if (months.size < 4) throw new RangeError(`invalid months: ${months.size} different ones (at least 4 are expected)`);
  const own = people.map((name) => points.filter(({ person }) => person === name));
  const { tau, plateau, squares } = fit(points);
  const interval = (share: number) => {
    const toShare = (t: number): number => Math.max(0, -t * Math.log(1 - share) - 0.5);
    const { low, high } = bootstrapInterval(
      people.length,
      (sample) => toShare(fit(Array.from(sample, (i) => own[i]).flat()).tau),
      seededRandom(`ramp ${seed} ${share}`),
      { replicates: 400 },
    );
    return { months: toShare(tau), low, high };
  };
  const expected = (month: number): number => plateau * reached(month, tau);
  return {
    plateau,
    months: tau,
    toHalf: interval(0.5),
    toNinety: interval(0.9),
    curve: [...months]
      .sort((a, b) => a - b)
      .map((month) => {
        const here = points.filter((one) => one.month === month);
        return {
          month,
          expected: expected(month),
          observed: here.reduce((sum, { value }) => sum + value, 0) / here.length,
          people: here.length,
        };
      }),
    people: own
      .map((list, i) => {
        const should = list.reduce((sum, { month }) => sum + expected(month), 0);
        return {
          person: people[i],
          months: list.length,
          pace: should === 0 ? 0 : list.reduce((sum, { value }) => sum + value, 0) / should,
        };
      })
      .sort((a, b) => b.pace - a.pace || (a.person < b.person ? -1 : 1)),
    residualVariance: squares / Math.max(1, points.length - 2),
  };
}

/** Share of the plateau in the middle of a month of service. */
function reached(month: number, tau: number): number {
  return 1 - Math.exp(-(month + 0.5) / tau);
}

/** Points of one month of service together: how many, the sum of their values and of the squares. */
interface MonthSums {
  readonly month: number;
  count: number;
  sum: number;
  squares: number;
}

function sumsByMonth(points: readonly RampPoint[]): MonthSums[] {
  const months = new Map<number, MonthSums>();
  for (const { month, value } of points) {
    const known = months.get(month) ?? { month, count: 0, sum: 0, squares: 0 };
    known.count += 1;
    known.sum += value;
    known.squares += value * value;
    months.set(month, known);
  }
  return [...months.values()];
}

/** Least squares: for a pace τ the best plateau is a ratio of sums, and all that fits needs of the points is their sums by month. */
function fit(points: readonly RampPoint[]): { tau: number; plateau: number; squares: number } {
  const months = sumsByMonth(points);
  const at = (tau: number): { plateau: number; squares: number } => {
    let [xy, xx, yy] = [0, 0, 0];
    for (const { month, count, sum, squares } of months) {
      const x = reached(month, tau);
      xy += x * sum;
      xx += count * x * x;
      yy += squares;
    }
    const plateau = xx === 0 ? 0 : xy / xx;
    return { plateau, squares: Math.max(0, yy - plateau * xy) };
  };
  // a coarse grid finds the valley, Brent's method its bottom
  const grid = Array.from({ length: 40 }, (_, i) => 0.05 * (longest / 0.05) ** (i / 39));
  const squares = grid.map((tau) => at(tau).squares);
  const start = squares.indexOf(Math.min(...squares));
  const [low, high] = [grid[Math.max(0, start - 1)], grid[Math.min(grid.length - 1, start + 1)]];
  const tau = brentMinimum((value) => at(value).squares, low, high).point;
  return { tau, ...at(tau) };
}
