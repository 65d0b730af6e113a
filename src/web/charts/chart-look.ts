import type { Language } from '#kernel/local-text.ts';

/** The colours and type of all charts. One look for light, one for dark; the same thing keeps its colour everywhere. */
export interface ChartLook {
  readonly text: string;
  readonly muted: string;
  readonly hairline: string;
  readonly surface: string;
  /** The emphasised series, and the only one when there is one. */
  readonly accent: string;
  /** Everything that is there for comparison. */
  readonly context: string;
  readonly gain: string;
  readonly loss: string;
  /** Series in colour-blind-safe order (after Okabe and Ito, 2008, darkened for text-size marks). */
  readonly series: readonly string[];
  /** From nothing to most, one hue. */
  readonly ramp: readonly string[];
  /** From most negative over nothing to most positive. */
  readonly diverging: readonly string[];
}

/** The type of charts, as of pages: the forms of 汉字 and of ’ differ by language. Without quotation marks, so that it can stand inside an attribute of an SVG file. */
export const chartFonts: Readonly<Record<Language, string>> = {
  en: '-apple-system, Segoe UI, Roboto, Noto Sans, Liberation Sans, Arial, PingFang SC, Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, system-ui, sans-serif',
  'zh-Hans': 'PingFang SC, Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, system-ui, sans-serif',
  'zh-Hant': 'PingFang TC, Noto Sans TC, Noto Sans CJK TC, Microsoft JhengHei, system-ui, sans-serif',
};

export const lightLook: ChartLook = {
  text: '#1d2329',
  muted: '#5c6670',
  hairline: '#e4e7ea',
  surface: '#ffffff',
  accent: '#23559f',
  context: '#b3bac2',
  gain: '#0d7f74',
  loss: '#bf4a12',
  series: ['#23559f', '#c96a10', '#0d8578', '#9b3a79', '#4c9ad1', '#8b6f2a', '#6b747e'],
  ramp: ['#f2f5f9', '#d3dfef', '#a5bfdf', '#6d96c8', '#3f70b1', '#23559f', '#17396d'],
  diverging: ['#a63c0a', '#d9864f', '#f1cdb2', '#f5f5f4', '#b5cde8', '#5d8cc4', '#1d4b90'],
};

export const darkLook: ChartLook = {
  text: '#e6e9ec',
  muted: '#9aa4ae',
  hairline: '#2c3238',
  surface: '#16191c',
  accent: '#7fb0f5',
  context: '#59626b',
  gain: '#4fc2b3',
  loss: '#f08b55',
  series: ['#7fb0f5', '#eba052', '#4fc2b3', '#da8cbf', '#5fb6e6', '#c9ab63', '#a2abb4'],
  ramp: ['#1d2228', '#22344e', '#2a4a77', '#3a68a6', '#568bd0', '#7fb0f5', '#bdd8ff'],
  diverging: ['#ffb287', '#d0703a', '#6d4029', '#262a2e', '#27466f', '#4b82c6', '#a5ccff'],
};
