import type { ReactNode } from 'react';
import styles from './PlanForm.module.css';

interface FieldLabelProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: string;
}

/** The heading of a part that has more than one input. */
export function FieldLabel({ label, hint, problem }: FieldLabelProps) {
  return (
    <div className={styles.label}>
      <b>{label}</b>
      {hint === undefined ? null : <span>{hint}</span>}
      {problem === undefined ? null : <em>{problem}</em>}
    </div>
  );
}
