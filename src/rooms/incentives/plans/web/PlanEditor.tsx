import { Button, Group, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useWords } from '#web/i18n/language-context.tsx';
import { useDraft } from '#web/state/drafts.ts';
import { Clauses } from './Clauses.tsx';
import styles from './Plan.module.css';
import type { PlanProblemView } from './plan-types.ts';
import { planWords } from './plan-words.ts';
import { usePlanCheck } from './use-plan-check.ts';

interface PlanEditorProps {
  readonly draftKey: string;
  readonly text: string;
  readonly onSave: (text: string) => void;
  readonly busy: boolean;
}

/** The text of a plan beside what it means and what is wrong with it, by line and column; a click goes there. */
export function PlanEditor({ draftKey, text, onSave, busy }: PlanEditorProps) {
  const say = useWords(planWords);
  const draft = useDraft(`plan-${draftKey}`, text);
  const { check, checking } = usePlanCheck(draft.value);
  const area = useRef<HTMLTextAreaElement>(null);
  const goTo = ({ line, column }: PlanProblemView): void => {
    const before = draft.value.split('\n').slice(0, line - 1);
    const at = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
  };
  const broken = check !== undefined && check.problems.length > 0;
  return (
    <div className={styles.editor}>
      <div>
        {draft.restored && draft.value !== text ? <p role="status">{say('draftKept')}</p> : null}
        <Textarea
          ref={area}
          label={say('text')}
          value={draft.value}
          onChange={(event) => draft.set(event.currentTarget.value)}
          rows={Math.min(40, Math.max(16, draft.value.split('\n').length + 1))}
          spellCheck={false}
        />
        <Group gap="xs" mt="sm">
          <Button
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
      </div>
      <div className={styles.side} aria-live="polite">
        {check === undefined ? <p>{say('checking')}</p> : null}
        <Problems title={say('problems')} kind="problems" problems={check?.problems ?? []} onPick={goTo} />
        <Problems title={say('notes')} kind="notes" problems={check?.notes ?? []} onPick={goTo} />
        {check === undefined || broken ? null : (
          <section>
            <h3>{say('inWords')}</h3>
            <p className={styles.good}>{say('usable')}</p>
            <Clauses clauses={check.clauses} />
          </section>
        )}
      </div>
    </div>
  );
}

interface ProblemsProps {
  readonly title: string;
  readonly kind: 'problems' | 'notes';
  readonly problems: readonly PlanProblemView[];
  readonly onPick: (problem: PlanProblemView) => void;
}

function Problems({ title, kind, problems, onPick }: ProblemsProps) {
  const say = useWords(planWords);
  if (problems.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles.problems} data-kind={kind}>
        {problems.map((problem) => (
          <li key={`${problem.line}:${problem.column}:${problem.expected}`}>
            <button type="button" onClick={() => onPick(problem)}>
              <b>{say('place', { line: problem.line, column: problem.column })}</b>{' '}
              {problem.found === undefined ? '' : `${say('found', { found: problem.found })} · `}
              {problem.expected}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
