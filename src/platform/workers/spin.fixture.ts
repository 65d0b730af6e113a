/** Keeps its thread busy for so many milliseconds; answers how many it was. */
export function spin(milliseconds: number): number {
  const start = performance.now();
  while (performance.now() - start < milliseconds);
  return performance.now() - start;
}
