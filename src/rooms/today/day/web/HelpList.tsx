import { Link } from '@tanstack/react-router';
import { formatMoney } from '#web/format/money.ts';
import { formatPercent } from '#web/format/number.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import type { HelpNeeded } from '../contract.ts';
import styles from './TodayPage.module.css';
import { dayWords } from './day-words.ts';

/** People whose deals slip or lie still; each line opens their deals. */
export function HelpList({ people, currency }: { readonly people: readonly HelpNeeded[]; readonly currency: string }) {
  const say = useWords(dayWords);
  const { language, today } = useReader();
  return (
    <section className={styles.section}>
      <h2>{say('help')}</h2>
      <ol className={styles.rows}>
        {people.map((person) => (
          <li key={person.personId}>
            <Link
              className={styles.row}
              to="/selling/opportunities"
              search={
                { filter: [`ownerId:eq:${person.personId}`, 'status:eq:open', `expectedCloseOn:lt:${today}`] } as never
              }
            >
              <span className={styles.title}>
                {person.name}
                <small>
                  {[
                    person.pastClose > 0 ? say('helpPast', { count: person.pastClose }) : '',
                    person.quiet > 0 ? say('helpQuiet', { count: person.quiet }) : '',
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </small>
              </span>
              <span className={styles.reason}>
                <small>
                  {say('attainment')} {formatPercent(person.attainment, language, { decimals: 0 })}
                </small>
              </span>
              <span className={styles.amount}>
                {formatMoney(person.openAmount, currency, language, { short: true })}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
