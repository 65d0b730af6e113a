import type { EChartsOption, GridComponentOption, TooltipComponentOption } from 'echarts';
import type { Axis, ChartSpec } from '#kernel/chart.ts';
import { currencyDisplay } from '#web/format/money.ts';
import { formatNumber, formatPercent, numberFormat } from '#web/format/number.ts';
import type { Language } from '#kernel/local-text.ts';
import { type ChartLook, chartFonts } from './chart-look.ts';

/** For whom and where a chart is drawn. */
export interface ChartFace {
  readonly look: ChartLook;
  readonly language: Language;
  /** False on screens, where the title is text of the page. */
  readonly titled: boolean;
  readonly width: number;
  readonly height: number;
}

export const textSize = 12;

/** Rough width in pixels at 12 px: 汉字 are square, Latin letters about half. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) > 0x2e7f ? textSize : textSize * 0.58;
  return width;
}

/** Writes a value in the unit of its axis, short: 1.2万, ¥1.2亿, 63.1%. Money values are in whole currency units. */
export function writeValue(axis: Axis | undefined, face: ChartFace): (value: number) => string {
  return (value) => {
    if (axis?.unit === 'percent') return formatPercent(value, face.language);
    if (axis?.unit === 'money' && axis.currency !== undefined) {
      const isShort = Math.abs(value) >= 10_000;
      return numberFormat(face.language, {
        style: 'currency',
        currency: axis.currency,
        currencyDisplay: currencyDisplay(axis.currency),
        ...(isShort ? { notation: 'compact' as const } : {}),
        minimumFractionDigits: 0,
        maximumFractionDigits: isShort ? 1 : Math.abs(value) < 100 ? 2 : 0,
      }).format(value);
    }
    if (axis?.unit === 'count') return formatNumber(value, face.language, { decimals: 1, short: true });
    const small = Math.abs(value) < 1 && value !== 0;
    return formatNumber(value, face.language, { short: true, ...(small ? { decimals: 3 } : {}) });
  };
}

/** How much room the title and subtitle take above the plot. */
export function headHeight(chart: ChartSpec, face: ChartFace): number {
  if (!face.titled) return 8;
  return chart.subtitle === undefined ? 44 : 64;
}

/** Title, font, tooltip and silence of motion, common to every kind. */
export function frame(chart: ChartSpec, face: ChartFace): EChartsOption {
  const { look } = face;
  return {
    backgroundColor: face.titled ? look.surface : 'transparent',
    color: [...look.series],
    textStyle: { fontFamily: chartFonts[face.language], fontSize: textSize, color: look.text },
    animationDuration: 0,
    animationDurationUpdate: 120,
    ...(face.titled
      ? {
          title: {
            text: chart.title,
            left: 12,
            top: 12,
            itemGap: 4,
            textStyle: { fontFamily: chartFonts[face.language], fontSize: 15, fontWeight: 600, color: look.text },
            ...(chart.subtitle === undefined ? {} : { subtext: chart.subtitle }),
            subtextStyle: { fontFamily: chartFonts[face.language], fontSize: textSize, color: look.muted },
          },
        }
      : {}),
    tooltip: tooltip(face),
  };
}

/** A plain box without motion, kept inside the chart. */
export function tooltip({ look, language }: ChartFace): TooltipComponentOption {
  return {
    confine: true,
    transitionDuration: 0,
    padding: [6, 8],
    borderWidth: 1,
    borderColor: look.hairline,
    backgroundColor: look.surface,
    textStyle: { fontFamily: chartFonts[language], fontSize: textSize, color: look.text },
    extraCssText: 'box-shadow: 0 2px 8px rgb(0 0 0 / 12%); border-radius: 4px; font-variant-numeric: tabular-nums;',
  };
}

/** The plot area; labels of axes stay inside the picture. */
export function plotArea(chart: ChartSpec, face: ChartFace, room: Partial<GridComponentOption> = {}) {
  return {
    left: 12,
    right: 16,
    top: headHeight(chart, face),
    bottom: 12,
    outerBoundsMode: 'same' as const,
    outerBoundsContain: 'all' as const,
    ...room,
  };
}

/** A measured axis: hairlines, no axis line, zero included unless `fromData`. */
export function valueAxis(
  axis: Axis | undefined,
  face: ChartFace,
  manner: { fromData?: boolean; bare?: boolean } = {},
) {
  const write = writeValue(axis, face);
  const label = { color: face.look.muted, fontSize: textSize, formatter: (value: number) => write(value) };
  const common = {
    ...(axis?.name === undefined
      ? {}
      : { name: axis.name, nameTextStyle: { color: face.look.muted, fontSize: textSize } }),
    axisLine: { show: false },
    axisTick: { show: false },
    splitNumber: 4,
    splitLine: { show: manner.bare !== true, lineStyle: { color: face.look.hairline } },
    axisLabel: manner.bare === true ? { show: false } : { ...label, hideOverlap: true },
  };
  return axis?.log === true
    ? { type: 'log' as const, ...common }
    : { type: 'value' as const, scale: manner.fromData === true, ...common };
}

/** An axis of names or days. */
export function categoryAxis(categories: readonly (string | number)[], face: ChartFace, name?: string) {
  return {
    type: 'category' as const,
    data: categories.map(String),
    ...(name === undefined ? {} : { name, nameTextStyle: { color: face.look.muted, fontSize: textSize } }),
    axisLine: { lineStyle: { color: face.look.context } },
    axisTick: { show: false },
    axisLabel: { color: face.look.muted, fontSize: textSize, hideOverlap: true },
  };
}

export function legend(chart: ChartSpec, face: ChartFace, names: readonly string[]) {
  return {
    data: [...names],
    left: 8,
    top: headHeight(chart, face) - 4,
    itemWidth: 10,
    itemHeight: 10,
    itemGap: 16,
    icon: 'rect',
    textStyle: { color: face.look.muted, fontFamily: chartFonts[face.language], fontSize: textSize },
  };
}
