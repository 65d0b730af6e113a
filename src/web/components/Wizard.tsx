import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '#web/i18n/language-context.tsx';
import { workWords } from '#web/i18n/work-words.ts';
import styles from './Wizard.module.css';

export interface WizardStep {
  readonly id: string;
  readonly label: string;
  readonly show: () => ReactNode;
  /** False while the step cannot be left yet. */
  readonly ready: boolean;
  /** What the button to the next step says; “Next” when absent. */
  readonly forward?: string;
  /** Done before the next step is shown; a false answer stays here. */
  readonly onForward?: () => Promise<boolean>;
}

interface WizardProps {
  readonly steps: readonly WizardStep[];
  readonly at: number;
  readonly onAt: (at: number) => void;
  readonly onFinish?: () => void;
  readonly busy?: boolean;
}

/** A task in steps: where one is, what is behind, one button forward. */
export function Wizard({ steps, at, onAt, onFinish, busy = false }: WizardProps) {
  const say = useWords(workWords);
  const whole = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLDivElement>(null);
  const step = steps[at];
  const last = at === steps.length - 1;
  useEffect(() => {
    if (at === 0) return;
    heading.current?.focus({ preventScroll: true });
    whole.current?.scrollIntoView({ block: 'start' });
  }, [at]);
  const forward = async (): Promise<void> => {
    if (step.onForward !== undefined && !(await step.onForward())) return;
    if (last) onFinish?.();
    else onAt(at + 1);
  };
  return (
    <div ref={whole} className={styles.wizard}>
      <ol className={styles.steps}>
        {steps.map(({ id, label }, index) => (
          <li key={id} aria-current={index === at ? 'step' : undefined} data-done={index < at}>
            <span className={styles.number}>{index < at ? <IconCheck size={12} aria-hidden /> : index + 1}</span>
            <span className={styles.name}>{label}</span>
          </li>
        ))}
      </ol>
      <div
        ref={heading}
        tabIndex={-1}
        role="group"
        aria-label={say('step', { at: at + 1, of: steps.length, name: step.label })}
        style={{ outline: 'none' }}
      >
        {step.show()}
      </div>
      <div className={styles.foot}>
        {at === 0 ? (
          <span />
        ) : (
          <Button variant="default" onClick={() => onAt(at - 1)} disabled={busy}>
            {say('back')}
          </Button>
        )}
        {last && onFinish === undefined ? null : (
          <Button onClick={() => void forward()} disabled={!step.ready} loading={busy}>
            {step.forward ?? say(last ? 'finish' : 'next')}
          </Button>
        )}
      </div>
    </div>
  );
}
