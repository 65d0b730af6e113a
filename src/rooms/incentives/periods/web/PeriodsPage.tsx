import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { problemOf } from '#web/api/problem.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { PageBody, PlainTable } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { Asked } from '../../Asked.tsx';
import { PayMoney } from '../../PayMoney.tsx';
import { StateMark } from '../../StateMark.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import type { PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

/** The periods, newest first, with what stands in the way of each. */
export function PeriodsPage() {
  const say = useWords(periodWords);
  const sayPay = useWords(payWords);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const mayOpen = useSession().rights.includes('incentives.administer');
  const query = usePay<{ items: readonly PeriodView[] }>('/periods', { limit: 60 });
  const step = usePayStep<PeriodView>();
  const open = mayOpen ? (
    <Button
      loading={step.isPending}
      onClick={() =>
        step.mutate(
          { path: '/periods', body: { calendar: query.data?.items[0]?.calendar ?? 'month' } },
          { onSuccess: ({ id }) => void navigate({ to: `/incentives/periods/${id}` }) },
        )
      }
    >
      {say('open')}
    </Button>
  ) : undefined;
  return (
    <Page title={say('periods')} actions={open}>
      <PageBody>
        {step.error === null ? null : <ProblemView problem={problemOf(step.error)} />}
        <Asked query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon="calendar" title={say('noneTitle')} actions={open}>
                {say('noneBody')}
              </EmptyState>
            ) : (
              <PlainTable
                label={say('periods')}
                columns={[
                  { label: sayPay('period') },
                  { label: sayPay('state') },
                  { label: sayPay('total'), align: 'right' },
                  { label: sayPay('adjustments'), align: 'right' },
                  { label: say('exceptions') },
                  { label: say('days'), align: 'right' },
                ]}
              >
                {items.map((period) => (
                  <tr key={period.id}>
                    <td>
                      <Link to={`/incentives/periods/${period.id}`}>{period.label}</Link>
                    </td>
                    <td>
                      <StateMark state={period.state} />
                    </td>
                    <td data-align="right">
                      {period.totals.map(({ currency, total }) => (
                        <div key={currency}>
                          <PayMoney amount={total} currency={currency} />
                        </div>
                      ))}
                    </td>
                    <td data-align="right">
                      {period.totals.map(({ currency, adjustments }) => (
                        <div key={currency}>
                          <PayMoney amount={adjustments} currency={currency} signed />
                        </div>
                      ))}
                    </td>
                    <td>
                      {period.exceptions.open === 0 ? '' : say('openExceptions', { count: period.exceptions.open })}
                    </td>
                    <td data-align="right">
                      {period.daysToClose === null ? '' : formatNumber(period.daysToClose, language)}
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
