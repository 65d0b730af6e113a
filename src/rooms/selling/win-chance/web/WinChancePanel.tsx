import type { SentRecord } from '#web/api/records-api.ts';
import { problemOf } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { formatDate } from '#web/format/date.ts';
import { formatPercent } from '#web/format/number.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { signedPoints, useReasonText } from './reason-text.ts';
import { useWinChance } from './use-win-chance.ts';
import styles from './WinChance.module.css';
import { winWords } from './win-words.ts';

/** The predicted chance of an open deal and every reason for it: from the average, step by step, to the chance. */
export function WinChancePanel({ record }: { readonly record: SentRecord }) {
  const say = useWords(winWords);
  const reasonText = useReasonText();
  const { language } = useReader();
  const open = record.status === 'open';
  const { data: chance, error, isPending } = useWinChance(record.id, open);
  if (!open || isPending) return null;
  if (error !== null) return <ProblemView problem={problemOf(error)} />;
  if (chance === null)
    return (
      <section className={styles.panel}>
        <h2>{say('chance')}</h2>
        <p>{say('none')}</p>
        <p className={styles.muted}>{say('noneWhy')}</p>
      </section>
    );
  const widest = Math.max(0.01, ...chance.reasons.map(({ points }) => Math.abs(points)));
  return (
    <section className={styles.panel}>
      <h2>{say('chance')}</h2>
      <div className={styles.head}>
        <b>{formatPercent(chance.chance, language, { decimals: 0 })}</b>
        <span className={styles.muted}>{say('asOf', { day: formatDate(chance.asOf, language) })}</span>
      </div>
      <ul className={styles.reasons}>
        <li className={styles.total}>
          <span>{say('base')}</span>
          <span />
          <span>{formatPercent(chance.base, language, { decimals: 1 })}</span>
        </li>
        {chance.reasons.map((reason) => (
          <li key={reason.feature}>
            <span>{reasonText(reason)}</span>
            <span className={styles.track} aria-hidden>
              <i
                className={reason.points < 0 ? styles.against : styles.for}
                style={{ width: `${(Math.abs(reason.points) / widest) * 50}%` }}
              />
            </span>
            <span>{signedPoints(reason.points, language)}</span>
          </li>
        ))}
        <li className={styles.total}>
          <span>{say('result')}</span>
          <span />
          <span>{formatPercent(chance.chance, language, { decimals: 1 })}</span>
        </li>
      </ul>
    </section>
  );
}
