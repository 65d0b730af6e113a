import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import { TermFields } from './TermFields.tsx';
import type { AskedTerm, PlanAssignment } from './plan-types.ts';
import { planWords } from './plan-words.ts';

interface AssignmentDialogProps {
  readonly assignment: PlanAssignment;
  readonly asked: readonly AskedTerm[];
  readonly onClose: () => void;
}

/** Other terms, from the first day or from a later one, and the last day. */
export function AssignmentDialog({ assignment, asked, onClose }: AssignmentDialogProps) {
  const say = useWords(planWords);
  const sayPay = useWords(payWords);
  const step = usePayStep();
  const [terms, setTerms] = useState<Readonly<Record<string, string>>>(assignment.terms);
  const [termsFrom, setTermsFrom] = useState(assignment.fromOn);
  const [throughOn, setThroughOn] = useState(assignment.throughOn ?? '');
  const save = (): void =>
    step.mutate(
      {
        method: 'PATCH',
        path: `/plan-assignments/${assignment.id}`,
        version: assignment.version,
        body: { throughOn: throughOn === '' ? null : throughOn, terms, termsFrom },
      },
      { onSuccess: onClose },
    );
  return (
    <Modal opened onClose={onClose} title={say('changeOf', { name: assignment.targetName })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept />}
          <TermFields asked={asked} terms={terms} onChange={setTerms} />
          {asked.length === 0 ? null : (
            <TextInput
              type="date"
              label={say('termsFrom')}
              description={say('termsFromHint')}
              value={termsFrom}
              min={assignment.fromOn}
              onChange={(event) => setTermsFrom(event.currentTarget.value)}
              required
            />
          )}
          <TextInput
            type="date"
            label={say('throughOn')}
            description={say('throughHint')}
            value={throughOn}
            onChange={(event) => setThroughOn(event.currentTarget.value)}
          />
          <Group gap="xs">
            <Button type="submit" loading={step.isPending}>
              {say('saveTerms')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {sayPay('cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
