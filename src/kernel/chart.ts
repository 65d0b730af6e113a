/**
 * A chart as data: what to draw, not how. The screens and `--plot` draw it with the same code (src/web/charts).
 * Axis texts are already in the reader's language.
 */
export type ChartSpec =
  | BarChart
  | LineChart
  | FunnelChart
  | WaterfallChart
  | ScatterChart
  | HeatMapChart
  | FlowChart
  | MapChart
  | CalendarChart;

interface Titled {
  readonly title: string;
  readonly subtitle?: string;
}

export interface Axis {
  readonly name?: string;
  readonly unit?: 'money' | 'percent' | 'days' | 'count' | 'number';
  readonly currency?: string;
  readonly log?: boolean;
}

export interface BarChart extends Titled {
  readonly kind: 'bar';
  readonly categories: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
    readonly low?: readonly number[];
    readonly high?: readonly number[];
  }[];
  readonly value?: Axis;
  readonly horizontal?: boolean;
  readonly stacked?: boolean;
  /** Index of the category to emphasise; the others are muted. */
  readonly emphasis?: number;
}

export interface LineChart extends Titled {
  readonly kind: 'line';
  readonly x: readonly (string | number)[];
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
    /** Interval band. */
    readonly low?: readonly (number | null)[];
    readonly high?: readonly (number | null)[];
    readonly dashed?: boolean;
    readonly muted?: boolean;
  }[];
  readonly marks?: readonly { readonly x: string | number; readonly label: string }[];
  readonly xAxis?: Axis;
  readonly value?: Axis;
}

export interface FunnelChart extends Titled {
  readonly kind: 'funnel';
  readonly steps: readonly { readonly name: string; readonly value: number; readonly note?: string }[];
}

export interface WaterfallChart extends Titled {
  readonly kind: 'waterfall';
  readonly start: { readonly name: string; readonly value: number };
  readonly parts: readonly { readonly name: string; readonly amount: number }[];
  readonly end: { readonly name: string; readonly value: number };
  readonly value?: Axis;
}

export interface ScatterChart extends Titled {
  readonly kind: 'scatter';
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly size?: number;
    readonly label?: string;
    readonly group?: string;
  }[];
  readonly xAxis?: Axis;
  readonly yAxis?: Axis;
  /** A reference line, such as perfect calibration. */
  readonly diagonal?: boolean;
}

export interface HeatMapChart extends Titled {
  readonly kind: 'heatmap';
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** values[row][column] */
  readonly values: readonly (readonly (number | null)[])[];
  readonly value?: Axis;
}

export interface FlowChart extends Titled {
  readonly kind: 'flow';
  readonly nodes: readonly {
    readonly id: string;
    readonly label: string;
    readonly value?: number;
    readonly note?: string;
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly value: number;
    readonly label?: string;
    readonly emphasis?: boolean;
  }[];
}

export interface MapChart extends Titled {
  readonly kind: 'map';
  /** Longitude/latitude or plain x/y. */
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly label?: string;
    readonly group?: string;
    readonly size?: number;
  }[];
  readonly paths?: readonly { readonly points: readonly (readonly [number, number])[]; readonly group?: string }[];
  /** Groups that are there for comparison only. */
  readonly muted?: readonly string[];
}

export interface CalendarChart extends Titled {
  readonly kind: 'calendar';
  readonly days: readonly { readonly date: string; readonly value: number }[];
  readonly value?: Axis;
}
