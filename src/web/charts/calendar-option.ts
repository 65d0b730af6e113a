import type { CalendarComponentOption, EChartsOption, HeatmapSeriesOption } from 'echarts';
import type { CalendarChart } from '#kernel/chart.ts';
import type { Language } from '#kernel/local-text.ts';
import { intlLocale } from '#web/i18n/language.ts';
import { type ChartFace, frame, headHeight, writeValue, tooltip } from './chart-frame.ts';

/** One strip of weeks per year, Monday first. */
export function calendarOption(chart: CalendarChart, face: ChartFace): EChartsOption {
  const { look } = face;
  const years = [...new Set(chart.days.map(({ date }) => date.slice(0, 4)))].toSorted();
  const values = chart.days.map(({ value }) => value);
  const write = writeValue(chart.value, face);
  const cell = Math.max(6, Math.min(18, Math.floor((face.width - 72) / 54)));
  const strip = cell * 7 + 36;
  const top = headHeight(chart, face) + 24;
  return {
    ...frame(chart, face),
    visualMap: {
      show: false,
      min: Math.min(0, ...values),
      max: Math.max(1e-9, ...values),
      inRange: { color: [...look.ramp] },
    },
    calendar: years.map(
      (year, at): CalendarComponentOption => ({
        range: year,
        top: top + at * strip,
        left: 56,
        cellSize: [cell, cell],
        splitLine: { lineStyle: { color: look.muted, width: 1 } },
        itemStyle: { color: look.surface, borderColor: look.hairline, borderWidth: 1 },
        yearLabel: { show: true, position: 'left', margin: 30, color: look.text, fontSize: 12, fontWeight: 600 },
        monthLabel: { color: look.muted, fontSize: 11, nameMap: monthNames(face.language) },
        dayLabel: { firstDay: 1, color: look.muted, fontSize: 10, nameMap: dayNames(face.language) },
      }),
    ),
    series: years.map(
      (year, at): HeatmapSeriesOption => ({
        type: 'heatmap',
        coordinateSystem: 'calendar',
        calendarIndex: at,
        data: chart.days.filter(({ date }) => date.startsWith(year)).map(({ date, value }) => [date, value]),
      }),
    ),
    tooltip: {
      ...tooltip(face),
      trigger: 'item',
      formatter: (params: unknown) => {
        const [date, value] = (params as { value: [string, number] }).value;
        return `${date}<br><b>${write(value)}</b>`;
      },
    },
  };
}

function monthNames(language: Language): string[] {
  const format = new Intl.DateTimeFormat(intlLocale(language), { month: 'short', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2026, month, 15)));
}

/** Sunday first, as the calendar wants them; every other one is left blank. */
function dayNames(language: Language): string[] {
  const format = new Intl.DateTimeFormat(intlLocale(language), { weekday: 'narrow', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => (day % 2 === 1 ? format.format(Date.UTC(2026, 1, 1 + day)) : ''));
}
