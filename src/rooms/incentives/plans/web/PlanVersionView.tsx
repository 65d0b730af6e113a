import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { ReasonForm } from '../../ReasonForm.tsx';
import { usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import { Clauses } from './Clauses.tsx';
import { PayoutPicture } from './picture/PayoutPicture.tsx';
import { PlanChanges } from './PlanChanges.tsx';
import { PlanEditor } from './PlanEditor.tsx';
import styles from './Plan.module.css';
import type { PlanVersion, PlanVersionSummary, PlanView } from './plan-types.ts';
import { planWords } from './plan-words.ts';

interface PlanVersionProps {
  readonly plan: PlanView;
  readonly version: PlanVersion;
  readonly onVersion: (id: string) => void;
}

/** One version: read, edited while a draft, sent for approval, decided by another person. */
export function PlanVersionView({ plan, version, onVersion }: PlanVersionProps) {
  const say = useWords(planWords);
  const sayPay = useWords(payWords);
  const mayWrite = useSession().rights.includes('incentives.administer');
  const step = usePayStep<PlanVersionSummary>();
  const [rejecting, setRejecting] = useState(false);
  const path = `/plan-versions/${version.id}`;
  const hasDraft = plan.versions.some(({ state }) => state === 'draft' || state === 'submitted');
  return (
    <>
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept={version.may.edit} />}
      {rejecting ? (
        <ReasonForm
          label={say('rejectWhy')}
          busy={step.isPending}
          onCancel={() => setRejecting(false)}
          onSend={(reason) =>
            step.mutate(
              { path: `${path}/rejection`, body: { reason }, version: version.version },
              { onSuccess: () => setRejecting(false) },
            )
          }
        />
      ) : (
        <Group gap="xs">
          {version.may.submit ? (
            <Button
              loading={step.isPending}
              onClick={() => step.mutate({ path: `${path}/submission`, version: version.version })}
            >
              {say('submit')}
            </Button>
          ) : null}
          {version.may.decide ? (
            <>
              <Button
                loading={step.isPending}
                onClick={() => step.mutate({ path: `${path}/approval`, version: version.version })}
              >
                {sayPay('approve')}
              </Button>
              <Button variant="default" onClick={() => setRejecting(true)}>
                {sayPay('reject')}
              </Button>
            </>
          ) : null}
          {mayWrite && !hasDraft ? (
            <Button
              variant="default"
              loading={step.isPending}
              onClick={() =>
                step.mutate(
                  { path: `/plans/${plan.id}/versions`, body: { text: version.text } },
                  { onSuccess: ({ id }) => onVersion(id) },
                )
              }
            >
              {say('newVersion')}
            </Button>
          ) : null}
        </Group>
      )}
      {version.number > 1 ? (
        <PlanChanges
          versionId={version.id}
          others={plan.versions.filter(({ number }) => number < version.number).toSorted((a, b) => b.number - a.number)}
        />
      ) : null}
      {version.may.edit ? (
        <PlanEditor
          draftKey={version.id}
          text={version.text}
          busy={step.isPending}
          onSave={(text) => step.mutate({ method: 'PUT', path, body: { text }, version: version.version })}
        />
      ) : (
        <div className={styles.editor}>
          <div className={styles.side}>
            <Section title={say('inWords')} hint={say('wordsHint')}>
              <Clauses clauses={version.clauses} />
            </Section>
            <PayoutPicture document={version.document} />
          </div>
          <Section title={say('text')}>
            <pre className={styles.text} tabIndex={0}>
              {version.text}
            </pre>
          </Section>
        </div>
      )}
    </>
  );
}
