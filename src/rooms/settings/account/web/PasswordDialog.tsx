import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { accountWords } from './account-words.ts';

interface PasswordDialogProps {
  readonly title: string;
  /** What the button does. */
  readonly action: string;
  /** Answers with the problem, or nothing when it was right: then the dialog closes. */
  readonly onPassword: (password: string) => Promise<ProblemDocument | undefined>;
  readonly onClose: () => void;
}

/** Asks for the password before something that someone at an unlocked screen must not do. */
export function PasswordDialog({ title, action, onPassword, onClose }: PasswordDialogProps) {
  const told = useToldProblem();
  const say = useWords(accountWords);
  const settings = useWords(settingsWords);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    const found = await onPassword(password);
    setBusy(false);
    setProblem(found);
    if (found === undefined) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': settings('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap={12}>
          <PasswordInput
            data-autofocus
            label={say('confirmPassword')}
            autoComplete="current-password"
            value={password}
            error={problem === undefined ? undefined : told.line(problem)}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {settings('cancel')}
            </Button>
            <Button type="submit" disabled={password === ''} loading={busy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
