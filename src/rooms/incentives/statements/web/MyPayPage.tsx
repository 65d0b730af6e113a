import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { PageBody, Section } from '#web/components/PageBody.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { usePay } from '../../pay-api.ts';
import { Estimator } from './Estimator.tsx';
import { StatementFile } from './StatementFile.tsx';
import { StatementBody } from './StatementBody.tsx';
import { StatementTable } from './StatementTable.tsx';
import styles from './Statement.module.css';
import type { MyPay, StatementView } from './statement-types.ts';
import { statementWords } from './statement-words.ts';

/** What this period pays and why, what one more deal would add, and every statement before. */
export function MyPayPage() {
  const say = useWords(statementWords);
  const query = usePay<MyPay>('/my-pay');
  const current = query.data?.current ?? [];
  return (
    <Page
      title={say('myPay')}
      note={current[0]?.period.label}
      actions={current[0] === undefined ? undefined : <StatementFile id={current[0].id} />}
    >
      <Asked query={query}>
        {(pay) =>
          pay.current.length === 0 && pay.plans.length === 0 ? (
            <EmptyState icon="wallet" title={say('noPayTitle')}>
              {say('noPayBody')}
            </EmptyState>
          ) : (
            <div className={styles.split}>
              <PageBody>
                {pay.current.length === 0 ? (
                  <EmptyState icon="wallet" title={say('noPayTitle')}>
                    {say('noPayBody')}
                  </EmptyState>
                ) : (
                  pay.current.map((statement) => <Current key={statement.id} id={statement.id} />)
                )}
                {pay.history.length === 0 ? null : (
                  <Section title={say('history')}>
                    <StatementTable statements={pay.history} />
                  </Section>
                )}
              </PageBody>
              <Estimator />
            </div>
          )
        }
      </Asked>
    </Page>
  );
}

function Current({ id }: { readonly id: string }) {
  const query = usePay<StatementView>(`/statements/${id}`);
  return <Asked query={query}>{(statement) => <StatementBody statement={statement} />}</Asked>;
}
