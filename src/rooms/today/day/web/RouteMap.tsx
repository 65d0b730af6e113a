import type { MapChart } from '#kernel/chart.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import type { DayRoute } from '../route-contract.ts';
import styles from './RoutePanel.module.css';
import { routeWords } from './route-words.ts';

/** The round of the day: stops by their number, joined in order. */
export function RouteMap({ route }: { readonly route: DayRoute }) {
  const say = useWords(routeWords);
  const { start, stops } = route;
  const way = [...(start === null ? [] : [start]), ...stops, ...(start === null ? [] : [start])];
  const spec: MapChart = {
    kind: 'map',
    title: say('map'),
    points: [
      ...(start === null ? [] : [{ x: start.longitude, y: start.latitude, label: start.city }]),
      ...stops.map(({ longitude, latitude, account }, i) => ({
        x: longitude,
        y: latitude,
        label: [i + 1, account?.slice(0, 6)].filter((part) => part !== undefined).join(' '),
      })),
    ],
    paths: [{ points: way.map(({ longitude, latitude }) => [longitude, latitude] as const) }],
  };
  return (
    <div className={styles.map}>
      <Chart spec={spec} height={280} bare />
    </div>
  );
}
