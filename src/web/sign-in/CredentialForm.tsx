import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import type { Answer } from '#web/api/request.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import styles from './SignIn.module.css';
import { useProblemLine } from './use-problem-line.ts';

interface CredentialField {
  readonly name: string;
  readonly label: string;
  readonly type?: 'email' | 'password' | 'numeric';
  readonly autoComplete: string;
  readonly description?: string;
  readonly start?: string;
  readonly disabled?: boolean;
}

interface CredentialFormProps<T> {
  readonly fields: readonly CredentialField[];
  readonly submit: string;
  readonly send: (values: Readonly<Record<string, string>>) => Promise<Answer<T>>;
  readonly onDone: (value: T) => void;
  /** False where something else comes first on the page. */
  readonly autoFocus?: boolean;
}

/** A few fields that prove who one is, and what went wrong with them. */
export function CredentialForm<T>({ fields, submit, send, onDone, autoFocus = true }: CredentialFormProps<T>) {
  const told = useToldProblem();
  const line = useProblemLine();
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(fields.map(({ name, start = '' }) => [name, start])),
  );
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const errors = told.atFields(problem);
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await send(values);
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) onDone(answer.value);
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)}>
      {fields.map(({ name, label, type, autoComplete, description, disabled = false }, at) => {
        const Input = type === 'password' ? PasswordInput : TextInput;
        return (
          <Input
            key={name}
            name={name}
            label={label}
            {...(type === 'email' ? { type } : {})}
            {...(type === 'numeric' ? { inputMode: 'numeric' } : {})}
            {...(description === undefined ? {} : { description })}
            autoComplete={autoComplete}
            value={values[name] ?? ''}
            onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
            error={errors[name]}
            required
            disabled={disabled}
            autoFocus={at === 0 && autoFocus}
          />
        );
      })}
      {problem === undefined || Object.keys(errors).some((name) => name in values) ? null : (
        <p className={styles.error} role="alert">
          {line(problem)}
        </p>
      )}
      <Button type="submit" loading={busy}>
        {submit}
      </Button>
    </form>
  );
}
