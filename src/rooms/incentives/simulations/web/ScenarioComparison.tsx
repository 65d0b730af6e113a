import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { PayMoney } from '../../PayMoney.tsx';
import { payWords } from '../../pay-words.ts';
import styles from './Simulation.module.css';
import type { Scenario } from './simulation-types.ts';
import { simulationWords } from './simulation-words.ts';

interface ScenarioComparisonProps {
  readonly comparison: Scenario['comparisons'][number];
  readonly currency: string;
}

/** Who gains and who loses under one plan compared with another. */
export function ScenarioComparison({ comparison, currency }: ScenarioComparisonProps) {
  const say = useWords(simulationWords);
  const sayPay = useWords(payWords);
  const { label, against, winners, losers, unchanged } = comparison;
  return (
    <Section
      title={say('against', { label, other: against })}
      hint={
        <>
          {say('winners', { winners, losers, unchanged })} · {say('cost')}{' '}
          <PayMoney amount={comparison.costChange.toFixed(2)} currency={currency} signed />
        </>
      }
    >
      <div className={styles.side}>
        {(['mostWon', 'mostLost'] as const).map((side) => (
          <PlainTable
            key={side}
            label={say(side)}
            columns={[
              { label: say(side) },
              { label: sayPay('before'), align: 'right' },
              { label: sayPay('now'), align: 'right' },
              { label: sayPay('change'), align: 'right' },
            ]}
          >
            {comparison[side].map(({ person, before, after, change }) => (
              <tr key={person.id}>
                <td>{person.name}</td>
                <td data-align="right">
                  <PayMoney amount={before.toFixed(2)} currency={currency} />
                </td>
                <td data-align="right">
                  <PayMoney amount={after.toFixed(2)} currency={currency} />
                </td>
                <td data-align="right">
                  <PayMoney amount={change.toFixed(2)} currency={currency} signed />
                </td>
              </tr>
            ))}
          </PlainTable>
        ))}
      </div>
    </Section>
  );
}
