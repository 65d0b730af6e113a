import { Button, Drawer } from '@mantine/core';
import { type Answer, request } from '#web/api/request.ts';
import { useResource } from '#web/api/use-resource.ts';
import { Loaded } from '#web/components/Loaded.tsx';
import { Section } from '#web/components/Section.tsx';
import sheet from '#web/components/Sheet.module.css';
import { toast } from '#web/components/toasts.ts';
import { formatInstant } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { settingsWords } from '#web/i18n/settings-words.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import type { Credentials, PersonAccess } from '../contract.ts';
import { peopleWords } from './people-words.ts';

interface CredentialsDrawerProps {
  readonly person: PersonAccess;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Where someone is signed in and their API keys, to be ended and revoked. */
export function CredentialsDrawer({ person, onClose, onChanged }: CredentialsDrawerProps) {
  const told = useToldProblem();
  const say = useWords(peopleWords);
  const settings = useWords(settingsWords);
  const { language } = useLanguage();
  const { company } = useSession();
  const base = `/api/auth/accounts/${person.userId}`;
  const resource = useResource<Credentials>(`${base}/credentials`);
  const when = (instant: string): string => formatInstant(instant, language, company.timeZone);
  const done = (answer: Answer<unknown>): void => {
    if (!answer.ok) toast(told.line(answer.problem), { tone: 'bad' });
    else toast(say('done'), { tone: 'good' });
    resource.again();
    onChanged();
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      size={560}
      title={person.name}
      closeButtonProps={{ 'aria-label': settings('close') }}
    >
      <Loaded resource={resource} rows={4}>
        {({ sessions, keys }) => (
          <>
            <Section
              title={say('sessions')}
              actions={
                sessions.length === 0 ? null : (
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => void request('DELETE', `${base}/sessions`).then(done)}
                  >
                    {say('endAll')}
                  </Button>
                )
              }
            >
              {sessions.length === 0 ? <p className={sheet.muted}>{say('noSessions')}</p> : null}
              {sessions.map((one) => (
                <p key={one.id} style={{ margin: '4px 0' }}>
                  {when(one.createdAt)} · {one.address ?? '–'}
                  <br />
                  <small className={sheet.muted}>{one.userAgent}</small>
                </p>
              ))}
            </Section>
            <Section title={say('keys')}>
              {keys.length === 0 ? <p className={sheet.muted}>{say('noKeys')}</p> : null}
              {keys.map((key) => (
                <p key={key.id} style={{ margin: '4px 0', display: 'flex', gap: 8, alignItems: 'center' }}>
                  <span style={{ flex: 1 }}>
                    {key.name} <code>{key.start}…</code>
                    <br />
                    <small className={sheet.muted}>{when(key.createdAt)}</small>
                  </span>
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => void request('DELETE', `${base}/keys/${key.id}`).then(done)}
                  >
                    {say('revoke')}
                  </Button>
                </p>
              ))}
            </Section>
          </>
        )}
      </Loaded>
    </Drawer>
  );
}
