import { Chart } from '#web/charts/Chart.tsx';
import { PlainTable } from '#web/components/PageBody.tsx';
import { formatDate } from '#web/format/date.ts';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { PromotionEffectView } from '../contract.ts';
import styles from './PromotionEffect.module.css';
import { effectChart } from './effect-chart.ts';
import { effectWords } from './effect-words.ts';
import { notesOf, verdictOf } from './effect-notes.ts';

/** The verdict with its interval, what it is made of, and the weeks around it. */
export function EffectFigures({ effect }: { readonly effect: PromotionEffectView }) {
  const say = useWords(effectWords);
  const { language } = useLanguage();
  const { net, currency, uplift, cannibalisation, pullForward, baseline, sold } = effect;
  const money = (amount: number): string =>
    formatMoney(amount.toFixed(0), currency, language, { short: true, signed: true });
  const units = (amount: number): string => formatNumber(amount, language, { decimals: 0, short: true });
  const rows = [
    { name: 'baseline', estimate: baseline, between: null },
    { name: 'sold', estimate: sold, between: null },
    { name: 'uplift', estimate: uplift.estimate, between: uplift },
    ...(effect.others === 0
      ? []
      : [{ name: 'cannibalisation', estimate: cannibalisation.estimate, between: cannibalisation } as const]),
    ...(pullForward === null
      ? []
      : [{ name: 'pullForward', estimate: pullForward.estimate, between: pullForward } as const]),
  ] as const;
  const verdict = verdictOf(net);
  return (
    <>
      <p className={styles.net}>
        {say(effect.inRevenue ? 'netRevenue' : 'net')} <b>{money(net.estimate)}</b>
      </p>
      <p>{say('between', { low: money(net.low), high: money(net.high) })}</p>
      <p className={styles.verdict} data-verdict={verdict}>
        {say(verdict, { share: formatPercent(effect.chanceOfGain, language, { decimals: 0 }) })}
      </p>
      <PlainTable
        label={say('title')}
        columns={[
          { label: say('units') },
          { label: say('estimate'), align: 'right' },
          { label: say('interval'), align: 'right' },
        ]}
      >
        {rows.map(({ name, estimate, between }) => (
          <tr key={name}>
            <td>{say(name)}</td>
            <td data-align="right" data-label={say('estimate')}>
              {units(estimate)}
            </td>
            <td data-align="right" data-label={say('interval')}>
              {between === null ? '–' : say('range', { low: units(between.low), high: units(between.high) })}
            </td>
          </tr>
        ))}
      </PlainTable>
      <h3>{say('weeks')}</h3>
      <Chart spec={effectChart(effect, say, (day) => formatDate(day, language))} height={200} bare />
      <ul className={styles.notes}>
        {notesOf(effect).map(({ word, values }) => (
          <li key={word}>{say(word, values)}</li>
        ))}
      </ul>
    </>
  );
}
