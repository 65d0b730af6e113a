import { useMemo } from 'react';
import { useLanguage } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { useToday } from '#web/state/now.ts';
import type { Reader } from './field-text.ts';

/** Language, zone, currency and day with which values are written for whoever is signed in. */
export function useReader(): Reader {
  const { language } = useLanguage();
  const { timeZone, baseCurrency } = useSession().company;
  const today = useToday();
  return useMemo(() => ({ language, timeZone, baseCurrency, today }), [language, timeZone, baseCurrency, today]);
}
