import { useLocal } from '#web/i18n/language-context.tsx';
import styles from './Plan.module.css';
import type { PlanCheck } from './plan-types.ts';

/** The plan as its people read it: one sentence a clause. */
export function Clauses({ clauses }: { readonly clauses: PlanCheck['clauses'] }) {
  const local = useLocal();
  return (
    <ol className={styles.clauses}>
      {clauses.map(({ clause, text }) => (
        <li key={clause} title={clause}>
          {local(text)}
        </li>
      ))}
    </ol>
  );
}
