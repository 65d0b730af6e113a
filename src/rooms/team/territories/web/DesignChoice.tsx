import { Radio } from '@mantine/core';
import { PlainTable } from '#web/components/PageBody.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { ProposedDesigns, TerritoryBalanceView } from '../balance-contract.ts';
import { balanceWords } from './balance-words.ts';
import styles from './TerritoryBalance.module.css';

interface DesignChoiceProps {
  readonly view: TerritoryBalanceView;
  readonly designs: ProposedDesigns;
  readonly chosen: number;
  readonly tolerance: number;
  readonly onChoose: (index: number) => void;
}

/** The designs beside each other and beside today: what moves, and what that brings. */
export function DesignChoice({ view, designs, chosen, tolerance, onChoose }: DesignChoiceProps) {
  const say = useWords(balanceWords);
  const { language } = useLanguage();
  const percent = (value: number): string => formatPercent(value, language, { decimals: 0 });
  const km = (value: number): string => say('km', { km: formatNumber(value, language, { decimals: 0 }) });
  return (
    <>
      <PlainTable
        label={say('designs')}
        columns={[
          { label: say('weight') },
          { label: say('moves'), align: 'right' },
          { label: say('worstWorkload'), align: 'right' },
          { label: say('worstPotential'), align: 'right' },
          { label: say('spread'), align: 'right' },
          { label: `± ${percent(tolerance)}` },
        ]}
      >
        <tr>
          <td>{say('today')}</td>
          <td data-align="right" data-label={say('moves')}>
            –
          </td>
          <td data-align="right" data-label={say('worstWorkload')}>
            {percent(view.worst.workload)}
          </td>
          <td data-align="right" data-label={say('worstPotential')}>
            {percent(view.worst.potential)}
          </td>
          <td data-align="right" data-label={say('spread')}>
            {km(designs.spreadKm)}
          </td>
          <td />
        </tr>
        {designs.designs.map((design, i) => (
          <tr key={design.disruption}>
            <td>
              <Radio
                name="design"
                checked={i === chosen}
                onChange={() => onChoose(i)}
                label={say('weightOf', { weight: formatNumber(design.disruption, language) })}
                aria-label={`${say('choose')}: ${say('weightOf', { weight: formatNumber(design.disruption, language) })}`}
              />
            </td>
            <td data-align="right" data-label={say('moves')}>
              {formatNumber(design.moves.length, language)}
            </td>
            <td data-align="right" data-label={say('worstWorkload')}>
              {percent(design.worst.workload)}
            </td>
            <td data-align="right" data-label={say('worstPotential')}>
              {percent(design.worst.potential)}
            </td>
            <td data-align="right" data-label={say('spread')}>
              {km(design.spreadKm)}
            </td>
            <td>
              <Tone tone={design.within ? 'good' : 'warning'}>{say(design.within ? 'within' : 'beyond')}</Tone>
            </td>
          </tr>
        ))}
      </PlainTable>
      {designs.designs[chosen].within ? null : (
        <p className={styles.muted}>{say('notWithin', { share: percent(tolerance) })}</p>
      )}
    </>
  );
}
