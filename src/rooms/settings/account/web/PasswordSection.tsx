import { Button, PasswordInput, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { Section } from '#web/components/PageBody.tsx';
import { toast } from '#web/components/toasts.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { changePassword } from './account-api.ts';
import { accountWords } from './account-words.ts';

const empty = { current: '', fresh: '', again: '' };
const shortest = 10;

/** Changing the password: the present one, and the new one twice. */
export function PasswordSection() {
  const told = useToldProblem();
  const say = useWords(accountWords);
  const { viewer } = useSession();
  const client = useQueryClient();
  const [values, setValues] = useState(empty);
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const wrong = told.atFields(problem);
  const set = (part: Partial<typeof empty>): void => setValues({ ...values, ...part });
  const differ = values.again !== '' && values.again !== values.fresh;
  const ready = values.current !== '' && values.fresh.length >= shortest && values.again === values.fresh;
  const send = async (): Promise<void> => {
    setBusy(true);
    const answer = await changePassword(values.current, values.fresh);
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setValues(empty);
    toast(say('changed'), { tone: 'good' });
    await client.invalidateQueries();
  };
  return (
    <Section title={say('password')} hint={say('passwordHint')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void send();
        }}
      >
        <Stack gap={12} maw={360}>
          {/* Tells password managers whose it is. */}
          <input type="text" name="username" autoComplete="username" value={viewer.email ?? ''} readOnly hidden />
          <PasswordInput
            label={say('current')}
            autoComplete="current-password"
            value={values.current}
            error={problem === undefined || problem.errors !== undefined ? undefined : told.line(problem)}
            onChange={(event) => set({ current: event.currentTarget.value })}
          />
          <PasswordInput
            label={say('fresh')}
            description={say('atLeast')}
            autoComplete="new-password"
            value={values.fresh}
            error={wrong.newPassword}
            onChange={(event) => set({ fresh: event.currentTarget.value })}
          />
          <PasswordInput
            label={say('again')}
            autoComplete="new-password"
            value={values.again}
            error={differ ? say('differ') : undefined}
            onChange={(event) => set({ again: event.currentTarget.value })}
          />
          <div>
            <Button type="submit" size="xs" disabled={!ready} loading={busy}>
              {say('change')}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}
