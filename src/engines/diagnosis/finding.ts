import type { ChartSpec } from '#kernel/chart.ts';
import { type Language, type LocalText, languages, text } from '#kernel/local-text.ts';
import type { FindingStep } from './finding-step.ts';

export const lenses = ['team', 'process', 'customers', 'market', 'pay', 'data'] as const;
export type Lens = (typeof lenses)[number];

export interface MoneyAtStake {
  /** Central estimate and an 80 % interval, per year unless the rule says otherwise, in major units. */
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** Something the diagnosis saw, with all that is needed to believe or refute it. */
export interface Finding {
  readonly rule: string;
  readonly lens: Lens;
  /** What it is about, stable from run to run: 'owner:…', 'stage:…|region:…'. */
  readonly subject: string;
  readonly severity: 'high' | 'medium' | 'low';
  readonly title: LocalText;
  readonly money: MoneyAtStake | null;
  /** 1 − the corrected p-value of the test behind it, or 1 for a plain count. */
  readonly confidence: number;
  readonly evidence: {
    readonly charts: Readonly<Record<Language, ChartSpec>>;
    /** How its rows are listed: a kind and filter clauses of the API. */
    readonly rows: { readonly kind: string; readonly filter: readonly string[] } | null;
  };
  /** The working, in every language. */
  readonly trace: readonly FindingStep[];
  readonly causes: readonly LocalText[];
  readonly action: LocalText;
}

/** A rule that could not run, and what it would need. */
export interface Unchecked {
  readonly rule: string;
  readonly needs: LocalText;
}

export function inLanguages(draw: (language: Language) => ChartSpec): Record<Language, ChartSpec> {
  return Object.fromEntries(languages.map((language) => [language, draw(language)])) as Record<Language, ChartSpec>;
}

export function percentText(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)} %`;
}

/** Rounds money to three digits: an estimate should not look exact. */
export function roundedMoney(amount: number): number {
  if (amount === 0) return 0;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.abs(amount))) - 2);
  return Math.round(amount / step) * step;
}

export function moneyAtStake(low: number, mid: number, high: number): MoneyAtStake {
  return {
    low: roundedMoney(Math.max(0, low)),
    mid: roundedMoney(Math.max(0, mid)),
    high: roundedMoney(Math.max(0, high)),
  };
}

/** Severity by money relative to a year's won value. */
export function severityOf(money: MoneyAtStake | null, yearlyValue: number): Finding['severity'] {
  if (money === null || yearlyValue <= 0) return 'low';
  const share = money.mid / yearlyValue;
  return share >= 0.03 ? 'high' : share >= 0.005 ? 'medium' : 'low';
}

export const words = {
  others: text('Others', '其他', '其他'),
  winRate: text('Win rate', '赢单率', '贏單率'),
  days: text('Days', '天数', '天數'),
  share: text('Share', '占比', '占比'),
  deals: text('Deals', '商机', '商機'),
} as const;
