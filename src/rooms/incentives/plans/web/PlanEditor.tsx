import { Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { useWords } from '#web/i18n/language-context.tsx';
import { useDraft } from '#web/state/drafts.ts';
import { Clauses } from './Clauses.tsx';
import { formWords } from './form/form-words.ts';
import { PlanForm } from './form/PlanForm.tsx';
import { PayoutPicture } from './picture/PayoutPicture.tsx';
import styles from './Plan.module.css';
import { PlanProblems } from './PlanProblems.tsx';
import type { PlanProblemView } from './plan-types.ts';
import { planWords } from './plan-words.ts';
import { usePlanCheck } from './use-plan-check.ts';

interface PlanEditorProps {
  readonly draftKey: string;
  readonly text: string;
  readonly onSave: (text: string) => void;
  readonly busy: boolean;
}

type View = 'form' | 'yaml';

/**
 * One document in two views, a form and its text, beside what it means, what it pays and what is wrong with it. A click on
 * a problem leads to its field or line.
 */
export function PlanEditor({ draftKey, text, onSave, busy }: PlanEditorProps) {
  const say = useWords(planWords);
  const sayForm = useWords(formWords);
  const draft = useDraft(`plan-${draftKey}`, text);
  const { check, checking } = usePlanCheck(draft.value);
  const [view, setView] = useState<View>('form');
  const area = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLDivElement>(null);
  const goTo = (problem: PlanProblemView): void => {
    if (view === 'form') return focusField(form.current, problem.pointer);
    const before = draft.value.split('\n').slice(0, problem.line - 1);
    const at = before.reduce((sum, one) => sum + one.length + 1, 0) + problem.column - 1;
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
  };
  const broken = check !== undefined && check.problems.length > 0;
  return (
    <div className={styles.editor}>
      <div ref={form}>
        {draft.restored && draft.value !== text ? <p role="status">{say('draftKept')}</p> : null}
        <Group gap="xs" mb="md">
          <SegmentedControl
            size="xs"
            aria-label={sayForm('view')}
            value={view}
            onChange={(value) => setView(value as View)}
            data={(['form', 'yaml'] as const).map((value) => ({ value, label: sayForm(value) }))}
          />
          <Button
            size="xs"
            loading={busy}
            disabled={checking || broken}
            onClick={() => {
              onSave(draft.value);
              draft.drop();
            }}
          >
            {say('saveDraft')}
          </Button>
        </Group>
        {view === 'form' ? (
          <PlanForm
            text={draft.value}
            onText={draft.set}
            problems={check?.problems ?? []}
            onUnreadable={() => setView('yaml')}
          />
        ) : (
          <Textarea
            ref={area}
            aria-label={say('text')}
            value={draft.value}
            onChange={(event) => draft.set(event.currentTarget.value)}
            rows={Math.min(40, Math.max(16, draft.value.split('\n').length + 1))}
            spellCheck={false}
          />
        )}
      </div>
      <div className={styles.side} aria-live="polite">
        {check === undefined ? <p>{say('checking')}</p> : null}
        <PlanProblems title={say('problems')} kind="problems" problems={check?.problems ?? []} onPick={goTo} />
        <PlanProblems title={say('notes')} kind="notes" problems={check?.notes ?? []} onPick={goTo} />
        {check === undefined || broken ? null : (
          <>
            <PayoutPicture document={check.document} />
            <section>
              <h3>{say('inWords')}</h3>
              <p className={styles.good}>{say('usable')}</p>
              <Clauses clauses={check.clauses} />
            </section>
          </>
        )}
      </div>
    </div>
  );
}

/** The field that writes the place, or the nearest part around it. */
function focusField(form: HTMLElement | null, pointer: string): void {
  const places = [...(form?.querySelectorAll<HTMLElement>('[data-pointer]') ?? [])].filter(({ dataset }) =>
    `${pointer}/`.startsWith(`${dataset.pointer ?? ''}/`),
  );
  const nearest = places.reduce<HTMLElement | undefined>(
    (best, one) => ((one.dataset.pointer ?? '').length >= (best?.dataset.pointer ?? '').length ? one : best),
    undefined,
  );
  nearest?.scrollIntoView({ block: 'center' });
  const input = nearest?.matches('input, select, textarea')
    ? nearest
    : nearest?.querySelector<HTMLElement>('input, select');
  input?.focus();
}
