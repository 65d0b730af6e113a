import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { Page } from '#web/components/Page.tsx';
import { PageBody, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import styles from './Plan.module.css';
import { PlanEditor } from './PlanEditor.tsx';
import type { PlanTemplate, PlanVersionSummary } from './plan-types.ts';
import { planWords } from './plan-words.ts';

/** A new plan from a ready one, changed in the editor. */
export function NewPlanPage() {
  const say = useWords(planWords);
  const local = useLocal();
  const navigate = useNavigate();
  const query = usePay<{ items: readonly PlanTemplate[] }>('/plan-templates');
  const step = usePayStep<PlanVersionSummary & { planId?: string }>();
  const [template, setTemplate] = useState<PlanTemplate>();
  return (
    <Page title={say('newPlan')}>
      <PageBody>
        {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept />}
        <Asked query={query}>
          {({ items }) => (
            <Section title={say('templates')} hint={say('templatesHint')}>
              <ul className={styles.templates}>
                {items.map((one) => (
                  <li key={one.id}>
                    <button type="button" aria-pressed={template?.id === one.id} onClick={() => setTemplate(one)}>
                      <b>{local(one.name)}</b>
                      <span>{local(one.description)}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </Asked>
        {template === undefined ? null : (
          <PlanEditor
            key={template.id}
            draftKey={`new-${template.id}`}
            text={template.text}
            busy={step.isPending}
            onSave={(text) =>
              step.mutate(
                { path: '/plans', body: { text } },
                { onSuccess: () => void navigate({ to: '/incentives/plans' }) },
              )
            }
          />
        )}
      </PageBody>
    </Page>
  );
}
