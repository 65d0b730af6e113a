import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { PlainTable } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { PayMoney } from '../../PayMoney.tsx';
import { ReasonForm } from '../../ReasonForm.tsx';
import { StateMark } from '../../StateMark.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import { AdjustmentDialog } from './AdjustmentDialog.tsx';
import type { Adjustment } from './credit-types.ts';
import { creditWords } from './credit-words.ts';

/** Corrections by hand: proposed by one person, decided by another. */
export function Adjustments() {
  const say = useWords(creditWords);
  const sayPay = useWords(payWords);
  const { language } = useLanguage();
  const query = usePay<{ items: readonly Adjustment[] }>('/adjustments');
  const [proposing, setProposing] = useState(false);
  return (
    <>
      <span>
        <Button size="xs" variant="default" onClick={() => setProposing(true)}>
          {say('propose')}
        </Button>
      </span>
      {proposing ? <AdjustmentDialog onClose={() => setProposing(false)} /> : null}
      <Asked query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="check" title={say('noAdjustmentsTitle')}>
              {say('noAdjustmentsBody')}
            </EmptyState>
          ) : (
            <PlainTable
              label={say('tab_adjustments')}
              columns={[
                { label: sayPay('date') },
                { label: sayPay('person') },
                { label: sayPay('amount'), align: 'right' },
                { label: sayPay('reason') },
                { label: say('proposedBy') },
                { label: sayPay('state') },
                { label: '' },
              ]}
            >
              {items.map((one) => (
                <tr key={one.id}>
                  <td>{formatDate(one.date, language)}</td>
                  <td>{one.person.name}</td>
                  <td data-align="right">
                    <PayMoney amount={one.amount} currency={one.currency} signed />
                  </td>
                  <td>{one.reason}</td>
                  <td>{one.proposedBy?.name}</td>
                  <td>
                    <StateMark state={one.state} />
                  </td>
                  <td>
                    <Decide adjustment={one} />
                  </td>
                </tr>
              ))}
            </PlainTable>
          )
        }
      </Asked>
    </>
  );
}

function Decide({ adjustment }: { readonly adjustment: Adjustment }) {
  const say = useWords(payWords);
  const step = usePayStep();
  const [rejecting, setRejecting] = useState(false);
  const path = `/adjustments/${adjustment.id}`;
  if (!adjustment.may.decide || adjustment.state !== 'proposed') return null;
  return (
    <>
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} />}
      {rejecting ? (
        <ReasonForm
          label={say('reason')}
          busy={step.isPending}
          onCancel={() => setRejecting(false)}
          onSend={(reason) => step.mutate({ path: `${path}/rejection`, body: { reason }, version: adjustment.version })}
        />
      ) : (
        <Group gap="xs">
          <Button
            size="compact-xs"
            loading={step.isPending}
            onClick={() => step.mutate({ path: `${path}/approval`, version: adjustment.version })}
          >
            {say('approve')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setRejecting(true)}>
            {say('reject')}
          </Button>
        </Group>
      )}
    </>
  );
}
