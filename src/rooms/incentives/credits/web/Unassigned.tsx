import { EmptyState } from '#web/components/EmptyState.tsx';
import { PlainTable } from '#web/components/PageBody.tsx';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { PayMoney } from '../../PayMoney.tsx';
import { usePay } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import { SourceLink } from './SourceLink.tsx';
import type { UnassignedAmount } from './credit-types.ts';
import { creditWords } from './credit-words.ts';

/** Amounts that earn for nobody, or for more than they are, with the reason and the fix. */
export function Unassigned({ from, through }: { readonly from: string; readonly through: string }) {
  const say = useWords(creditWords);
  const sayPay = useWords(payWords);
  const local = useLocal();
  const { language } = useLanguage();
  const query = usePay<{ items: readonly UnassignedAmount[] }>('/unassigned', { from, through });
  return (
    <Asked query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon="check" title={say('allTitle')}>
            {say('allBody')}
          </EmptyState>
        ) : (
          <PlainTable
            label={say('tab_unassigned')}
            columns={[
              { label: sayPay('date') },
              { label: say('deal') },
              { label: sayPay('amount'), align: 'right' },
              { label: sayPay('reason') },
              { label: say('fix') },
            ]}
          >
            {items.map((one) => (
              <tr key={one.id}>
                <td>{formatDate(one.date, language)}</td>
                <td>
                  <SourceLink source={one.source} />
                </td>
                <td data-align="right">
                  <PayMoney amount={one.amount} currency={one.currency} />
                </td>
                <td>
                  {one.person === null ? '' : `${one.person.name}: `}
                  {local(one.reason)}
                </td>
                <td>{local(one.fix)}</td>
              </tr>
            ))}
          </PlainTable>
        )
      }
    </Asked>
  );
}
