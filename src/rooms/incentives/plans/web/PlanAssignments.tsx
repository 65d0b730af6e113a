import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { Asked } from '../../Asked.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import { AssignForm } from './AssignForm.tsx';
import { AssignmentDialog } from './AssignmentDialog.tsx';
import type { AskedTerm, PlanAssignment } from './plan-types.ts';
import { planWords } from './plan-words.ts';

interface Assignments {
  readonly items: readonly PlanAssignment[];
  readonly asked: readonly AskedTerm[];
}

/** Who is on the plan from when and on what terms, and putting others on it. */
export function PlanAssignments({ planId }: { readonly planId: string }) {
  const say = useWords(planWords);
  const { rights } = useSession();
  const mayImport = rights.includes('incentives.administer') && rights.includes('settings.import');
  const query = usePay<Assignments>('/plan-assignments', { planId });
  return (
    <Section title={say('assignments')} hint={say('assignmentsHint')}>
      <Asked query={query}>{(found) => <Listed planId={planId} {...found} />}</Asked>
      {mayImport ? (
        <p>
          {say('quotasFrom')} <Link to="/performance/quotas">{say('quotasSee')}</Link> ·{' '}
          <Link to="/settings/import">{say('quotasImport')}</Link>
        </p>
      ) : null}
    </Section>
  );
}

function Listed({ planId, items, asked }: Assignments & { readonly planId: string }) {
  const say = useWords(planWords);
  const mayWrite = useSession().rights.includes('incentives.administer');
  const step = usePayStep();
  const [changing, setChanging] = useState<PlanAssignment>();
  return (
    <>
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} />}
      {items.length === 0 ? (
        <p>{say('noAssignments')}</p>
      ) : (
        <PlainTable
          label={say('assignments')}
          columns={[
            { label: say('whom') },
            { label: '' },
            { label: say('fromOn') },
            { label: say('throughOn') },
            { label: say('terms') },
            { label: '' },
          ]}
        >
          {items.map((one) => (
            <Row
              key={one.id}
              one={one}
              asked={asked}
              mayWrite={mayWrite}
              step={step}
              onChange={() => setChanging(one)}
            />
          ))}
        </PlainTable>
      )}
      {mayWrite ? <AssignForm planId={planId} asked={asked} step={step} /> : null}
      {changing === undefined ? null : (
        <AssignmentDialog assignment={changing} asked={asked} onClose={() => setChanging(undefined)} />
      )}
    </>
  );
}

interface RowProps {
  readonly one: PlanAssignment;
  readonly asked: readonly AskedTerm[];
  readonly mayWrite: boolean;
  readonly step: ReturnType<typeof usePayStep>;
  readonly onChange: () => void;
}

function Row({ one, asked, mayWrite, step, onChange }: RowProps) {
  const say = useWords(planWords);
  const { language } = useLanguage();
  const missing = asked.filter(({ name, otherwise }) => otherwise === 'nothing' && one.terms[name] === undefined);
  const path = `/plan-assignments/${one.id}`;
  return (
    <tr>
      <td>{one.targetName}</td>
      <td>{say(`target_${one.target}`)}</td>
      <td>{formatDate(one.fromOn, language)}</td>
      <td>{one.throughOn === null ? say('openEnd') : formatDate(one.throughOn, language)}</td>
      <td>
        {Object.entries(one.terms)
          .map(([name, value]) => `${name} ${value}`)
          .join(', ')}
        {missing.length === 0 ? null : (
          <Tone tone="warning">{say('missingTerms', { names: missing.map(({ name }) => name).join(', ') })}</Tone>
        )}
      </td>
      <td data-align="right">
        {mayWrite ? (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            <Button size="compact-xs" variant="default" onClick={onChange}>
              {say('changeTerms')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              loading={step.isPending && step.variables?.path === path}
              onClick={() => step.mutate({ method: 'DELETE', path, version: one.version })}
            >
              {say('remove')}
            </Button>
          </Group>
        ) : null}
      </td>
    </tr>
  );
}
