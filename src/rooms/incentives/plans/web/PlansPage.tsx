import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { PageBody, PlainTable } from '#web/components/PageBody.tsx';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { Asked } from '../../Asked.tsx';
import { StateMark } from '../../StateMark.tsx';
import { usePay } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import type { PlanView } from './plan-types.ts';
import { planWords } from './plan-words.ts';

/** Every plan with what is in force and what is on its way. */
export function PlansPage() {
  const say = useWords(planWords);
  const sayPay = useWords(payWords);
  const local = useLocal();
  const { language } = useLanguage();
  const mayWrite = useSession().rights.includes('incentives.administer');
  const query = usePay<{ items: readonly PlanView[] }>('/plans');
  const create = mayWrite ? (
    <Button component={Link} to="/incentives/plans/new">
      {say('newPlan')}
    </Button>
  ) : undefined;
  return (
    <Page title={say('plans')} actions={create}>
      <PageBody>
        <Asked query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon="receipt" title={say(mayWrite ? 'noneTitle' : 'noneOwnTitle')} actions={create}>
                {say(mayWrite ? 'noneBody' : 'noneOwnBody')}
              </EmptyState>
            ) : (
              <PlainTable
                label={say('plans')}
                columns={[
                  { label: sayPay('plan') },
                  { label: say('inForce') },
                  { label: sayPay('state') },
                  { label: say('assignments'), align: 'right' },
                ]}
              >
                {items.map((plan) => (
                  <tr key={plan.id}>
                    <td>
                      <Link to={`/incentives/plans/${plan.id}`}>{local(plan.name)}</Link>
                    </td>
                    <td>
                      {plan.current === null
                        ? ''
                        : `${say('version', { number: plan.current.number })}${plan.current.fromOn === null ? '' : ` · ${formatDate(plan.current.fromOn, language)}`}`}
                    </td>
                    <td>
                      <StateMark state={newest(plan).state} />
                    </td>
                    <td data-align="right">{say('people', { count: plan.people })}</td>
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

function newest(plan: PlanView) {
  return plan.versions.reduce((last, one) => (one.number > last.number ? one : last), plan.versions[0]);
}
