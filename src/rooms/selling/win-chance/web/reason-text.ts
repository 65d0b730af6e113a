import type { Language } from '#kernel/local-text.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import type { Say } from '#web/i18n/define-words.ts';
import type { WinReason } from './use-win-chance.ts';

/** "Days in stage 34 days", "Source Exhibition". */
export function reasonText(
  reason: WinReason,
  local: (text: WinReason['label']) => string,
  say: Say<'days'>,
  language: Language,
): string {
  const label = local(reason.label);
  if (reason.value === null) return label;
  if (typeof reason.value === 'string') return `${label} ${reason.value}`;
  switch (reason.unit) {
    case 'percent':
      return `${label} ${formatPercent(reason.value, language, { decimals: 0 })}`;
    case 'days':
      return `${label} ${say('days', { count: Math.round(reason.value) })}`;
    default:
      return `${label} ${formatNumber(Math.round(reason.value), language)}`;
  }
}

export function signedPoints(points: number, language: Language): string {
  const shown = Math.abs(points * 100).toLocaleString(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return `${points < 0 ? '−' : '+'}${shown}`;
}
