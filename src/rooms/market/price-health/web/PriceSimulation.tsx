import { Slider } from '@mantine/core';
import { useState } from 'react';
import { type SimulatedTotal, simulatePrices } from '#engines/pricing/optimisation/simulate-prices.ts';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { PriceHealth } from '../contract.ts';
import { knownElasticity, reasonsOf } from './elasticity-tells.ts';
import styles from './PriceHealth.module.css';
import { priceWords } from './price-words.ts';

const [least, most] = [-15, 15];

/** What a year at another price would bring, with its uncertainty: worked out here, while the slider moves. */
export function PriceSimulation({ health }: { readonly health: PriceHealth }) {
  const say = useWords(priceWords);
  const { language } = useLanguage();
  const [change, setChange] = useState(5);
  const { elasticity, today, currency } = health;
  const known = knownElasticity(elasticity);
  if (known === undefined)
    return (
      <p className={styles.muted}>
        {say('noSimulation', {
          reasons: reasonsOf(elasticity)
            .map((reason) => say(reason))
            .join(' · '),
        })}
      </p>
    );
  const price = today.price * (1 + change / 100);
  const found = simulatePrices(
    [{ product: '', price: today.price, cost: today.cost ?? 0, elasticity: known.estimate, quantity: today.quantity }],
    [known],
    [price],
  );
  const money = (amount: number): string =>
    formatMoney(amount.toFixed(0), currency, language, { short: true, signed: true });
  const units = (amount: number): string => formatNumber(amount, language, { decimals: 0, short: true, signed: true });
  const exact = (amount: number): string => formatMoney(amount.toFixed(2), currency, language);
  const row = (name: 'quantity' | 'revenue' | 'profit', total: SimulatedTotal, write: (amount: number) => string) => (
    <tr>
      <th scope="row">{say(name)}</th>
      <td>{write(total.mean)}</td>
      <td>{say('between', { low: write(total.low), high: write(total.high) })}</td>
    </tr>
  );
  return (
    <div className={styles.simulation}>
      <h3>{say('simulate')}</h3>
      <Slider
        thumbLabel={say('change')}
        min={least}
        max={most}
        step={0.5}
        value={change}
        onChange={setChange}
        label={(value) => formatPercent(value / 100, language, { signed: true })}
        marks={[-10, 0, 10].map((value) => ({ value, label: formatPercent(value / 100, language, { signed: true }) }))}
      />
      <p>
        <b>{formatPercent(change / 100, language, { signed: true })}</b>{' '}
        {say('newPrice', { price: exact(price), today: exact(today.price) })}
      </p>
      <table>
        <tbody>
          {row('quantity', found.quantity, units)}
          {row('revenue', found.revenue, money)}
          {today.cost === null ? null : row('profit', found.profit, money)}
        </tbody>
      </table>
      {today.cost === null ? null : (
        <p>{say('chance', { share: formatPercent(found.chanceOfMoreProfit, language, { decimals: 0 }) })}</p>
      )}
      <p className={styles.muted}>{say('simulationBasis')}</p>
    </div>
  );
}
