import { checkProbability } from './inverse-cdf.ts';

const rootTwoPi = 2.5066282746310002;

export function normalDensity(x: number, mean = 0, sd = 1): number {
  const z = (x - mean) / sd;
  return gaussian(Math.abs(z)) / (sd * rootTwoPi);
}

/** Φ: the chance of a value up to x; relative precision about 1e-15 also far in the tail. */
export function normalCdf(x: number, mean = 0, sd = 1): number {
  return lowerTail((x - mean) / sd);
}

/** 1 − Φ without cancellation. */
export function normalUpper(x: number, mean = 0, sd = 1): number {
  return lowerTail((mean - x) / sd);
}

/** Φ⁻¹: AS 241 (Wichura 1988) PPND16, then one Halley step. p = 0 and 1 give ∓Infinity. */
export function normalQuantile(p: number, mean = 0, sd = 1): number {
  checkProbability(p);
  return mean + sd * standardQuantile(p);
}

/** The x with 1 − Φ(x) = p. */
export function normalUpperQuantile(p: number, mean = 0, sd = 1): number {
  checkProbability(p);
  return mean - sd * standardQuantile(p);
}

/** Cody (1969), "Rational Chebyshev approximations for the error function", as in R's pnorm. */
function lowerTail(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('invalid x: NaN (a number is expected)');
  if (Math.abs(z) === Number.POSITIVE_INFINITY) return z > 0 ? 1 : 0;
  const size = Math.abs(z);
  if (size <= 0.67448975) {
    const square = z * z;
    return 0.5 + z * codyRatio(square, codyA, codyB, codyA[4] * square);
  }
  if (size <= Math.sqrt(32)) {
    const tail = gaussian(size) * codyRatio(size, codyC, codyD, codyC[8] * size);
    return z < 0 ? tail : 1 - tail;
  }
  const inverse = 1 / (size * size);
  const correction = inverse * codyRatio(inverse, codyP, codyQ, codyP[5] * inverse);
  const tail = (gaussian(size) * (1 / rootTwoPi - correction)) / size;
  return z < 0 ? tail : 1 - tail;
}

/** (top[n−1] + x·(… + x·lead)) / (bottom[n−1] + x·(… + x)): the order in which Cody's tables are printed. */
function codyRatio(x: number, top: readonly number[], bottom: readonly number[], lead: number): number {
  let above = lead;
  let below = x;
  const last = bottom.length - 1;
  for (let k = 0; k < last; k++) {
    above = (above + top[k]) * x;
    below = (below + bottom[k]) * x;
  }
  return (above + top[last]) / (below + bottom[last]);
}

function gaussian(z: number): number {
  return Math.exp(-0.5 * squareHigh(z)) * Math.exp(-0.5 * squareLow(z));
}

/** z² split as Cody (1969) does, so that exp(−z²/2) keeps its relative precision for large z. */
function squareHigh(z: number): number {
  const rounded = Math.trunc(z * 16) / 16;
  return rounded * rounded;
}

function squareLow(z: number): number {
  const rounded = Math.trunc(z * 16) / 16;
  return (z - rounded) * (z + rounded);
}

function standardQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return q * ratio(r, centreTop, centreBottom);
  }
  const tail = q < 0 ? p : 1 - p;
  if (tail === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-Math.log(tail));
  let z = r <= 5 ? ratio(r - 1.6, middleTop, middleBottom) : ratio(r - 5, farTop, farBottom);
  if (r > 27) z = refine(z, tail);
  return q < 0 ? -z : z;
}

/** One Newton step on log(1 − Φ(z)) = log(tail), for tails beyond the range AS 241 was fitted on. */
function refine(z: number, tail: number): number {
  const above = lowerTail(-z);
  return above === 0 ? z : z + ((Math.log(above) - Math.log(tail)) * above) / normalDensity(z);
}

function ratio(r: number, top: readonly number[], bottom: readonly number[]): number {
  let above = 0;
  let below = 0;
  for (let k = top.length - 1; k >= 0; k--) {
    above = above * r + top[k];
    below = below * r + bottom[k];
  }
  return above / below;
}

/* Coefficients of AS 241, PPND16. */
const centreTop = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const centreBottom = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const middleTop = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const middleBottom = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const farTop = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const farBottom = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

/* Coefficients of Cody (1969). */
const codyA = [2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356, 0.06568233791820745];
const codyB = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const codyC = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978, 1.0765576773720192e-8,
];
const codyD = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
];
const codyP = [
  0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 2.9112874951168793e-5,
  0.023073441764940174,
];
const codyQ = [1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5];
