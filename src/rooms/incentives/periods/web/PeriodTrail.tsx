import { PlainTable } from '#web/components/PageBody.tsx';
import { RelativeInstant } from '#web/components/RelativeInstant.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { StateMark } from '../../StateMark.tsx';
import { usePay } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import type { PeriodStep, PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

/** Who took which step when, with the hash of all statements at that moment. */
export function PeriodTrail({ period }: { readonly period: PeriodView }) {
  const say = useWords(periodWords);
  const sayPay = useWords(payWords);
  const query = usePay<{ items: readonly PeriodStep[] }>(`/periods/${period.id}/steps`);
  return (
    <Asked query={query}>
      {({ items }) => (
        <PlainTable
          label={say('trail')}
          columns={[
            { label: sayPay('state') },
            { label: sayPay('person') },
            { label: sayPay('date') },
            { label: sayPay('reason') },
            { label: '#' },
          ]}
        >
          {items.map((step) => (
            <tr key={step.id}>
              <td>
                <StateMark state={step.to} />
              </td>
              <td>{step.by?.name ?? sayPay('nobody')}</td>
              <td>
                <RelativeInstant instant={step.at} />
              </td>
              <td>{step.to === 'calculated' && isScope(step.note) ? say(`scope_${step.note}`) : step.note}</td>
              <td>
                <code>{step.statementsHash?.slice(0, 12)}</code>
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
    </Asked>
  );
}

function isScope(note: string | null): note is 'all' | 'changed' {
  return note === 'all' || note === 'changed';
}
