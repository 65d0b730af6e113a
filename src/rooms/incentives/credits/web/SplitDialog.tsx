import { ActionIcon, Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { add, compare, exactToText, multiply, one, zero } from '#engines/commission/exact.ts';
import { problemOf } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { ReferenceSelect } from '#web/records/ReferenceSelect.tsx';
import { Asked } from '../../Asked.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import { readShare } from '../read-share.ts';
import styles from './Credit.module.css';
import type { Split } from './credit-types.ts';
import { creditWords } from './credit-words.ts';

export interface SharedDeal {
  readonly kind: 'opportunity' | 'order';
  readonly id: string;
  readonly label: string;
}

/** Who shares a deal: direct parts make exactly 100 %, overlays come on top. */
export function SplitDialog({ deal, onClose }: { readonly deal: SharedDeal; readonly onClose: () => void }) {
  const say = useWords(creditWords);
  const query = usePay<Split>(`/splits/${deal.kind}/${deal.id}`);
  return (
    <Modal opened onClose={onClose} title={say('splitOf', { deal: deal.label })} size="lg">
      <Asked query={query}>{(split) => <Parts deal={deal} split={split} onClose={onClose} />}</Asked>
    </Modal>
  );
}

interface Part {
  readonly personId: string | null;
  readonly name: string | null;
  readonly share: string;
  readonly onTop: boolean;
}

interface PartsProps {
  readonly deal: SharedDeal;
  readonly split: Split;
  readonly onClose: () => void;
}

function Parts({ deal, split, onClose }: PartsProps) {
  const say = useWords(creditWords);
  const sayPay = useWords(payWords);
  const step = usePayStep();
  const [parts, setParts] = useState<readonly Part[]>(
    split.parts.map(({ person, share, onTop }) => ({ personId: person.id, name: person.name, share, onTop })),
  );
  const change = (at: number, part: Partial<Part>): void =>
    setParts(parts.map((now, index) => (index === at ? { ...now, ...part } : now)));
  const total = parts
    .filter(({ onTop }) => !onTop)
    .reduce((sum, { share }) => add(sum, readShare(share) ?? zero), zero);
  const direct = parts.some(({ onTop }) => !onTop);
  const whole = !direct || compare(total, one) === 0;
  const save = (): void =>
    step.mutate(
      {
        method: 'PUT',
        path: `/splits/${deal.kind}/${deal.id}`,
        body: { parts: parts.map(({ personId, share, onTop }) => ({ personId, share: share.trim(), onTop })) },
      },
      { onSuccess: onClose },
    );
  return (
    <form
      className={styles.dialog}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p>{say('splitHint')}</p>
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept />}
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part has no other name until its person is chosen
        <div key={index} className={styles.partRow}>
          <ReferenceSelect
            label={`${sayPay('person')} ${index + 1}`}
            to="person"
            value={part.personId}
            valueLabel={part.name}
            onChange={(personId) => change(index, { personId, name: null })}
            required
          />
          <TextInput
            label={say('share')}
            value={part.share}
            placeholder="50%, 1/3"
            error={part.share !== '' && readShare(part.share) === undefined}
            onChange={(event) => change(index, { share: event.currentTarget.value })}
            required
          />
          <Checkbox
            label={say('onTop')}
            checked={part.onTop}
            onChange={(event) => change(index, { onTop: event.currentTarget.checked })}
          />
          <ActionIcon
            variant="subtle"
            aria-label={`${say('removePart')} ${index + 1}`}
            onClick={() => setParts(parts.filter((_, other) => other !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={12} />}
        disabled={parts.length >= 20}
        onClick={() => setParts([...parts, { personId: null, name: null, share: '', onTop: false }])}
      >
        {say('addPart')}
      </Button>
      <p role="status" data-bad={!whole}>
        {parts.length === 0
          ? say('noParts')
          : say('splitTotal', { percent: exactToText(multiply(total, { n: 100n, d: 1n }), 4) })}
      </p>
      <Group gap="xs">
        <Button
          size="xs"
          type="submit"
          loading={step.isPending}
          disabled={!whole || parts.some(({ personId, share }) => personId === null || readShare(share) === undefined)}
        >
          {sayPay('save')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {sayPay('cancel')}
        </Button>
      </Group>
    </form>
  );
}
