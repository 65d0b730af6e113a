/** Ways to get a distance from coordinates; those of TSPLIB 95 (Reinelt 1995, section 2) keep its rounding to whole numbers. */
export const distanceKinds = [
  'EUC_2D',
  'CEIL_2D',
  'MAN_2D',
  'MAX_2D',
  'EUC_3D',
  'MAN_3D',
  'MAX_3D',
  'ATT',
  'GEO',
] as const;
export type TsplibDistance = (typeof distanceKinds)[number];
export type DistanceKind = TsplibDistance | 'euclidean' | 'great-circle';

/** Mean radius of the earth in kilometres (IUGG). */
const earthRadius = 6371.0088;

/**
 * Distance matrix (row-major, n × n) of points. `euclidean` is not rounded; `great-circle` takes longitude as x and latitude
 * as y in degrees and gives kilometres (haversine); GEO takes degrees.minutes with latitude as x, as TSPLIB has it.
 */
export function distanceMatrix(kind: DistanceKind, points: readonly (readonly number[])[], factor = 1): Float64Array {
  const n = points.length;
  const between = measures[kind];
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const length = factor * between(points[i], points[j]);
      matrix[i * n + j] = length;
      matrix[j * n + i] = length;
    }
  }
  return matrix;
}

type Measure = (a: readonly number[], b: readonly number[]) => number;

const differences = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, i) => Math.abs(value - b[i]));
const euclidean: Measure = (a, b) => Math.sqrt(differences(a, b).reduce((sum, d) => sum + d * d, 0));
const rounded: Measure = (a, b) => Math.floor(euclidean(a, b) + 0.5);
const manhattan: Measure = (a, b) => Math.floor(differences(a, b).reduce((sum, d) => sum + d, 0) + 0.5);
const maximum: Measure = (a, b) => Math.max(...differences(a, b).map((d) => Math.floor(d + 0.5)));

const measures: Readonly<Record<DistanceKind, Measure>> = {
  euclidean,
  EUC_2D: rounded,
  EUC_3D: rounded,
  CEIL_2D: (a, b) => Math.ceil(euclidean(a, b)),
  MAN_2D: manhattan,
  MAN_3D: manhattan,
  MAX_2D: maximum,
  MAX_3D: maximum,
  ATT: pseudoEuclidean,
  GEO: geographical,
  'great-circle': greatCircle,
};

/** TSPLIB 95, section 2.5. */
function pseudoEuclidean(a: readonly number[], b: readonly number[]): number {
  const r = Math.sqrt(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) / 10);
  const t = Math.floor(r + 0.5);
  return t < r ? t + 1 : t;
}

/** TSPLIB 95, section 2.4: its π, its radius of 6378.388 km, degrees cut towards zero. */
function geographical(a: readonly number[], b: readonly number[]): number {
  const radians = (value: number): number => {
    const degrees = Math.trunc(value);
    return (3.141592 * (degrees + (5 * (value - degrees)) / 3)) / 180;
  };
  const [latitudeA, longitudeA, latitudeB, longitudeB] = [a[0], a[1], b[0], b[1]].map(radians);
  const q1 = Math.cos(longitudeA - longitudeB);
  const q2 = Math.cos(latitudeA - latitudeB);
  const q3 = Math.cos(latitudeA + latitudeB);
  return Math.floor(6378.388 * Math.acos(0.5 * ((1 + q1) * q2 - (1 - q1) * q3)) + 1);
}

/** Haversine formula (Sinnott 1984): stable for points that lie close together. */
function greatCircle(a: readonly number[], b: readonly number[]): number {
  const radians = Math.PI / 180;
  const [half, across] = [((b[1] - a[1]) * radians) / 2, ((b[0] - a[0]) * radians) / 2];
  const h = Math.sin(half) ** 2 + Math.cos(a[1] * radians) * Math.cos(b[1] * radians) * Math.sin(across) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(h)));
}
