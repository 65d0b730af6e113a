import { Button } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Chart } from '#web/charts/Chart.tsx';
import { Page } from '#web/components/Page.tsx';
import { PageBody, PlainTable, Section } from '#web/components/PageBody.tsx';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import { ApplyScenario } from './ApplyScenario.tsx';
import { ScenarioComparison } from './ScenarioComparison.tsx';
import styles from './Simulation.module.css';
import type { Scenario, SimulatedPlan } from './simulation-types.ts';
import { simulationWords } from './simulation-words.ts';

/** What the plans of a scenario cost and whom they pay, side by side. */
export function ScenarioPage() {
  const say = useWords(simulationWords);
  const navigate = useNavigate();
  const { id }: { id: string } = useParams({ strict: false });
  const query = usePay<Scenario>(`/simulations/${id}`);
  const step = usePayStep();
  return (
    <Page
      title={query.data?.name ?? say('simulations')}
      note={query.data === undefined ? undefined : `${query.data.fromOn} – ${query.data.throughOn}`}
      actions={
        <Button
          variant="default"
          loading={step.isPending}
          onClick={() =>
            step.mutate(
              { method: 'DELETE', path: `/simulations/${id}` },
              { onSuccess: () => void navigate({ to: '/incentives/simulations' }) },
            )
          }
        >
          {say('remove')}
        </Button>
      }
    >
      <PageBody>
        <Asked query={query}>{(scenario) => <Result scenario={scenario} />}</Asked>
      </PageBody>
    </Page>
  );
}

function Result({ scenario }: { readonly scenario: Scenario }) {
  const say = useWords(simulationWords);
  const { plans } = scenario;
  const periods = [...new Set(plans.flatMap(({ byPeriod }) => byPeriod.map(({ period }) => period)))].sort();
  const money = { unit: 'money' as const, currency: plans[0].currency };
  return (
    <>
      <Figures plans={plans} />
      <div className={styles.side}>
        <Chart
          spec={{
            kind: 'line',
            title: say('costByPeriod'),
            x: periods,
            series: plans.map(({ label, byPeriod }) => ({
              name: label,
              values: periods.map((period) => byPeriod.find((one) => one.period === period)?.cost ?? null),
            })),
            value: money,
          }}
        />
        <Chart
          spec={{
            kind: 'scatter',
            title: say('payAgainstSales'),
            points: plans.flatMap(({ label, byPerson }) =>
              byPerson.map(({ person, pay, sold }) => ({ x: sold, y: pay, label: person.name, group: label })),
            ),
            xAxis: { name: say('sales'), ...money },
            yAxis: { name: say('pay'), ...money },
          }}
        />
      </div>
      {scenario.comparisons.map((one) => (
        <ScenarioComparison key={`${one.label}|${one.against}`} comparison={one} currency={plans[0].currency} />
      ))}
      {plans.map((plan) => (
        <Section key={plan.label} title={`${say('gaming')} · ${plan.label}`}>
          {plan.gaming.length === 0 ? (
            <p>{say('noGaming')}</p>
          ) : (
            <ul>
              {plan.gaming.map((sign) => (
                <li key={`${sign.sign}|${sign.clause}`}>
                  <b>{sign.sign}</b> {sign.evidence} · {sign.people.map(({ name }) => name).join(', ')}{' '}
                  {sign.p === null ? '' : `(p = ${sign.p.toPrecision(2)})`}
                </li>
              ))}
            </ul>
          )}
        </Section>
      ))}
      <ApplyScenario scenario={scenario} />
    </>
  );
}

function Figures({ plans }: { readonly plans: readonly SimulatedPlan[] }) {
  const say = useWords(simulationWords);
  const { language } = useLanguage();
  const money = (value: number, currency: string): string =>
    formatMoney(value.toFixed(0), currency, language, { whole: true });
  const rows: readonly (readonly [string, (plan: SimulatedPlan) => string])[] = [
    [say('cost'), ({ cost, currency }) => money(cost, currency)],
    [say('costOfSale'), ({ costOfSale }) => (costOfSale === null ? '–' : formatPercent(costOfSale, language))],
    [say('people'), ({ distribution }) => formatNumber(distribution.payees, language)],
    [say('median'), ({ distribution, currency }) => money(distribution.median, currency)],
    [
      say('spread'),
      ({ distribution, currency }) => `${money(distribution.p25, currency)} – ${money(distribution.p75, currency)}`,
    ],
    [
      say('performance'),
      ({ payForPerformance }) =>
        payForPerformance === null ? '–' : formatNumber(payForPerformance, language, { decimals: 2 }),
    ],
    [
      say('range'),
      ({ costRange, currency }) =>
        costRange === null
          ? '–'
          : say('rangeText', {
              p10: money(costRange.p10, currency),
              p90: money(costRange.p90, currency),
              median: money(costRange.median, currency),
            }),
    ],
    [
      say('budget'),
      ({ budgetRisk }) => (budgetRisk === null ? '–' : say('risk', { share: formatPercent(budgetRisk, language) })),
    ],
  ];
  return (
    <Section hint={say('performanceHint')}>
      <PlainTable
        label={say('simulations')}
        columns={[{ label: '' }, ...plans.map(({ label }) => ({ label, align: 'right' as const }))]}
      >
        {rows.map(([label, write]) => (
          <tr key={label}>
            <td>{label}</td>
            {plans.map((plan) => (
              <td key={plan.label} data-align="right">
                {write(plan)}
              </td>
            ))}
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}
