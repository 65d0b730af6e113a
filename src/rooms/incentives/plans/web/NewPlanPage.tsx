import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { Page } from '#web/components/Page.tsx';
import { PageBody, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { payFile, usePay, usePayStep } from '../../pay-api.ts';
import styles from './Plan.module.css';
import { PlanEditor } from './PlanEditor.tsx';
import { TemplateChoice } from './TemplateChoice.tsx';
import type { PlanTemplate, PlanVersion, PlanVersionSummary } from './plan-types.ts';
import { planWords } from './plan-words.ts';

/** A new plan from a ready one, changed in the editor. */
export function NewPlanPage() {
  const say = useWords(planWords);
  const local = useLocal();
  const navigate = useNavigate();
  const query = usePay<{ items: readonly PlanTemplate[] }>('/plan-templates');
  const step = usePayStep<PlanVersionSummary>();
  const openPlan = async (versionId: string): Promise<void> => {
    const { planId } = await fetchValue<PlanVersion>(payFile(`/plan-versions/${versionId}`));
    await navigate({ to: `/incentives/plans/${planId}` });
  };
  const [template, setTemplate] = useState<PlanTemplate>();
  return (
    <Page title={say('newPlan')}>
      <PageBody>
        {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept />}
        {template === undefined ? (
          <Asked query={query}>
            {({ items }) => (
              <Section title={say('templates')} hint={say('templatesHint')}>
                <TemplateChoice templates={items} onChoose={setTemplate} />
              </Section>
            )}
          </Asked>
        ) : (
          <>
            <p className={styles.chosen}>
              <b>{local(template.name)}</b> <span>{local(template.description)}</span>{' '}
              <Button size="compact-xs" variant="default" onClick={() => setTemplate(undefined)}>
                {say('otherTemplate')}
              </Button>
            </p>
            <PlanEditor
              key={template.id}
              draftKey={`new-${template.id}`}
              text={template.text}
              busy={step.isPending}
              onSave={(text) =>
                step.mutate({ path: '/plans', body: { text } }, { onSuccess: ({ id }) => void openPlan(id) })
              }
            />
          </>
        )}
      </PageBody>
    </Page>
  );
}
