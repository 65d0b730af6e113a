import { Link } from '@tanstack/react-router';
import { PlainTable } from '#web/components/PageBody.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { PayMoney } from '../../PayMoney.tsx';
import { StateMark } from '../../StateMark.tsx';
import { payWords } from '../../pay-words.ts';
import type { StatementSummary } from './statement-types.ts';
import { statementWords } from './statement-words.ts';

/** Statements below each other, newest first; each opens. */
export function StatementTable({ statements }: { readonly statements: readonly StatementSummary[] }) {
  const say = useWords(payWords);
  const sayOf = useWords(statementWords);
  const local = useLocal();
  return (
    <PlainTable
      label={sayOf('statements')}
      columns={[
        { label: say('period') },
        { label: say('plan') },
        { label: say('total'), align: 'right' },
        { label: say('adjustments'), align: 'right' },
        { label: say('state') },
      ]}
    >
      {statements.map((one) => (
        <tr key={one.id}>
          <td>
            <Link to={`/incentives/statements/${one.id}`}>{one.period.label}</Link>
          </td>
          <td>{local(one.planName)}</td>
          <td data-align="right">
            <PayMoney amount={one.total} currency={one.currency} />
          </td>
          <td data-align="right">
            {/^-?0*(\.0*)?$/.test(one.adjustments) ? (
              ''
            ) : (
              <PayMoney amount={one.adjustments} currency={one.currency} signed />
            )}
          </td>
          <td>
            <StateMark state={one.period.state} />
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
