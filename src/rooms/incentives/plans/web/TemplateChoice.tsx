import { useLocal } from '#web/i18n/language-context.tsx';
import styles from './Plan.module.css';
import type { PlanTemplate } from './plan-types.ts';

interface TemplateChoiceProps {
  readonly templates: readonly PlanTemplate[];
  readonly onChoose: (template: PlanTemplate) => void;
}

/** The ready plans side by side. */
export function TemplateChoice({ templates, onChoose }: TemplateChoiceProps) {
  const local = useLocal();
  return (
    <ul className={styles.templates}>
      {templates.map((one) => (
        <li key={one.id}>
          <button type="button" onClick={() => onChoose(one)}>
            <b>{local(one.name)}</b>
            <span>{local(one.description)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
