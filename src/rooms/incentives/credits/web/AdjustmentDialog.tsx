import { Button, Group, Modal, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { parseDecimal } from '#kernel/decimal.ts';
import type { LocalText } from '#kernel/local-text.ts';
import { problemOf } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { ReferenceSelect } from '#web/records/ReferenceSelect.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { Asked } from '../../Asked.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import styles from './Credit.module.css';
import type { SharedDeal } from './SplitDialog.tsx';
import { creditWords } from './credit-words.ts';

interface PlanChoice {
  readonly id: string;
  readonly name: LocalText;
  readonly current: { readonly currency: string } | null;
  readonly versions: readonly { readonly currency: string }[];
}

interface AdjustmentDialogProps {
  /** The deal it is about, when it was begun at one, and whom it credits. */
  readonly deal?: SharedDeal;
  readonly person?: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Proposes a correction by hand; someone else decides on it. */
export function AdjustmentDialog({ deal, person, onClose }: AdjustmentDialogProps) {
  const say = useWords(creditWords);
  const query = usePay<{ items: readonly PlanChoice[] }>('/plans');
  return (
    <Modal opened onClose={onClose} title={say('propose')} size="lg">
      <Asked query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{say('noPlans')}</p>
          ) : (
            <ProposalForm plans={items} deal={deal} person={person} onClose={onClose} />
          )
        }
      </Asked>
    </Modal>
  );
}

function ProposalForm({
  plans,
  deal,
  person,
  onClose,
}: AdjustmentDialogProps & { readonly plans: readonly PlanChoice[] }) {
  const say = useWords(creditWords);
  const sayPay = useWords(payWords);
  const local = useLocal();
  const { today, baseCurrency } = useReader();
  const step = usePayStep();
  const [kind, setKind] = useState<'credit' | 'pay'>('credit');
  const [personId, setPersonId] = useState<string | null>(person?.id ?? null);
  const [planId, setPlanId] = useState(plans[0].id);
  const [date, setDate] = useState(today);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const plan = plans.find(({ id }) => id === planId);
  const currency = plan?.current?.currency ?? plan?.versions[0]?.currency ?? baseCurrency;
  const number = amount.trim().replaceAll(',', '');
  const send = (): void =>
    step.mutate(
      {
        path: '/adjustments',
        body: {
          kind,
          personId,
          planId,
          date,
          amount: number,
          currency,
          reason: reason.trim(),
          ...(deal === undefined ? {} : { sourceKind: deal.kind, sourceId: deal.id }),
        },
      },
      { onSuccess: onClose },
    );
  return (
    <form
      className={styles.dialog}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p>{say('proposeHint')}</p>
      {deal === undefined ? null : (
        <p>
          {say('deal')}: {deal.label}
        </p>
      )}
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept />}
      <div className={styles.fields}>
        <NativeSelect
          label={say('correctionOf')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as 'credit' | 'pay')}
          data={(['credit', 'pay'] as const).map((value) => ({ value, label: say(`correction_${value}`) }))}
        />
        <ReferenceSelect
          label={sayPay('person')}
          to="person"
          value={personId}
          valueLabel={personId === person?.id ? person?.name : null}
          onChange={setPersonId}
          required
        />
        <NativeSelect
          label={sayPay('plan')}
          value={planId}
          onChange={(event) => setPlanId(event.currentTarget.value)}
          data={plans.map(({ id, name }) => ({ value: id, label: local(name) }))}
        />
        <TextInput
          type="date"
          label={sayPay('date')}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
          required
        />
        <TextInput
          label={sayPay('amount')}
          inputMode="decimal"
          value={amount}
          rightSection={currency}
          rightSectionWidth={48}
          error={amount !== '' && parseDecimal(number) === undefined}
          onChange={(event) => setAmount(event.currentTarget.value)}
          required
        />
      </div>
      <Textarea
        label={sayPay('reason')}
        value={reason}
        minLength={3}
        maxLength={1000}
        rows={3}
        onChange={(event) => setReason(event.currentTarget.value)}
        required
      />
      <Group gap="xs">
        <Button
          size="xs"
          type="submit"
          loading={step.isPending}
          disabled={personId === null || parseDecimal(number) === undefined || reason.trim().length < 3}
        >
          {sayPay('send')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {sayPay('cancel')}
        </Button>
      </Group>
    </form>
  );
}
