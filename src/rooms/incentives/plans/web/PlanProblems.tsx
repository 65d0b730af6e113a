import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import styles from './Plan.module.css';
import type { PlanProblemView } from './plan-types.ts';
import { planWords } from './plan-words.ts';

interface PlanProblemsProps {
  readonly title: string;
  readonly kind: 'problems' | 'notes';
  readonly problems: readonly PlanProblemView[];
  readonly onPick: (problem: PlanProblemView) => void;
}

/** What is wrong or worth knowing, by line and column; a click leads there. */
export function PlanProblems({ title, kind, problems, onPick }: PlanProblemsProps) {
  const say = useWords(planWords);
  const local = useLocal();
  if (problems.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles.problems} data-kind={kind}>
        {problems.map((problem) => (
          <li key={`${problem.line}:${problem.column}:${problem.expected.en}`}>
            <button type="button" onClick={() => onPick(problem)}>
              <b>{say('place', { line: problem.line, column: problem.column })}</b>{' '}
              {problem.found === undefined ? '' : `${say('found', { found: local(problem.found) })} · `}
              {local(problem.expected)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
