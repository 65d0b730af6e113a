import { Link } from '@tanstack/react-router';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { ProcessView } from '../contract.ts';
import { useDays, useStageName } from './ProcessMap.tsx';
import { processWords } from './process-words.ts';

/** What each stage takes, what it should take, and what is in it today; the number of deals leads to them. */
export function ProcessStages({ view }: { readonly view: ProcessView }) {
  const say = useWords(processWords);
  const { language } = useLanguage();
  const nameOf = useStageName(view);
  const days = useDays();
  return (
    <Section title={say('stages')}>
      <PlainTable
        label={say('stages')}
        columns={[
          { label: say('stage') },
          { label: say('deals'), align: 'right' },
          { label: say('median'), align: 'right' },
          { label: say('expected'), align: 'right' },
          { label: say('again'), align: 'right' },
          { label: say('inItNow'), align: 'right' },
          { label: say('moneyNow'), align: 'right' },
          { label: say('soFar'), align: 'right' },
        ]}
      >
        {view.stages
          .filter(({ outcome }) => outcome === 'open')
          .map((stage) => (
            <tr key={stage.id}>
              <td>{nameOf(stage.id)}</td>
              <td data-align="right" data-label={say('deals')}>
                {formatNumber(stage.deals, language)}
              </td>
              <td data-align="right" data-label={say('median')}>
                {days(stage.medianDays)}
              </td>
              <td data-align="right" data-label={say('expected')}>
                {days(stage.expectedDays)}
              </td>
              <td data-align="right" data-label={say('again')}>
                {formatNumber(stage.repeats, language)}
              </td>
              <td data-align="right" data-label={say('inItNow')}>
                <Link
                  to="/selling/opportunities"
                  search={{ filter: [`stageId:eq:${stage.id}`, 'status:eq:open'] } as never}
                >
                  {formatNumber(stage.now.deals, language)}
                </Link>
              </td>
              <td data-align="right" data-label={say('moneyNow')}>
                {formatMoney(stage.now.amount.toFixed(0), view.currency, language, { short: true })}
              </td>
              <td data-align="right" data-label={say('soFar')}>
                {days(stage.now.medianDays)}
              </td>
            </tr>
          ))}
      </PlainTable>
    </Section>
  );
}

/** The ways deals went, most frequent first. */
export function ProcessVariants({ view }: { readonly view: ProcessView }) {
  const say = useWords(processWords);
  const { language } = useLanguage();
  const nameOf = useStageName(view);
  const days = useDays();
  return (
    <Section title={say('variants')}>
      <PlainTable
        label={say('variants')}
        columns={[
          { label: say('way') },
          { label: say('deals'), align: 'right' },
          { label: say('share'), align: 'right' },
          { label: say('median'), align: 'right' },
        ]}
      >
        {view.variants.slice(0, 12).map(({ path, count, share, medianDays }) => (
          <tr key={path.join('|')}>
            <td>{path.map(nameOf).join(' → ')}</td>
            <td data-align="right" data-label={say('deals')}>
              {formatNumber(count, language)}
            </td>
            <td data-align="right" data-label={say('share')}>
              {formatPercent(share, language)}
            </td>
            <td data-align="right" data-label={say('median')}>
              {days(medianDays)}
            </td>
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}
