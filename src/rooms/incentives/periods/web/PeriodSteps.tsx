import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { ReasonForm } from '../../ReasonForm.tsx';
import { usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import styles from './Period.module.css';
import type { PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

const track = ['open', 'calculated', 'reviewed', 'approved', 'closed', 'paid'] as const;

interface CalculationReply {
  readonly statements: number;
  readonly unchanged: number;
  readonly exceptions: number;
}

/** Where the period stands, the steps that may be taken now, and why others may not. */
export function PeriodSteps({ period }: { readonly period: PeriodView }) {
  const say = useWords(periodWords);
  const sayPay = useWords(payWords);
  const local = useLocal();
  const step = usePayStep<Partial<CalculationReply>>();
  const [reopening, setReopening] = useState(false);
  const at = track.indexOf(period.state);
  const take = (name: PeriodView['next'][number]['step'], body: object = {}): void =>
    step.mutate(
      { path: `/periods/${period.id}/${name}`, body, version: period.version },
      { onSuccess: () => setReopening(false) },
    );
  const reply = step.data;
  // calculating again and reopening are possible; what leads on stands out
  const onward =
    period.next.find(({ step: name, allowed }) => allowed && name !== 'calculation' && name !== 'reopening')?.step ??
    period.next.find(({ step: name, allowed }) => allowed && name === 'calculation')?.step;
  return (
    <section className={styles.steps} aria-label={sayPay('state')}>
      <ol className={styles.track}>
        {track.map((state, i) => (
          <li key={state} data-done={i <= at} aria-current={i === at ? 'step' : undefined}>
            {sayPay(`state_${state}`)}
          </li>
        ))}
      </ol>
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} />}
      {reopening ? (
        <ReasonForm
          label={say('reopenWhy')}
          busy={step.isPending}
          onCancel={() => setReopening(false)}
          onSend={(reason) => take('reopening', { reason })}
        />
      ) : (
        <Group gap="xs">
          {period.next.map(({ step: name, allowed }) => (
            <Button
              key={name}
              variant={name === onward ? 'filled' : 'default'}
              disabled={!allowed}
              loading={step.isPending && step.variables?.path.endsWith(`/${name}`)}
              onClick={() => (name === 'reopening' ? setReopening(true) : take(name))}
            >
              {say(`step_${name}`)}
            </Button>
          ))}
        </Group>
      )}
      {period.next.some(({ why }) => why !== null) ? (
        <ul className={styles.why}>
          {period.next.map(({ step: name, why }) =>
            why === null ? null : (
              <li key={name}>
                {say(`step_${name}`)}: {local(why)}
              </li>
            ),
          )}
        </ul>
      ) : null}
      {reply?.unchanged === undefined ? null : (
        <p role="status">
          {say('calculated', {
            changed: reply.statements ?? 0,
            same: reply.unchanged,
            exceptions: reply.exceptions ?? 0,
          })}
        </p>
      )}
    </section>
  );
}
