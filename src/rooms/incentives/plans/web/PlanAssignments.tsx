import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { ReferenceSelect } from '#web/records/ReferenceSelect.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useKind, useSession } from '#web/shell/app-context.ts';
import { Asked } from '../../Asked.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import styles from './Plan.module.css';
import type { PlanAssignment } from './plan-types.ts';
import { planWords } from './plan-words.ts';

const targets = ['person', 'position', 'unit', 'role'] as const;
type Target = (typeof targets)[number];

/** Who is on the plan from when, and putting others on it. */
export function PlanAssignments({ planId }: { readonly planId: string }) {
  const say = useWords(planWords);
  const { language } = useLanguage();
  const { rights } = useSession();
  const mayWrite = rights.includes('incentives.administer');
  const mayImport = mayWrite && rights.includes('settings.import');
  const query = usePay<{ items: readonly PlanAssignment[] }>('/plan-assignments', { planId });
  const step = usePayStep();
  return (
    <Section title={say('assignments')} hint={say('assignmentsHint')}>
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} />}
      <Asked query={query}>
        {({ items }) =>
          items.length === 0 ? (
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
                <tr key={one.id}>
                  <td>{one.targetName}</td>
                  <td>{say(`target_${one.target}`)}</td>
                  <td>{formatDate(one.fromOn, language)}</td>
                  <td>{one.throughOn === null ? say('openEnd') : formatDate(one.throughOn, language)}</td>
                  <td>
                    {Object.entries(one.terms)
                      .map(([name, value]) => `${name} ${value}`)
                      .join(', ')}
                  </td>
                  <td data-align="right">
                    {mayWrite ? (
                      <Button
                        size="compact-xs"
                        variant="default"
                        loading={step.isPending && step.variables?.path.endsWith(one.id)}
                        onClick={() =>
                          step.mutate({ method: 'DELETE', path: `/plan-assignments/${one.id}`, version: one.version })
                        }
                      >
                        {say('remove')}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </PlainTable>
          )
        }
      </Asked>
      {mayWrite ? <AssignForm planId={planId} step={step} /> : null}
      {mayImport ? (
        <p>
          {say('quotasFrom')} <Link to="/performance/quotas">{say('quotasSee')}</Link> ·{' '}
          <Link to="/settings/import">{say('quotasImport')}</Link>
        </p>
      ) : null}
    </Section>
  );
}

function AssignForm({ planId, step }: { readonly planId: string; readonly step: ReturnType<typeof usePayStep> }) {
  const say = useWords(planWords);
  const local = useLocal();
  const { today } = useReader();
  const [target, setTarget] = useState<Target>('person');
  const [targetId, setTargetId] = useState<string | null>(null);
  const [fromOn, setFromOn] = useState(`${today.slice(0, 7)}-01`);
  const roles = useKind('position')?.fields.find(({ name }) => name === 'role');
  return (
    <form
      className={styles.assign}
      onSubmit={(event) => {
        event.preventDefault();
        if (targetId !== null)
          step.mutate(
            { path: '/plan-assignments', body: { planId, target, targetId, fromOn } },
            { onSuccess: () => setTargetId(null) },
          );
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
      <Button type="submit" variant="default" loading={step.isPending} disabled={targetId === null}>
        {say('assign')}
      </Button>
    </form>
  );
}
