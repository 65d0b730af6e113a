import { Link } from '@tanstack/react-router';
import { Tone } from '#web/components/Tone.tsx';
import { formatMoney } from '#web/format/money.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { recordPath, useKind } from '#web/shell/app-context.ts';
import type { DayItem } from '../contract.ts';
import styles from './TodayPage.module.css';
import { dayWords } from './day-words.ts';

const tones: Partial<Record<DayItem['reason'], 'good' | 'warning' | 'bad' | 'accent'>> = {
  won: 'good',
  lost: 'bad',
  pastClose: 'warning',
  leadWaiting: 'warning',
  created: 'accent',
};

/** One line of the day: what, with whom, why in a word, how long, how much. */
export function DayRow({ item, currency }: { readonly item: DayItem; readonly currency: string }) {
  const say = useWords(dayWords);
  const { language } = useReader();
  const kind = useKind(item.kind);
  if (kind === undefined) return null;
  return (
    <li>
      <Link className={styles.row} to={recordPath(kind, item.id)}>
        <span className={styles.title}>
          {item.title}
          <small>{[item.who, item.detail].filter((part) => part !== null && part !== '').join(' · ')}</small>
        </span>
        <span className={styles.reason}>
          <Tone tone={tones[item.reason]}>{say(item.reason === 'won' ? 'wonReason' : item.reason)}</Tone>
          {item.days === null || item.days === 0 ? null : <small>{say('days', { count: item.days })}</small>}
        </span>
        <span className={styles.amount}>
          {item.amount === null ? '' : formatMoney(item.amount, currency, language, { short: true })}
        </span>
      </Link>
    </li>
  );
}
