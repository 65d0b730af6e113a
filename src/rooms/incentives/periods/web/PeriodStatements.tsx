import { Link, useNavigate } from '@tanstack/react-router';
import { DataTable } from '#web/components/DataTable.tsx';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { PayMoney } from '../../PayMoney.tsx';
import { usePay } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import type { PeriodStatement, PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

/** Everyone's statement of the period against the calculation before. */
export function PeriodStatements({ period }: { readonly period: PeriodView }) {
  const say = useWords(periodWords);
  const sayPay = useWords(payWords);
  const local = useLocal();
  const navigate = useNavigate();
  const query = usePay<{ items: readonly PeriodStatement[] }>(`/periods/${period.id}/statements`);
  return (
    <Asked query={query}>
      {({ items }) => (
        <DataTable
          grow
          label={say('statements')}
          rows={items}
          onOpen={({ id }) => void navigate({ to: `/incentives/statements/${id}` })}
          empty={
            <EmptyState icon="wallet" title={say('noStatementsTitle')}>
              {say('noStatementsBody')}
            </EmptyState>
          }
          columns={[
            {
              id: 'person',
              label: sayPay('person'),
              width: 180,
              cell: ({ id, person }) => <Link to={`/incentives/statements/${id}`}>{person.name}</Link>,
            },
            { id: 'plan', label: sayPay('plan'), width: 260, cell: ({ planName }) => local(planName) },
            // The first number is the one that a card on a phone shows large.
            {
              id: 'total',
              label: sayPay('total'),
              align: 'right',
              cell: ({ total, currency }) => <PayMoney amount={total} currency={currency} />,
            },
            {
              id: 'before',
              label: sayPay('before'),
              align: 'right',
              cell: ({ before, currency }) => <PayMoney amount={before} currency={currency} />,
            },
            {
              id: 'adjustments',
              label: sayPay('adjustments'),
              align: 'right',
              cell: ({ adjustments, currency }) => <PayMoney amount={adjustments} currency={currency} signed />,
            },
          ]}
        />
      )}
    </Asked>
  );
}
