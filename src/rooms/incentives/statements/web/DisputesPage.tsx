import { Button, Group, SegmentedControl, TextInput, Textarea } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { PageBody } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RelativeInstant } from '#web/components/RelativeInstant.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { StateMark } from '../../StateMark.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import styles from './Disputes.module.css';
import type { Dispute } from './statement-types.ts';
import { statementWords } from './statement-words.ts';

const states = ['open', 'answered', 'accepted', 'withdrawn'] as const;

/** Doubts about statements with their answers: a rep's own, or all of them for those who answer. */
export function DisputesPage() {
  const say = useWords(statementWords);
  const sayPay = useWords(payWords);
  const navigate = useNavigate();
  const { state = 'open' }: { state?: Dispute['state'] } = useSearch({ strict: false });
  const query = usePay<{ items: readonly Dispute[] }>('/disputes', { state });
  return (
    <Page
      title={say('disputes')}
      tools={
        <SegmentedControl
          size="xs"
          value={state}
          onChange={(value) => void navigate({ to: '.', search: { state: value } as never })}
          data={states.map((value) => ({ value, label: sayPay(`state_${value}`) }))}
        />
      }
    >
      <PageBody>
        <Asked query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon="message" title={say('noDisputesTitle')}>
                {say('noDisputesBody')}
              </EmptyState>
            ) : (
              <ul className={styles.list}>
                {items.map((dispute) => (
                  <DisputeItem key={dispute.id} dispute={dispute} />
                ))}
              </ul>
            )
          }
        </Asked>
      </PageBody>
    </Page>
  );
}

function DisputeItem({ dispute }: { readonly dispute: Dispute }) {
  const say = useWords(statementWords);
  const step = usePayStep();
  const [answering, setAnswering] = useState(false);
  const settle = (verb: 'acceptance' | 'withdrawal'): void =>
    step.mutate({ path: `/disputes/${dispute.id}/${verb}`, version: dispute.version });
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <b>{dispute.person.name}</b>
        <Link to={`/incentives/statements/${dispute.statementId}`}>{dispute.period.label}</Link>
        <span>{dispute.lineIndex === null ? say('whole') : say('line', { index: dispute.lineIndex + 1 })}</span>
        <StateMark state={dispute.state} />
        <RelativeInstant instant={dispute.openedAt} />
      </div>
      <p>{dispute.text}</p>
      {dispute.answer === null ? null : (
        <blockquote>
          <b>{dispute.outcome === null ? '' : say(`outcome_${dispute.outcome}`)}</b> {dispute.answer}
          <footer>
            {dispute.answeredBy?.name}{' '}
            {dispute.answeredAt === null ? null : <RelativeInstant instant={dispute.answeredAt} />}
          </footer>
        </blockquote>
      )}
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept={answering} />}
      {answering ? (
        <AnswerForm dispute={dispute} onDone={() => setAnswering(false)} step={step} />
      ) : (
        <Group gap="xs">
          {dispute.may.answer && dispute.state === 'open' ? (
            <Button size="xs" onClick={() => setAnswering(true)}>
              {say('answer')}
            </Button>
          ) : null}
          {dispute.may.settle && dispute.state === 'answered' ? (
            <Button size="xs" loading={step.isPending} onClick={() => settle('acceptance')}>
              {say('settle')}
            </Button>
          ) : null}
          {dispute.may.settle && (dispute.state === 'open' || dispute.state === 'answered') ? (
            <Button size="xs" variant="default" loading={step.isPending} onClick={() => settle('withdrawal')}>
              {say('withdraw')}
            </Button>
          ) : null}
        </Group>
      )}
    </li>
  );
}

interface AnswerFormProps {
  readonly dispute: Dispute;
  readonly onDone: () => void;
  readonly step: ReturnType<typeof usePayStep>;
}

/** The answer, what follows from it, and the correction that someone else will approve. */
function AnswerForm({ dispute, onDone, step }: AnswerFormProps) {
  const say = useWords(statementWords);
  const sayPay = useWords(payWords);
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<'agreed' | 'refused'>('agreed');
  const [amount, setAmount] = useState('');
  const send = (): void => {
    const correction =
      outcome === 'agreed' && amount.trim() !== ''
        ? { correction: { kind: 'pay', amount: amount.trim(), reason: text } }
        : {};
    step.mutate(
      { path: `/disputes/${dispute.id}/answer`, body: { text, outcome, ...correction }, version: dispute.version },
      { onSuccess: onDone },
    );
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <SegmentedControl
        size="xs"
        value={outcome}
        onChange={(value) => setOutcome(value as 'agreed' | 'refused')}
        data={(['agreed', 'refused'] as const).map((value) => ({ value, label: say(`outcome_${value}`) }))}
      />
      <Textarea
        label={say('answer')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rows={3}
        minLength={3}
        required
      />
      {outcome === 'agreed' ? (
        <TextInput
          label={say('correction')}
          description={say('correctionHint')}
          value={amount}
          inputMode="decimal"
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
      ) : null}
      <Group gap="xs">
        <Button size="xs" type="submit" loading={step.isPending}>
          {sayPay('send')}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {sayPay('cancel')}
        </Button>
      </Group>
    </form>
  );
}
