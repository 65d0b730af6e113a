import type { LocalText } from '#kernel/local-text.ts';
import { text } from '#kernel/local-text.ts';

/** What a figure of the working measures; the reader's language and the company's currency decide how it is written. */
export type StepUnit = 'money' | 'percent' | 'points' | 'days' | 'hours' | 'count' | 'p' | 'number';

export interface StepValue {
  readonly value: number;
  readonly unit: StepUnit;
}

export interface NamedValue extends StepValue {
  readonly name: LocalText;
}

/** One step of the working: what was done, with what, what came out. */
export interface FindingStep {
  readonly step: LocalText;
  readonly inputs?: readonly NamedValue[];
  readonly output?: StepValue;
  /** Paper or standard. */
  readonly source?: string;
}

const of =
  (unit: StepUnit) =>
  (value: number): StepValue => ({ value, unit });

export const money = of('money');
export const percent = of('percent');
export const points = of('points');
export const days = of('days');
export const hours = of('hours');
export const count = of('count');
export const pValue = of('p');
export const number = of('number');

/** `input(['deals', '商机', '商機'], count(12))` */
export function input(name: readonly [en: string, hans: string, hant: string], value: StepValue): NamedValue {
  return { name: text(...name), ...value };
}

/** Names of figures that several rules show. */
export const inputNames = {
  deals: ['deals', '商机', '商機'],
  others: ['the others', '其他', '其他'],
  customers: ['customers', '客户', '客戶'],
  value: ['value', '金额', '金額'],
  people: ['people', '人数', '人數'],
} as const satisfies Readonly<Record<string, readonly [string, string, string]>>;

export const rankSumSource = 'Mann & Whitney 1947; Benjamini & Hochberg 1995';

/** The test that three rules share. */
export function rankSumStep(p: number): FindingStep {
  return {
    step: text(
      'chance of so large a difference if there were none: rank-sum test, corrected over all groups compared',
      '若并无差异，出现如此大差距的概率：秩和检验，并对全部比较组做校正',
      '若並無差異，出現如此大差距的機率：秩和檢定，並對全部比較組做校正',
    ),
    output: pValue(p),
    source: rankSumSource,
  };
}

export function scoreTestStep(p: number): FindingStep {
  return {
    step: text(
      'chance of so large a difference if there were none: score test, corrected over all groups compared',
      '若并无差异，出现如此大差距的概率：得分检验，并对全部比较组做校正',
      '若並無差異，出現如此大差距的機率：得分檢定，並對全部比較組做校正',
    ),
    output: pValue(p),
    source: 'Benjamini & Hochberg 1995',
  };
}
