import type { Language } from '#kernel/local-text.ts';
import { type DateManner, formatDate, relativeDate } from '#web/format/date.ts';
import { type MoneyManner, formatMoney } from '#web/format/money.ts';
import { type NumberManner, formatNumber, formatPercent } from '#web/format/number.ts';
import { useLanguage } from '#web/i18n/language-context.tsx';
import { useToday } from '#web/state/now.ts';

function useReaderLanguage(): Language {
  return useLanguage().language;
}

/** An exact amount; where it is shortened, the full amount stands in the hint. */
export function Money({
  amount,
  currency,
  ...manner
}: MoneyManner & { readonly amount: string | null | undefined; readonly currency: string }) {
  const language = useReaderLanguage();
  return (
    <span title={manner.short === true ? formatMoney(amount, currency, language) : undefined}>
      {formatMoney(amount, currency, language, manner)}
    </span>
  );
}

export function Percent({ share, ...manner }: NumberManner & { readonly share: number | null | undefined }) {
  return <>{formatPercent(share, useReaderLanguage(), manner)}</>;
}

export function NumberText({ value, ...manner }: NumberManner & { readonly value: number | null | undefined }) {
  return <>{formatNumber(value, useReaderLanguage(), manner)}</>;
}

/** A calendar day; `relative` says how far away it is, with the day in the hint. */
export function DateText({
  date,
  manner = 'short',
  relative = false,
}: {
  readonly date: string | null | undefined;
  readonly manner?: DateManner;
  readonly relative?: boolean;
}) {
  const language = useReaderLanguage();
  const today = useToday();
  if (date === null || date === undefined || date === '') return <>–</>;
  return (
    <time dateTime={date} title={formatDate(date, language, 'long')}>
      {relative ? relativeDate(date, today, language) : formatDate(date, language, manner, today)}
    </time>
  );
}
