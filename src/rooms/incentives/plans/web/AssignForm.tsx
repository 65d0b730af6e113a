import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { ReferenceSelect } from '#web/records/ReferenceSelect.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useKind } from '#web/shell/app-context.ts';
import type { usePayStep } from '../../pay-api.ts';
import styles from './Plan.module.css';
import { TermFields } from './TermFields.tsx';
import type { AskedTerm } from './plan-types.ts';
import { planWords } from './plan-words.ts';

const targets = ['person', 'position', 'unit', 'role'] as const;
type Target = (typeof targets)[number];

interface AssignFormProps {
  readonly planId: string;
  readonly asked: readonly AskedTerm[];
  readonly step: ReturnType<typeof usePayStep>;
}

/** Puts a person, or whoever holds a position, sits in a unit or has a role, on the plan, on terms of their own. */
export function AssignForm({ planId, asked, step }: AssignFormProps) {
  const say = useWords(planWords);
  const local = useLocal();
  const { today } = useReader();
  const [target, setTarget] = useState<Target>('person');
  const [targetId, setTargetId] = useState<string | null>(null);
  const [fromOn, setFromOn] = useState(`${today.slice(0, 7)}-01`);
  const [terms, setTerms] = useState<Readonly<Record<string, string>>>({});
  const roles = useKind('position')?.fields.find(({ name }) => name === 'role');
  const add = (): void => {
    if (targetId === null) return;
    step.mutate(
      { path: '/plan-assignments', body: { planId, target, targetId, fromOn, terms } },
      {
        onSuccess: () => {
          setTargetId(null);
          setTerms({});
        },
      },
    );
  };
  return (
    <form
      className={styles.assign}
      aria-label={say('assign')}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <NativeSelect
        label={say('whom')}
        value={target}
        onChange={(event) => {
          setTarget(event.currentTarget.value as Target);
          setTargetId(null);
        }}
        data={targets.map((value) => ({ value, label: say(`target_${value}`) }))}
      />
      {target === 'role' ? (
        <NativeSelect
          label={say('target_role')}
          value={targetId ?? ''}
          onChange={(event) => setTargetId(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          data={[
            { value: '', label: '' },
            ...(roles?.choices ?? []).map((choice) => ({ value: choice.value, label: local(choice.label) })),
          ]}
        />
      ) : (
        <ReferenceSelect
          key={target}
          label={say(`target_${target}`)}
          to={target}
          value={targetId}
          valueLabel={null}
          onChange={setTargetId}
          required
        />
      )}
      <TextInput
        type="date"
        label={say('fromOn')}
        value={fromOn}
        onChange={(event) => setFromOn(event.currentTarget.value)}
        required
      />
      <TermFields asked={asked} terms={terms} onChange={setTerms} />
      <Button type="submit" variant="default" loading={step.isPending} disabled={targetId === null}>
        {say('assign')}
      </Button>
    </form>
  );
}
