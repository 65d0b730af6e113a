import type { Language } from '#kernel/local-text.ts';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import type { chartWords } from '#web/i18n/chart-words.ts';
import type { Say } from '#web/i18n/define-words.ts';

/** A measured value with its unit. */
export interface Measure {
  readonly value: number | null;
  /** The same amount as exact decimal text, for money. */
  readonly exact?: string;
  readonly unit: 'count' | 'money' | 'percent' | 'days' | 'hours' | 'number';
  readonly currency?: string;
}

/** A measure in the reader's notation, short. */
export function measureText(
  { value, exact, unit, currency }: Measure,
  language: Language,
  say: Say<NonNullable<typeof chartWords.keys>>,
): string {
  if (value === null) return '–';
  switch (unit) {
    case 'money':
      return formatMoney(exact ?? String(value), currency ?? 'CNY', language, { short: true });
    case 'percent':
      return formatPercent(value, language);
    case 'days':
      return say('days', { value: formatNumber(value, language, { decimals: 1 }) });
    case 'hours':
      return say('hours', { value: formatNumber(value, language, { decimals: 1 }) });
    default:
      return formatNumber(value, language, { short: true });
  }
}
