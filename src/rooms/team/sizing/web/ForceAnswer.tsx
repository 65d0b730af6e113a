import { Chart } from '#web/charts/Chart.tsx';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { ForceSize } from './size-of-force.ts';
import { SizedUnits } from './SizedUnits.tsx';
import { sizingWords } from './sizing-words.ts';

/** The number that earns most, profit at today's number and around it, and where people should be. */
export function ForceAnswer({ size, currency }: { readonly size: ForceSize; readonly currency: string }) {
  const say = useWords(sizingWords);
  const { language } = useLanguage();
  const number = (value: number): string => formatNumber(value, language);
  const money = (amount: number, signed = false): string =>
    formatMoney(amount.toFixed(0), currency, language, { short: true, signed });
  const rows = [
    { name: say('asToday'), people: size.now, profit: size.profitNow },
    ...size.steps.map(({ people, profit }) => ({
      name: say(people < size.now ? 'fewer' : people > size.now ? 'more' : 'sameNumber', {
        count: Math.abs(people - size.now),
      }),
      people,
      profit,
    })),
    { name: say('best'), people: size.best, profit: size.profitBest },
  ];
  return (
    <>
      <Section
        title={say(size.best === size.now ? 'answerSame' : 'answer', {
          best: number(size.best),
          now: number(size.now),
        })}
        hint={say('gain', { gain: money(size.profitBest - size.profitNow, true) })}
      >
        <PlainTable
          label={say('around')}
          columns={[
            { label: say('number') },
            { label: say('people'), align: 'right' },
            { label: say('profit'), align: 'right' },
            { label: say('difference'), align: 'right' },
          ]}
        >
          {rows.map(({ name, people, profit }) => (
            <tr key={name}>
              <td>{name}</td>
              <td data-align="right" data-label={say('people')}>
                {number(people)}
              </td>
              <td data-align="right" data-label={say('profit')}>
                {money(profit)}
              </td>
              <td data-align="right" data-label={say('difference')}>
                {money(profit - size.profitNow, true)}
              </td>
            </tr>
          ))}
        </PlainTable>
        <Chart
          height={260}
          spec={{
            kind: 'line',
            title: say('curve'),
            x: size.curve.map(({ people }) => people),
            series: [{ name: say('profit'), values: size.curve.map(({ profit }) => profit) }],
            marks: [
              { x: size.now, label: `${say('today')} ${number(size.now)}` },
              ...(size.best === size.now ? [] : [{ x: size.best, label: `${say('best')} ${number(size.best)}` }]),
            ],
            xAxis: { name: say('people'), unit: 'number' },
            value: { unit: 'money', currency },
          }}
        />
      </Section>
      <SizedUnits size={size} currency={currency} />
    </>
  );
}
