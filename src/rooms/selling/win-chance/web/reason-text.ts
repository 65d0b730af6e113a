import { useCallback } from 'react';
import type { Language } from '#kernel/local-text.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { titleOf } from '#web/records/field-text.ts';
import { useReader } from '#web/records/use-reader.ts';
import { stageKind } from '../../opportunities/contract.ts';
import { useStages } from '../../use-stages.ts';
import type { WinReason } from './use-win-chance.ts';
import { winWords } from './win-words.ts';

/** "Days in stage 34 days", "Stage Quotation", "Source Exhibition"; stages by their name in the reader's language. */
export function useReasonText(): (reason: WinReason) => string {
  const say = useWords(winWords);
  const local = useLocal();
  const reader = useReader();
  const stages = useStages();
  return useCallback(
    (reason) => {
      const label = local(reason.label);
      const { value } = reason;
      if (value === null) return label;
      if (typeof value === 'string') {
        const stage = reason.feature === 'stage' ? stages.find(({ name }) => name === value) : undefined;
        return `${label} ${stage === undefined ? value : titleOf(stageKind, stage, reader)}`;
      }
      switch (reason.unit) {
        case 'percent':
          return `${label} ${formatPercent(value, reader.language, { decimals: 0 })}`;
        case 'days':
          return `${label} ${say('days', { count: Math.round(value) })}`;
        default:
          return `${label} ${formatNumber(Math.round(value), reader.language)}`;
      }
    },
    [say, local, reader, stages],
  );
}

export function signedPoints(points: number, language: Language): string {
  const shown = Math.abs(points * 100).toLocaleString(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return `${points < 0 ? '−' : '+'}${shown}`;
}
