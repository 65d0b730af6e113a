import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RecordKind } from '#kernel/record-kind.ts';
import { type ProblemDocument, problemCode } from '#web/api/problem.ts';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import styles from './ProblemView.module.css';

interface ProblemViewProps {
  readonly problem: ProblemDocument;
  readonly onRetry?: () => void;
  /** Something was typed and is kept as a draft. */
  readonly draftKept?: boolean;
  /** What happened in words of the place where it did; instead of what the server says of it. */
  readonly happened?: string;
  /** The kind of record it is about: its fields are called as there. */
  readonly kind?: RecordKind;
  /** A whole page rather than a place on one. */
  readonly page?: boolean;
}

/** A problem for people: what happened, what was kept, what to do next. */
export function ProblemView({ problem, onRetry, draftKept = false, happened, kind, page = false }: ProblemViewProps) {
  const say = useWords(shellWords);
  const told = useToldProblem(kind);
  const next = nextStep(problem);
  const { errors = [] } = told.document(problem);
  const title = problem.status === 404 ? 'notFoundTitle' : problem.status === 403 ? 'forbiddenTitle' : 'errorTitle';
  return (
    <section className={page ? styles.page : styles.inline} role="alert">
      {page ? <h1>{say(title)}</h1> : null}
      <dl className={styles.facts}>
        <dt>{say('whatHappened')}</dt>
        <dd>
          {happened ?? whatHappened(problem, say, told.line)}
          {happened !== undefined || errors.length === 0 ? null : (
            <ul>
              {errors.map(({ field, found, expected }) => (
                <li key={`${field}${expected}`}>
                  {field === '' ? null : <b>{say('atField', { field })}</b>}
                  {found === undefined ? '' : say('foundThere', { found })}
                  {expected}
                </li>
              ))}
            </ul>
          )}
        </dd>
        <dt>{say('whatKept')}</dt>
        <dd>{say(draftKept ? 'keptDraft' : 'keptNothingChanged')}</dd>
        <dt>{say('whatNext')}</dt>
        <dd>{say(next)}</dd>
        {problem.instance === undefined ? null : (
          <>
            <dt>{say('requestNumber')}</dt>
            <dd>{problem.instance.split(':').at(-1)}</dd>
          </>
        )}
      </dl>
      <div className={styles.actions}>
        {onRetry === undefined ? null : (
          <Button variant="default" onClick={onRetry}>
            {say('retry')}
          </Button>
        )}
        {page ? (
          <Button variant="default" component={Link} to="/">
            {say('goHome')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

type Say = ReturnType<typeof useWords<NonNullable<typeof shellWords.keys>>>;

function whatHappened(problem: ProblemDocument, say: Say, line: (problem: ProblemDocument) => string): string {
  if (problem.status === 404) return say('notFoundBody');
  if (problem.status === 403 && problem.detail === undefined) return say('forbiddenBody');
  const listed = problemCode(problem) === 'invalid-request' && (problem.errors ?? []).length > 0;
  return listed ? say('invalidValues') : line(problem);
}

function nextStep(problem: ProblemDocument) {
  if (problemCode(problem) === 'unreachable') return 'nextNetwork';
  if (problem.status === 401) return 'nextSignIn';
  if (problem.status === 403 || problem.status === 404) return 'forbiddenBody';
  if (problem.status === 409) return next409(problemCode(problem));
  if (problem.status === 422) return 'nextFix';
  if (problem.status === 429 || problem.status === 503) return 'nextWait';
  return 'nextRetry';
}

/** After a conflict: someone was quicker, there is one already, or its state does not allow the step (any more). */
function next409(code: string) {
  if (code === 'stale-version') return 'nextStale';
  return code.startsWith('duplicate') ? 'nextFix' : 'nextState';
}
