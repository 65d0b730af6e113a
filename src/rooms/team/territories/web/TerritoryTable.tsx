import { PlainTable } from '#web/components/PageBody.tsx';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { ProposedDesign, TerritoryBalanceView } from '../balance-contract.ts';
import { balanceWords } from './balance-words.ts';
import { ShareBar } from './ShareBar.tsx';
import styles from './TerritoryBalance.module.css';

interface TerritoryTableProps {
  readonly view: TerritoryBalanceView;
  readonly design: ProposedDesign | undefined;
  readonly tolerance: number;
  readonly picked: number | undefined;
  readonly onPick: (territory: number) => void;
}

/** Each territory against the mean, today and after a design; its name picks it out on the map. */
export function TerritoryTable({ view, design, tolerance, picked, onPick }: TerritoryTableProps) {
  const say = useWords(balanceWords);
  const { language } = useLanguage();
  const then = design?.territories;
  return (
    <PlainTable
      label={say('territories')}
      columns={[
        { label: say('territory') },
        { label: say('accounts'), align: 'right' },
        { label: say('hours'), align: 'right' },
        { label: say('workload'), align: 'right' },
        { label: say('potentialMoney'), align: 'right' },
        { label: say('potential'), align: 'right' },
      ]}
    >
      {view.territories.map((one, t) => (
        <tr key={one.id}>
          <td>
            <button type="button" className={styles.pick} aria-pressed={picked === t} onClick={() => onPick(t)}>
              {one.name}
            </button>
            <small className={styles.muted}>{one.holder ?? say('vacant')}</small>
          </td>
          <td data-align="right" data-label={say('accounts')}>
            {formatNumber(one.accounts, language)}
            {then === undefined ? null : (
              <small className={styles.then}>→ {formatNumber(then[t].accounts, language)}</small>
            )}
          </td>
          <td data-align="right" data-label={say('hours')}>
            {formatNumber(one.hours, language, { decimals: 0 })}
          </td>
          <td data-align="right" data-label={say('workload')}>
            <ShareBar share={one.workloadShare} then={then?.[t].workloadShare} tolerance={tolerance} />
          </td>
          <td data-align="right" data-label={say('potentialMoney')}>
            {formatMoney(one.potential?.toFixed(0), view.currency, language, { short: true })}
          </td>
          <td data-align="right" data-label={say('potential')}>
            <ShareBar share={one.potentialShare} then={then?.[t].potentialShare} tolerance={tolerance} />
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
