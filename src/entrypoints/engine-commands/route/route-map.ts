import type { MapChart } from '#kernel/chart.ts';

/** Draws routes (places in order, start and end included) over the points. */
export function routeMap(
  title: string,
  subtitle: string,
  points: readonly (readonly number[])[],
  ids: readonly (string | number)[],
  routes: readonly (readonly number[])[],
  names: readonly string[] = routes.map((_, i) => String(i + 1)),
): MapChart {
  const groupOf = new Map(routes.flatMap((route, i) => route.map((place) => [place, names[i]] as const)));
  const labelled = points.length <= 60;
  return {
    kind: 'map',
    title,
    subtitle,
    points: points.map(([x, y], place) => ({
      x,
      y,
      label: labelled ? String(ids[place]) : undefined,
      group: routes.length === 1 ? undefined : (groupOf.get(place) ?? '–'),
    })),
    paths: routes.map((route, i) => ({
      points: route.map((place) => [points[place][0], points[place][1]] as const),
      group: routes.length === 1 ? undefined : names[i],
    })),
  };
}
