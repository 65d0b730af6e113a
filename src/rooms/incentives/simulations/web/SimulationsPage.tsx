import { Link, useNavigate } from '@tanstack/react-router';
import { problemOf } from '#web/api/problem.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { PageBody, PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RelativeInstant } from '#web/components/RelativeInstant.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { PayMoney } from '../../PayMoney.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import { SimulationForm } from './SimulationForm.tsx';
import type { Scenario, ScenarioSummary } from './simulation-types.ts';
import { simulationWords } from './simulation-words.ts';

/** A new simulation, and those that were kept. */
export function SimulationsPage() {
  const say = useWords(simulationWords);
  const sayPay = useWords(payWords);
  const navigate = useNavigate();
  const query = usePay<{ items: readonly ScenarioSummary[] }>('/simulations');
  const step = usePayStep<Scenario>();
  return (
    <Page title={say('simulations')}>
      <PageBody>
        {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept />}
        <Section hint={say('intro')}>
          <SimulationForm
            busy={step.isPending}
            onRun={(body) =>
              step.mutate(
                { path: '/simulations', body },
                { onSuccess: ({ id }) => void navigate({ to: `/incentives/simulations/${id}` }) },
              )
            }
          />
        </Section>
        <Asked query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon="branch" title={say('noneTitle')}>
                {say('noneBody')}
              </EmptyState>
            ) : (
              <PlainTable
                label={say('simulations')}
                columns={[
                  { label: say('name') },
                  { label: sayPay('period') },
                  { label: say('cost'), align: 'right' },
                  { label: sayPay('person') },
                  { label: sayPay('date') },
                ]}
              >
                {items.map((one) => (
                  <tr key={one.id}>
                    <td>
                      <Link to={`/incentives/simulations/${one.id}`}>{one.name}</Link>
                    </td>
                    <td>
                      {one.fromOn} – {one.throughOn}
                    </td>
                    <td data-align="right">
                      {one.plans.map((plan) => (
                        <div key={plan.label}>
                          {plan.label}: <PayMoney amount={plan.cost.toFixed(2)} currency={plan.currency} />
                        </div>
                      ))}
                    </td>
                    <td>{one.createdBy?.name}</td>
                    <td>
                      <RelativeInstant instant={one.createdAt} />
                    </td>
                  </tr>
                ))}
              </PlainTable>
            )
          }
        </Asked>
      </PageBody>
    </Page>
  );
}
