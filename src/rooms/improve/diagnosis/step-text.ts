import type { Language } from '#kernel/local-text.ts';
import type { FindingStep, StepValue } from '#engines/diagnosis/finding-step.ts';

export interface StepLine {
  readonly step: string;
  readonly output: string | undefined;
  readonly inputs: string;
  readonly source: string | undefined;
}

/** One step of the working as a reader of the language reads it: on the page, in the report, on the command line. */
export function stepLine(step: FindingStep, language: Language, currency: string): StepLine {
  return {
    step: step.step[language],
    output: step.output === undefined ? undefined : stepValue(step.output, language, currency),
    inputs: (step.inputs ?? []).map((one) => `${one.name[language]} ${stepValue(one, language, currency)}`).join(' · '),
    source: step.source,
  };
}

const unitWords = {
  days: { en: ' days', 'zh-Hans': ' 天', 'zh-Hant': ' 天' },
  hours: { en: ' hours', 'zh-Hans': ' 小时', 'zh-Hant': ' 小時' },
  points: { en: ' points', 'zh-Hans': ' 个百分点', 'zh-Hant': ' 個百分點' },
} as const;

function stepValue({ value, unit }: StepValue, language: Language, currency: string): string {
  const plain = (figure: number, digits: number): string =>
    figure.toLocaleString(language, { maximumFractionDigits: digits });
  switch (unit) {
    case 'money':
      return new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 }).format(value);
    case 'percent':
      return `${plain(value * 100, 1)} %`;
    case 'points':
      return `${value > 0 ? '+' : ''}${plain(value * 100, 1)}${unitWords.points[language]}`;
    case 'days':
    case 'hours':
      return `${plain(value, 1)}${unitWords[unit][language]}`;
    case 'count':
      return plain(value, 0);
    case 'p':
      return value < 0.0001 ? '< 0.0001' : value.toLocaleString(language, { maximumSignificantDigits: 2 });
    case 'number':
      return plain(value, 2);
  }
}
