import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { ReasonForm } from '../../ReasonForm.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import styles from './Period.module.css';
import type { PeriodException, PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

/** What is unusual in the period; each must be put right or explained before anyone approves. */
export function PeriodExceptions({ period }: { readonly period: PeriodView }) {
  const say = useWords(periodWords);
  const query = usePay<{ items: readonly PeriodException[] }>(`/periods/${period.id}/exceptions`);
  const isOpen = period.state === 'calculated' || period.state === 'reviewed';
  return (
    <Asked query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            icon="check"
            title={say(period.calculatedAt === null ? 'noStatementsTitle' : 'noExceptionsTitle')}
          >
            {say(period.calculatedAt === null ? 'noStatementsBody' : 'noExceptionsBody')}
          </EmptyState>
        ) : (
          <ul className={styles.exceptions}>
            {items
              .toSorted((a, b) => Number(a.explanation !== null) - Number(b.explanation !== null))
              .map((one) => (
                <ExceptionItem key={one.id} exception={one} mayExplain={isOpen} />
              ))}
          </ul>
        )
      }
    </Asked>
  );
}

function ExceptionItem({
  exception,
  mayExplain,
}: {
  readonly exception: PeriodException;
  readonly mayExplain: boolean;
}) {
  const say = useWords(periodWords);
  const local = useLocal();
  const step = usePayStep();
  const [explaining, setExplaining] = useState(false);
  const { statementId, person, explanation } = exception;
  return (
    <li data-explained={explanation !== null}>
      <div>
        {statementId === null ? (
          person?.name
        ) : (
          <Link to={`/incentives/statements/${statementId}`}>{person?.name ?? exception.code}</Link>
        )}{' '}
        <b>{local(exception.text)}</b>
      </div>
      {explanation === null ? (
        <p>{say('fix', { what: local(exception.fix) })}</p>
      ) : (
        <p>{say('explained', { what: explanation, who: exception.explainedBy?.name ?? '' })}</p>
      )}
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept={explaining} />}
      {explanation !== null || !mayExplain ? null : explaining ? (
        <ReasonForm
          label={say('explanation')}
          busy={step.isPending}
          onCancel={() => setExplaining(false)}
          onSend={(note) =>
            step.mutate(
              { path: `/exceptions/${exception.id}/explanation`, body: { note } },
              { onSuccess: () => setExplaining(false) },
            )
          }
        />
      ) : (
        <div>
          <Button size="xs" variant="default" onClick={() => setExplaining(true)}>
            {say('explain')}
          </Button>
        </div>
      )}
    </li>
  );
}
