import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { ForceSize } from './size-of-force.ts';
import { sizingWords } from './sizing-words.ts';

/** Each unit today and at the number that earns most. */
export function SizedUnits({ size, currency }: { readonly size: ForceSize; readonly currency: string }) {
  const say = useWords(sizingWords);
  const { language } = useLanguage();
  const money = (amount: number): string => formatMoney(amount.toFixed(0), currency, language, { short: true });
  return (
    <Section title={say('where')}>
      <PlainTable
        label={say('where')}
        columns={[
          { label: say('unit') },
          { label: say('today'), align: 'right' },
          { label: say('best'), align: 'right' },
          { label: say('change'), align: 'right' },
          { label: say('sales'), align: 'right' },
          { label: say('salesThen'), align: 'right' },
        ]}
      >
        {size.units.map((one) => (
          <tr key={one.id}>
            <td>{one.name}</td>
            <td data-align="right" data-label={say('today')}>
              {formatNumber(one.now, language)}
            </td>
            <td data-align="right" data-label={say('best')}>
              {say(one.atLimit ? 'orMore' : 'exactly', { people: formatNumber(one.best, language) })}
            </td>
            <td data-align="right" data-label={say('change')}>
              {formatNumber(one.best - one.now, language, { signed: true })}
            </td>
            <td data-align="right" data-label={say('sales')}>
              {money(one.sales)}
            </td>
            <td data-align="right" data-label={say('salesThen')}>
              {money(one.salesAtBest)}
            </td>
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}
