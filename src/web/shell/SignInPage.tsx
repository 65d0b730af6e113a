import { Button, Divider, PasswordInput, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { languages } from '#kernel/local-text.ts';
import { type ProblemDocument, problemCode } from '#web/api/problem.ts';
import { request } from '#web/api/request.ts';
import { useSessionQuery } from '#web/api/session.ts';
import { languageNames } from '#web/i18n/language.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { shellWords } from '#web/i18n/shell-words.ts';
import { signInWords } from '#web/i18n/sign-in-words.ts';
import { Mark } from './Mark.tsx';
import { ownPath } from './own-path.ts';
import type { SearchParams } from './search-params.ts';
import styles from './SignInPage.module.css';

type Step = { readonly next: 'done' | 'totp' };

/** E-mail and password, then a code where one is set up; back to where one wanted to go. */
export function SignInPage() {
  const say = useWords(signInWords);
  const { data } = useSessionQuery();
  const { language, choose } = useLanguage();
  const { next } = useSearch({ strict: false }) as SearchParams;
  const [step, setStep] = useState<'password' | 'totp'>('password');
  const after = (): void => globalThis.location.assign(ownPath(typeof next === 'string' ? next : undefined));
  const nobody = data?.signedIn === false ? data : undefined;
  return (
    <div className={styles.page}>
      <main className={styles.card}>
        <h1>
          <Mark size={28} />
          {say('title')}
        </h1>
        {nobody?.demo === true ? <p className={styles.note}>{say('demo')}</p> : null}
        {nobody?.setup === 'welcome' ? <p className={styles.note}>{say('welcome')}</p> : null}
        {step === 'password' ? (
          <PasswordStep onStep={(answer) => (answer.next === 'done' ? after() : setStep('totp'))} />
        ) : (
          <CodeStep onDone={after} />
        )}
        {nobody?.oidc === null || nobody === undefined ? null : (
          <>
            <Divider my={16} />
            <Button variant="default" fullWidth component="a" href="/api/auth/oidc">
              {say('with', { label: nobody.oidc.label })}
            </Button>
          </>
        )}
      </main>
      <footer className={styles.foot}>
        {languages.map((one) => (
          <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => choose(one)}>
            {languageNames[one]}
          </button>
        ))}
      </footer>
    </div>
  );
}

function useProblemLine(): (problem: ProblemDocument) => string {
  const say = useWords(signInWords);
  const shell = useWords(shellWords);
  return (problem) => {
    const code = problemCode(problem);
    if (code === 'wrong-sign-in') return say('wrong');
    if (code === 'wrong-code') return say('wrongCode');
    if (problem.status === 429) return say('tooMany');
    return code === 'unreachable' ? shell('unreachable') : (problem.detail ?? problem.title);
  };
}

function PasswordStep({ onStep }: { readonly onStep: (step: Step) => void }) {
  const say = useWords(signInWords);
  const line = useProblemLine();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await request<Step>('POST', '/api/auth/sign-in', { body: { email, password } });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) onStep(answer.value);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextInput
        label={say('email')}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        required
        autoFocus
      />
      <PasswordInput
        label={say('password')}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        required
      />
      {problem === undefined ? null : (
        <p className={styles.error} role="alert">
          {line(problem)}
        </p>
      )}
      <Button type="submit" loading={busy}>
        {say('submit')}
      </Button>
    </form>
  );
}

function CodeStep({ onDone }: { readonly onDone: () => void }) {
  const say = useWords(signInWords);
  const line = useProblemLine();
  const [code, setCode] = useState('');
  const [backup, setBackup] = useState(false);
  const [problem, setProblem] = useState<ProblemDocument>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await request<Step>('POST', '/api/auth/sign-in/totp', {
      body: backup ? { backupCode: code.trim() } : { code: code.trim() },
    });
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextInput
        key={String(backup)}
        label={say(backup ? 'backupCode' : 'code')}
        inputMode={backup ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        required
        autoFocus
      />
      {problem === undefined ? null : (
        <p className={styles.error} role="alert">
          {line(problem)}
        </p>
      )}
      <Button type="submit">{say('submit')}</Button>
      <Button
        variant="subtle"
        onClick={() => {
          setBackup(!backup);
          setCode('');
        }}
      >
        {say(backup ? 'useApp' : 'backup')}
      </Button>
    </form>
  );
}
