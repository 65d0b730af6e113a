import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { UnusableData } from '#kernel/unusable-data.ts';
import { readPlanText } from '#platform/plan-documents/read-plan-text.ts';
import { Section } from '#web/components/PageBody.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import type { PlanProblemView } from '../plan-types.ts';
import { ComponentsPart } from './ComponentsPart.tsx';
import { Field } from './Field.tsx';
import { planFields, termFields } from './field-spec.ts';
import { formWords } from './form-words.ts';
import { MeasuresPart } from './MeasuresPart.tsx';
import { type Path, isFields, withValue } from './plan-data.ts';
import { PlanFormContext } from './plan-form-context.ts';
import styles from './PlanForm.module.css';
import { QuotasPart } from './QuotasPart.tsx';
import { RecognitionPart } from './RecognitionPart.tsx';
import { writePlanText } from './write-plan-text.ts';

interface PlanFormProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly problems: readonly PlanProblemView[];
  readonly onUnreadable: () => void;
}

/** The plan as a form: it shows what the text says and writes into the text, whose comments stay. */
export function PlanForm({ text, onText, problems, onUnreadable }: PlanFormProps) {
  const say = useWords(formWords);
  const data = useMemo(() => readData(text), [text]);
  const state = useMemo(
    () => ({
      data,
      problems,
      set: (path: Path, value: unknown) => onText(writePlanText(text, withValue(data, path, value))),
    }),
    [data, problems, onText, text],
  );
  if (data === undefined)
    return (
      <div role="alert">
        <p>{say('unreadable')}</p>
        <Button size="xs" variant="default" onClick={onUnreadable}>
          {say('toText')}
        </Button>
      </div>
    );
  return (
    <PlanFormContext value={state}>
      <div className={styles.form}>
        <Section title={say('basics')}>
          <div className={styles.fields}>
            {planFields.map((spec) => (
              <Field key={spec.key} path={[]} spec={spec} kind="plan" />
            ))}
          </div>
        </Section>
        <Section title={say('recognition')} hint={say('recognitionHint')}>
          <RecognitionPart />
        </Section>
        <Section title={say('measures')} hint={say('measuresHint')}>
          <MeasuresPart />
        </Section>
        <Section title={say('quotas')} hint={say('quotasHint')}>
          <QuotasPart />
        </Section>
        <Section title={say('components')}>
          <ComponentsPart />
        </Section>
        <Section title={say('terms')}>
          <div className={styles.fields}>
            {termFields.map((spec) => (
              <Field key={spec.key} path={[]} spec={spec} kind="plan" />
            ))}
          </div>
        </Section>
      </div>
    </PlanFormContext>
  );
}

function readData(text: string): unknown {
  try {
    const { data } = readPlanText(text, 'plan');
    return isFields(data) ? data : undefined;
  } catch (error) {
    if (error instanceof UnusableData) return undefined;
    throw error;
  }
}
