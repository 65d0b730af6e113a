import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ProblemDocument } from '#web/api/problem.ts';
import { fetchValue, request } from '#web/api/request.ts';
import { initials } from '#web/components/PersonBadge.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { signInWords } from '#web/i18n/sign-in-words.ts';
import styles from './SignIn.module.css';
import { useProblemLine } from './use-problem-line.ts';

const roles = [
  'administrator',
  'executive',
  'manager',
  'supervisor',
  'teamLead',
  'rep',
  'analyst',
  'service',
  'finance',
] as const;

interface Personas {
  readonly personas: readonly {
    readonly personId: string;
    readonly name: string;
    readonly role: string;
    readonly title: string | null;
    readonly unit: string;
  }[];
}

/** The people of the demo company: one click and one sits at their desk. */
export function DemoPersonas({ onDone }: { readonly onDone: () => void }) {
  const say = useWords(signInWords);
  const line = useProblemLine();
  const [problem, setProblem] = useState<ProblemDocument>();
  const { data } = useQuery({
    queryKey: ['demo-personas'],
    queryFn: ({ signal }) => fetchValue<Personas>('/api/auth/demo', { signal }),
  });
  const enter = async (personId: string): Promise<void> => {
    const answer = await request('POST', '/api/auth/demo', { body: { personId } });
    if (answer.ok) onDone();
    else setProblem(answer.problem);
  };
  const roleName = (role: string): string => {
    const known = roles.find((one) => one === role);
    return known === undefined ? role : say(known);
  };
  return (
    <>
      <p className={styles.lead}>{say('demo')}</p>
      <ul className={styles.personas}>
        {data?.personas.map(({ personId, name, role, unit }) => (
          <li key={personId}>
            <button type="button" onClick={() => void enter(personId)}>
              <span className={styles.initials} aria-hidden>
                {initials(name)}
              </span>
              <span>
                <b>{roleName(role)}</b>
                <span>
                  {name} · {unit}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {problem === undefined ? null : (
        <p className={styles.error} role="alert">
          {line(problem)}
        </p>
      )}
    </>
  );
}
