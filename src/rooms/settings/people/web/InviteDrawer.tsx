import { Button, Drawer, Group, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { languages } from '#kernel/local-text.ts';
import type { ProblemDocument } from '#web/api/problem.ts';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { toast } from '#web/components/toasts.ts';
import { languageNames } from '#web/i18n/language.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { settingsWords } from '#web/i18n/settings-words.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import type { PersonAccess } from '../contract.ts';
import { OneTimeLink } from './OneTimeLink.tsx';
import { peopleWords } from './people-words.ts';

interface InviteDrawerProps {
  readonly person: PersonAccess;
  readonly onClose: () => void;
  readonly onInvited: () => void;
}

/** Invites a person by mail, or by a link to hand over when there is no mail. */
export function InviteDrawer({ person, onClose, onInvited }: InviteDrawerProps) {
  const told = useToldProblem();
  const say = useWords(peopleWords);
  const settings = useWords(settingsWords);
  const { company } = useSession();
  const [email, setEmail] = useState(person.email ?? '');
  const [language, setLanguage] = useState<string>(company.language);
  const [problem, setProblem] = useState<ProblemDocument>();
  const [made, setMade] = useState<{ link: string; expiresAt: string }>();
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await request<{ link: string | null; expiresAt: string }>('POST', '/api/auth/invitations', {
      body: { personId: person.personId, email, language },
      idempotencyKey: newIdempotencyKey(),
    });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    onInvited();
    const { link, expiresAt } = answer.value;
    if (link !== null) return setMade({ link, expiresAt });
    toast(say('mailed', { email }), { tone: 'good' });
    onClose();
  };
  if (made !== undefined) return <OneTimeLink {...made} onClose={onClose} />;
  return (
    <Drawer
      opened
      onClose={onClose}
      size={420}
      title={say('inviteTitle', { name: person.name })}
      closeButtonProps={{ 'aria-label': settings('close') }}
    >
      <form onSubmit={(event) => void send(event)}>
        <Stack gap="sm">
          <TextInput
            type="email"
            label={say('email')}
            required
            data-autofocus
            value={email}
            error={told.atFields(problem).email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Select
            label={say('language')}
            data={languages.map((one) => ({ value: one, label: languageNames[one] }))}
            value={language}
            allowDeselect={false}
            onChange={(value) => setLanguage(value ?? company.language)}
          />
          {problem === undefined ? null : <ProblemView problem={problem} draftKept />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {settings('cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {say('send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}
