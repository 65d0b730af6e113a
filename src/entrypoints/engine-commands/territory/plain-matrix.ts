import { distanceMatrix } from '#engines/routing/distances.ts';

/** Straight lines between points, or kilometres along the great circle when they are longitude and latitude. */
export function plainMatrix(points: readonly (readonly [number, number])[], degrees: boolean): Float64Array {
  return distanceMatrix(degrees ? 'great-circle' : 'euclidean', points);
}
