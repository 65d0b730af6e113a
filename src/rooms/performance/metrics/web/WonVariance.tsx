import { Group, SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays } from '#kernel/civil-date.ts';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { formatDate } from '#web/format/date.ts';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { type VarianceDimension, varianceDimensions } from '../variance-dimensions.ts';
import styles from './WonVariance.module.css';
import { varianceWords } from './variance-words.ts';

interface Figures {
  readonly openDeals: number;
  readonly cycleDays: number | null;
  readonly winRate: number | null;
  readonly dealSize: number | null;
  readonly wonAmount: number;
}

interface Side {
  readonly reference: Figures;
  readonly actual: Figures;
  readonly gap: number;
  readonly parts: readonly { readonly name: PartName; readonly amount: number }[];
}

type PartName = 'days' | 'openDeals' | 'cycle' | 'winRate' | 'dealSize';

interface Variance extends Side {
  readonly currency: string;
  readonly period: { readonly from: string; readonly until: string };
  readonly against: { readonly from: string; readonly until: string };
  readonly slices: readonly (Side & { readonly key: string; readonly label: string | null })[];
}

/** Value won against the period before or the year before, as a waterfall whose parts add up; each slice opens to its own. */
export function WonVariance({ period }: { readonly period: string }) {
  const say = useWords(varianceWords);
  const { language, today } = useReader();
  const [against, setAgainst] = useState('previous');
  const [by, setBy] = useState<VarianceDimension>('region');
  const [slice, setSlice] = useState<string>();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['variance', period, against, by],
    queryFn: ({ signal }) =>
      fetchValue<{ variance: Variance | null }>(
        `/api/performance/variance?period=${period}&against=${against}&by=${by}`,
        { signal },
      ),
    retry: false,
  });
  const variance = data?.variance ?? undefined;
  const span = ({ from, until }: { from: string; until: string }): string =>
    `${formatDate(from, language, 'short', today)} – ${formatDate(addDays(until, -1), language, 'short', today)}`;
  const chosen = variance?.slices.find(({ key }) => key === slice);
  const shown: Side | undefined = chosen ?? variance;
  return (
    <section className={styles.panel} aria-label={say('title')}>
      <Group justify="space-between" gap="xs">
        <h2>{say('title')}</h2>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={say('against')}
            value={against}
            onChange={setAgainst}
            data={(['previous', 'yearBefore'] as const).map((value) => ({ value, label: say(value) }))}
          />
          <Select
            size="xs"
            w={140}
            aria-label={say('by')}
            value={by}
            allowDeselect={false}
            onChange={(value) => {
              setSlice(undefined);
              setBy((value ?? 'region') as VarianceDimension);
            }}
            data={varianceDimensions.map((value) => ({ value, label: say(`by_${value}`) }))}
          />
        </Group>
      </Group>
      {error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : isPending ? (
        <div className={styles.waiting} aria-busy />
      ) : variance === undefined || shown === undefined ? (
        <p className={styles.muted}>{say('none')}</p>
      ) : (
        <div className={styles.split}>
          <Chart
            spec={{
              kind: 'waterfall',
              title: chosen === undefined ? say('title') : (chosen.label ?? say('unnamed')),
              start: { name: span(variance.against), value: shown.reference.wonAmount },
              parts: shown.parts
                .filter(({ amount }) => amount !== 0)
                .map(({ name, amount }) => ({ name: say(name), amount })),
              end: { name: span(variance.period), value: shown.actual.wonAmount },
              value: { unit: 'money', currency: variance.currency },
            }}
            bare={chosen === undefined}
          />
          <div>
            <PartTable side={shown} currency={variance.currency} />
            <ul className={styles.slices}>
              {variance.slices.slice(0, 12).map((one) => (
                <li key={one.key}>
                  <button
                    type="button"
                    aria-pressed={slice === one.key}
                    onClick={() => setSlice(slice === one.key ? undefined : one.key)}
                  >
                    <span>{one.label ?? say('unnamed')}</span>
                    <span className={toneOf(one.gap)}>{signed(one.gap, variance.currency, language)}</span>
                  </button>
                </li>
              ))}
            </ul>
            <p className={styles.muted}>{say('how')}</p>
          </div>
        </div>
      )}
    </section>
  );
}

function PartTable({ side, currency }: { readonly side: Side; readonly currency: string }) {
  const say = useWords(varianceWords);
  const { language } = useReader();
  const money = (amount: number | null): string =>
    amount === null ? '–' : formatMoney(String(Math.round(amount)), currency, language, { short: true });
  const show: Readonly<Record<PartName, (figures: Figures) => string>> = {
    days: () => '',
    openDeals: ({ openDeals }) => formatNumber(Math.round(openDeals), language),
    cycle: ({ cycleDays }) =>
      cycleDays === null ? '–' : say('inDays', { days: formatNumber(cycleDays, language, { decimals: 1 }) }),
    winRate: ({ winRate }) => (winRate === null ? '–' : formatPercent(winRate, language, { decimals: 1 })),
    dealSize: ({ dealSize }) => money(dealSize),
  };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{say('what')}</th>
          <th scope="col">{say('before')}</th>
          <th scope="col">{say('now')}</th>
          <th scope="col">{say('gap')}</th>
        </tr>
      </thead>
      <tbody>
        {side.parts.map(({ name, amount }) => (
          <tr key={name}>
            <th scope="row">{say(name)}</th>
            <td>{show[name](side.reference)}</td>
            <td>{show[name](side.actual)}</td>
            <td className={toneOf(amount)}>{signed(amount, currency, language)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say('gap')}</th>
          <td>{money(side.reference.wonAmount)}</td>
          <td>{money(side.actual.wonAmount)}</td>
          <td>{signed(side.gap, currency, language)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function signed(amount: number, currency: string, language: Parameters<typeof formatMoney>[2]): string {
  return formatMoney(String(Math.round(amount)), currency, language, { short: true, signed: true });
}

function toneOf(amount: number): string | undefined {
  return Math.round(amount) === 0 ? undefined : amount < 0 ? styles.less : styles.more;
}
