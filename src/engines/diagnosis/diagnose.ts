import type { DiagnosisInput } from './diagnosis-input.ts';
import type { Finding, Lens, Unchecked } from './finding.ts';
import { lenses } from './finding.ts';
import type { DiagnosisFrame, DiagnosisRule } from './rule.ts';
import { bestPractice } from './rules/best-practice.ts';
import { churnDrivers } from './rules/churn-drivers.ts';
import { competitorLosses } from './rules/competitor-losses.ts';
import { concentration } from './rules/concentration.ts';
import { coverage } from './rules/coverage.ts';
import { cycleGap } from './rules/cycle-gap.ts';
import { dataGaps } from './rules/data-gaps.ts';
import { discountLeakage } from './rules/discount-leakage.ts';
import { leadResponse } from './rules/lead-response.ts';
import { priceSensitivity } from './rules/price-sensitivity.ts';
import { season } from './rules/season.ts';
import { slippingDeals } from './rules/slipping-deals.ts';
import { slowRamp } from './rules/slow-ramp.ts';
import { stageBottleneck } from './rules/stage-bottleneck.ts';
import { trainingEffect } from './rules/training-effect.ts';
import { trend } from './rules/trend.ts';
import { unevenLoad } from './rules/uneven-load.ts';
import { winRateGap } from './rules/win-rate-gap.ts';

export const diagnosisVersion = '3';

export const diagnosisRules: readonly DiagnosisRule[] = [
  trend,
  season,
  stageBottleneck,
  winRateGap,
  competitorLosses,
  cycleGap,
  slippingDeals,
  concentration,
  coverage,
  discountLeakage,
  priceSensitivity,
  leadResponse,
  unevenLoad,
  slowRamp,
  trainingEffect,
  bestPractice,
  churnDrivers,
  dataGaps,
];

export interface Diagnosis {
  readonly asOfDay: number;
  readonly currency: string;
  /** Most money first; those without money after, by confidence. */
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** Per lens: how many findings and how much money. */
  readonly lenses: readonly { readonly lens: Lens; readonly findings: number; readonly money: number }[];
  readonly checked: readonly string[];
}

/** Looks at a company through every rule that its data allows. */
export function diagnose(input: DiagnosisInput, rules: readonly DiagnosisRule[] = diagnosisRules): Diagnosis {
  const frame = frameOf(input);
  const findings: Finding[] = [];
  const unchecked: Unchecked[] = [];
  const checked: string[] = [];
  for (const rule of rules) {
    const needs = rule.missing(frame);
    if (needs !== undefined) unchecked.push({ rule: rule.name, needs });
    else {
      checked.push(rule.name);
      findings.push(...rule.run(frame));
    }
  }
  findings.sort(
    (left, right) =>
      (right.money?.mid ?? 0) - (left.money?.mid ?? 0) ||
      right.confidence - left.confidence ||
      (left.subject < right.subject ? -1 : 1),
  );
  return {
    asOfDay: input.asOfDay,
    currency: input.currency,
    findings,
    unchecked,
    checked,
    lenses: lenses.map((lens) => {
      const own = findings.filter((finding) => finding.lens === lens);
      return { lens, findings: own.length, money: own.reduce((sum, finding) => sum + (finding.money?.mid ?? 0), 0) };
    }),
  };
}

function frameOf(input: DiagnosisInput): DiagnosisFrame {
  let yearlyValue = 0;
  let wonSum = 0;
  let wonCount = 0;
  for (const deal of input.deals) {
    if (deal.status !== 'won' || deal.amount === null) continue;
    wonSum += deal.amount;
    wonCount += 1;
    if (deal.closedDay !== null && deal.closedDay > input.asOfDay - 365 && deal.closedDay <= input.asOfDay)
      yearlyValue += deal.amount;
  }
  if (yearlyValue === 0)
    for (const line of input.lines)
      if (line.day > input.asOfDay - 365 && line.day <= input.asOfDay) yearlyValue += line.amount;
  return {
    input,
    yearlyValue,
    meanWon: wonCount === 0 ? 0 : wonSum / wonCount,
    name: (id, language = 'zh-Hans') => {
      const known = id === null ? '—' : (input.names[id] ?? id);
      return typeof known === 'string' ? known : known[language];
    },
  };
}
