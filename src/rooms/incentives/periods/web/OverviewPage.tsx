import { useNavigate, useSearch } from '@tanstack/react-router';
import { addDays } from '#kernel/civil-date.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { MetricRow, MetricTile } from '#web/components/MetricTile.tsx';
import { Page } from '#web/components/Page.tsx';
import { PageBody, PlainTable, Section } from '#web/components/PageBody.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { Asked } from '../../Asked.tsx';
import { DaysBetween } from '../../DaysBetween.tsx';
import { usePay } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import styles from './Period.module.css';
import type { Overview } from './period-types.ts';
import { periodWords } from './period-words.ts';

/** Cost against budget, pay against attainment, cost by component, disputes and time to close. */
export function OverviewPage() {
  const say = useWords(periodWords);
  const navigate = useNavigate();
  const { today } = useReader();
  const chosen: { from?: string; through?: string } = useSearch({ strict: false });
  const from = chosen.from ?? `${addDays(today, -365).slice(0, 8)}01`;
  const through = chosen.through ?? today;
  const query = usePay<Overview>('/overview', { from, through });
  const choose = (change: object): void => void navigate({ to: '.', search: { from, through, ...change } as never });
  return (
    <Page title={say('overview')} tools={<DaysBetween from={from} through={through} onDays={choose} />}>
      <PageBody>
        <Asked query={query}>{(overview) => <Charts overview={overview} />}</Asked>
      </PageBody>
    </Page>
  );
}

function Charts({ overview }: { readonly overview: Overview }) {
  const say = useWords(periodWords);
  const sayPay = useWords(payWords);
  const local = useLocal();
  const { months, currency, disputes } = overview;
  const money = { unit: 'money' as const, currency };
  const sum = (values: readonly (string | null)[]): number =>
    values.reduce((total, value) => total + Number(value ?? 0), 0);
  const sold = sum(months.map((month) => month.sold));
  const actual = sum(months.map((month) => month.actual));
  return (
    <>
      <MetricRow>
        <MetricTile
          label={say('actual')}
          value={actual}
          unit="money"
          currency={currency}
          series={months.map((month) => Number(month.actual))}
          definition={{ formula: say('actual') }}
          rows="/incentives/periods"
        />
        <MetricTile
          label={say('costOfSale')}
          value={sold === 0 ? null : actual / sold}
          unit="percent"
          series={months.map(({ costOfSale }) => costOfSale)}
          definition={{ formula: `${say('actual')} ÷ ${currency}` }}
        />
        <MetricTile
          label={say('disputesOpen')}
          value={disputes.open}
          unit="count"
          definition={{ formula: say('disputesOpen') }}
          rows="/incentives/disputes"
        />
        <MetricTile
          label={say('daysToAnswer')}
          value={disputes.daysToAnswer}
          unit="days"
          definition={{ formula: say('daysToAnswer') }}
          rows="/incentives/disputes"
        />
      </MetricRow>
      <div className={styles.charts}>
        <Chart
          spec={{
            kind: 'line',
            title: say('budgetAndActual'),
            x: months.map(({ month }) => month),
            series: [
              { name: say('actual'), values: months.map((month) => Number(month.actual)) },
              {
                name: say('budget'),
                values: months.map(({ budget }) => (budget === null ? null : Number(budget))),
                dashed: true,
                muted: true,
              },
            ],
            value: money,
          }}
        />
        <Chart
          spec={{
            kind: 'scatter',
            title: say('payAndAttainment'),
            points: overview.attainment.map(({ person, attainment, pay }) => ({
              x: attainment,
              y: Number(pay),
              label: person.name,
            })),
            xAxis: { name: say('attainment'), unit: 'percent' },
            yAxis: { name: say('pay'), ...money },
          }}
        />
        <Chart
          spec={{
            kind: 'bar',
            title: say('byComponent'),
            categories: overview.components.map(({ name }) => local(name)),
            series: [{ name: say('actual'), values: overview.components.map(({ cost }) => Number(cost)) }],
            value: money,
            horizontal: true,
          }}
        />
        <Chart
          spec={{
            kind: 'bar',
            title: say('timeToClose'),
            categories: months.map(({ month }) => month),
            series: [{ name: say('timeToClose'), values: months.map(({ daysToClose }) => daysToClose) }],
            value: { unit: 'days' },
          }}
        />
      </div>
      {disputes.topics.length === 0 ? null : (
        <Section title={say('topics')}>
          <PlainTable
            label={say('topics')}
            columns={[{ label: sayPay('component') }, { label: say('disputesOpen'), align: 'right' }]}
          >
            {disputes.topics.map(({ component, count }) => (
              <tr key={component}>
                <td>{component}</td>
                <td data-align="right">{count}</td>
              </tr>
            ))}
          </PlainTable>
        </Section>
      )}
    </>
  );
}
