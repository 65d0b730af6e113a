import { formatMoney } from '#web/format/money.ts';
import { useLanguage } from '#web/i18n/language-context.tsx';

interface PayMoneyProps {
  readonly amount: string | null;
  readonly currency: string;
  readonly signed?: boolean;
}

/** An exact amount in the reader's notation; red below zero. */
export function PayMoney({ amount, currency, signed }: PayMoneyProps) {
  const { language } = useLanguage();
  const negative = amount?.startsWith('-') === true;
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums', ...(negative ? { color: 'var(--qd-bad)' } : {}) }}>
      {formatMoney(amount, currency, language, { signed })}
    </span>
  );
}
