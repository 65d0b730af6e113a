import { formatMoney } from '#web/format/money.ts';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { TerritoryBalanceView } from '../balance-contract.ts';
import { balanceWords } from './balance-words.ts';
import styles from './TerritoryBalance.module.css';

/** What workload and potential are reckoned from. */
export function TerritoryNorms({ view }: { readonly view: TerritoryBalanceView }) {
  const say = useWords(balanceWords);
  const { language } = useLanguage();
  return (
    <div className={styles.norms}>
      <p>{say('basis')}</p>
      <ul>
        {view.norms.map(({ class: name, hours, potential }) => (
          <li key={name ?? ''}>
            {say(name === null ? 'normWithout' : 'norm', {
              class: name ?? '',
              hours: formatNumber(hours, language, { decimals: 1 }),
              money: formatMoney(potential?.toFixed(0), view.currency, language, { short: true }),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
