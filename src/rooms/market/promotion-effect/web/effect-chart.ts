import type { LineChart } from '#kernel/chart.ts';
import type { PromotionEffectView } from '../contract.ts';

/** What was sold week by week, and what would have been; the first and the last promoted week are marked. */
export function effectChart(
  { weeks }: PromotionEffectView,
  say: (key: 'weeks' | 'sold' | 'baseline' | 'begins' | 'ends') => string,
  day: (date: string) => string,
): LineChart {
  const promoted = weeks.filter((week) => week.promoted);
  const [first, last] = [promoted[0], promoted[promoted.length - 1]];
  return {
    kind: 'line',
    title: say('weeks'),
    x: weeks.map(({ from }) => day(from)),
    series: [
      { name: say('sold'), values: weeks.map(({ sold }) => sold) },
      { name: say('baseline'), values: weeks.map(({ baseline }) => baseline), dashed: true },
    ],
    marks: [
      { x: day(first.from), label: say('begins') },
      ...(last === first ? [] : [{ x: day(last.from), label: say('ends') }]),
    ],
    value: {},
  };
}
