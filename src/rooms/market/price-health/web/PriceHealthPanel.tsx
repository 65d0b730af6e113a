import { useQuery } from '@tanstack/react-query';
import type { WaterfallChart } from '#kernel/chart.ts';
import { problemOf } from '#web/api/problem.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { fetchValue } from '#web/api/request.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { formatDate } from '#web/format/date.ts';
import { formatMoney } from '#web/format/money.ts';
import { formatPercent } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { PriceHealth } from '../contract.ts';
import { ElasticityFigure } from './ElasticityFigure.tsx';
import styles from './PriceHealth.module.css';
import { PriceSimulation } from './PriceSimulation.tsx';
import { priceWords } from './price-words.ts';

/** How demand answers the price of a product, what is left of its list price, and what another price would bring. */
export function PriceHealthPanel({ record }: { readonly record: SentRecord }) {
  const say = useWords(priceWords);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['price-health', record.id],
    queryFn: ({ signal }) =>
      fetchValue<{ health: PriceHealth | null }>(`/api/market/products/${record.id}/price-health`, { signal }),
    retry: false,
  });
  return (
    <section className={styles.panel}>
      <h2>{say('title')}</h2>
      {error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : isPending ? (
        <RowSkeletons rows={6} />
      ) : data.health === null ? (
        <p className={styles.muted}>{say('none')}</p>
      ) : (
        <PriceFacts health={data.health} />
      )}
    </section>
  );
}

function PriceFacts({ health }: { readonly health: PriceHealth }) {
  const say = useWords(priceWords);
  const { language } = useLanguage();
  const { waterfall, dispersion, currency, today } = health;
  const money = (amount: number): string => formatMoney(amount.toFixed(0), currency, language, { short: true });
  const price = (amount: number): string => formatMoney(amount.toFixed(2), currency, language);
  return (
    <>
      <p className={styles.muted}>
        {say('basis', {
          count: health.lines,
          from: formatDate(health.from, language),
          through: formatDate(health.through, language),
        })}
      </p>
      <dl className={styles.figures}>
        <ElasticityFigure health={health} />
        <div>
          <dt>{say('realised')}</dt>
          <dd className={styles.figure}>{formatPercent(waterfall.realised, language)}</dd>
          <dd className={styles.small}>
            {say('pocketPrice')} {price(today.price)}
          </dd>
        </div>
        <div>
          <dt>{say('dispersion')}</dt>
          <dd className={styles.figure}>
            {price(dispersion.low)} – {price(dispersion.high)}
          </dd>
          <dd className={styles.small}>± {formatPercent(dispersion.spread, language)}</dd>
        </div>
        <div>
          <dt>{say('recoverable')}</dt>
          <dd className={styles.figure}>{money(dispersion.recoverable)}</dd>
          <dd className={styles.small}>{say('recoverableNote')}</dd>
        </div>
      </dl>
      <PriceSimulation key={health.through} health={health} />
      <h3>{say('waterfall')}</h3>
      <Chart spec={waterfallOf(health, say)} height={200} bare />
      {dispersion.regions.length < 2 ? null : (
        <table className={styles.regions}>
          <thead>
            <tr>
              <th scope="col">{say('region')}</th>
              <th scope="col">{say('index')}</th>
              <th scope="col">{say('recoverable')}</th>
            </tr>
          </thead>
          <tbody>
            {dispersion.regions.slice(0, 8).map((one) => (
              <tr key={one.region ?? ''}>
                <td>{one.region ?? '–'}</td>
                <td>{formatPercent(one.index, language)}</td>
                <td>{money(one.recoverable)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {health.months.length < 3 ? null : (
        <>
          <h3>{say('months')}</h3>
          <Chart
            spec={{
              kind: 'line',
              title: say('months'),
              x: health.months.map(({ month }) => month),
              series: [{ name: say('realised'), values: health.months.map(({ realised }) => realised) }],
              value: { unit: 'percent' },
            }}
            height={180}
            bare
          />
        </>
      )}
    </>
  );
}

function waterfallOf(
  { waterfall, currency }: PriceHealth,
  say: (key: 'waterfall' | 'list' | 'discount' | 'promotion' | 'pocket' | 'cost' | 'margin') => string,
): WaterfallChart {
  const { list, discount, promotion, pocket, cost } = waterfall;
  return {
    kind: 'waterfall',
    title: say('waterfall'),
    start: { name: say('list'), value: list },
    parts: [
      { name: say('discount'), amount: -discount },
      ...(promotion === 0 ? [] : [{ name: say('promotion'), amount: -promotion }]),
      ...(cost === null ? [] : [{ name: say('cost'), amount: -cost }]),
    ],
    end: cost === null ? { name: say('pocket'), value: pocket } : { name: say('margin'), value: pocket - cost },
    value: { unit: 'money', currency },
  };
}
