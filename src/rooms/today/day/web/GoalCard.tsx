import { formatMoney } from '#web/format/money.ts';
import { formatPercent } from '#web/format/number.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import type { DayGoal } from '../contract.ts';
import styles from './TodayPage.module.css';
import { dayWords } from './day-words.ts';

/** How the quarter stands: won, what the open deals would add, and the quota both are measured by. */
export function GoalCard({ goal, currency }: { readonly goal: DayGoal; readonly currency: string }) {
  const say = useWords(dayWords);
  const { language } = useReader();
  const money = (amount: string): string => formatMoney(amount, currency, language, { short: true });
  const quota = goal.quota === null ? null : Number(goal.quota);
  const share = (amount: number): number | null => (quota === null || quota === 0 ? null : amount / quota);
  const won = share(Number(goal.won));
  const outlook = share(Number(goal.won) + Number(goal.weighted));
  return (
    <section className={styles.section}>
      <h2>{say('goal')}</h2>
      <p className={styles.attainment}>
        <b>{won === null ? money(goal.won) : formatPercent(won, language, { decimals: 0 })}</b>
        <small>{won === null ? say('noQuota') : say('attainment')}</small>
      </p>
      {won === null || outlook === null ? null : (
        <div
          className={styles.meter}
          role="img"
          aria-label={`${say('attainment')} ${formatPercent(won, language)}, ${say('outlook')} ${formatPercent(outlook, language)}`}
        >
          <span data-part="outlook" style={{ width: `${Math.min(100, outlook * 100)}%` }} />
          <span data-part="won" style={{ width: `${Math.min(100, won * 100)}%` }} />
        </div>
      )}
      <dl className={styles.figures}>
        <dt>{say('won')}</dt>
        <dd>{money(goal.won)}</dd>
        <dt>{say('weighted')}</dt>
        <dd>{money(goal.weighted)}</dd>
        <dt>{say('quota')}</dt>
        <dd>{goal.quota === null ? '–' : money(goal.quota)}</dd>
        <dt>{say('outlook')}</dt>
        <dd>{formatPercent(outlook, language, { decimals: 0 })}</dd>
        <dt>{say('open')}</dt>
        <dd>
          {goal.openCount} · {money(goal.openAmount)}
        </dd>
      </dl>
    </section>
  );
}
