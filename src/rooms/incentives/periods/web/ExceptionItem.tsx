import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { ReasonForm } from '../../ReasonForm.tsx';
import { usePayStep } from '../../pay-api.ts';
import type { PeriodException } from './period-types.ts';
import { periodWords } from './period-words.ts';

/** One exception: who, what, what to do, and the words that explain it. */
export function ExceptionItem({
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
