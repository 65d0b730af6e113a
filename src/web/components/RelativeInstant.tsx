import { formatInstant, relativeInstant } from '#web/format/date.ts';
import { useLanguage } from '#web/i18n/language-context.tsx';
import { useNow } from '#web/state/now.ts';
import { useSession } from '#web/shell/app-context.ts';

/** '3 hours ago', with the exact time on hover. */
export function RelativeInstant({ instant }: { readonly instant: string }) {
  const { language } = useLanguage();
  const { company } = useSession();
  return (
    <time
      dateTime={instant}
      title={formatInstant(instant, language, company.timeZone, 'long')}
      style={{ color: 'var(--qd-muted)', fontSize: 12, whiteSpace: 'nowrap' }}
    >
      {relativeInstant(instant, useNow(), language)}
    </time>
  );
}
