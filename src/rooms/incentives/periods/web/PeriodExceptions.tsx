import { Button } from '@mantine/core';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { ReasonForm } from '../../ReasonForm.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import { ExceptionItem } from './ExceptionItem.tsx';
import styles from './Period.module.css';
import type { PeriodException, PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

/** What is unusual in the period, of one kind at a time; each must be put right or explained before anyone approves. */
export function PeriodExceptions({ period }: { readonly period: PeriodView }) {
  const say = useWords(periodWords);
  const query = usePay<{ items: readonly PeriodException[] }>(`/periods/${period.id}/exceptions`);
  const mayExplain = period.state === 'calculated' || period.state === 'reviewed';
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
          [...Map.groupBy(items, ({ code }) => code)].map(([code, exceptions]) => (
            <OneKind key={code} period={period} exceptions={exceptions} mayExplain={mayExplain} />
          ))
        )
      }
    </Asked>
  );
}

interface OneKindProps {
  readonly period: PeriodView;
  readonly exceptions: readonly PeriodException[];
  readonly mayExplain: boolean;
}

/** Exceptions of one kind; several with the same reason are explained at once. */
function OneKind({ period, exceptions, mayExplain }: OneKindProps) {
  const say = useWords(periodWords);
  const step = usePayStep();
  const [explaining, setExplaining] = useState(false);
  const open = exceptions.filter(({ explanation }) => explanation === null);
  const explainAll = (note: string): void =>
    step.mutate(
      { path: `/periods/${period.id}/explanations`, body: { exceptions: open.map(({ id }) => id), note } },
      { onSuccess: () => setExplaining(false) },
    );
  return (
    <section>
      <header className={styles.kind}>
        <h3>
          {say(`kind_${exceptions[0].code}`)} <small>{exceptions.length}</small>
        </h3>
        {mayExplain && open.length > 1 && !explaining ? (
          <Button size="compact-sm" variant="default" onClick={() => setExplaining(true)}>
            {say('explainAll', { count: open.length })}
          </Button>
        ) : null}
      </header>
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept={explaining} />}
      {explaining ? (
        <ReasonForm
          label={say('explanation')}
          busy={step.isPending}
          onCancel={() => setExplaining(false)}
          onSend={explainAll}
        />
      ) : null}
      <ul className={styles.exceptions}>
        {exceptions
          .toSorted((a, b) => Number(a.explanation !== null) - Number(b.explanation !== null))
          .map((one) => (
            <ExceptionItem key={one.id} exception={one} mayExplain={mayExplain} />
          ))}
      </ul>
    </section>
  );
}
