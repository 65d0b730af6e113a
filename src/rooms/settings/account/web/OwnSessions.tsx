import { Button } from '@mantine/core';
import { type Answer } from '#web/api/request.ts';
import { useResource } from '#web/api/use-resource.ts';
import { Loaded } from '#web/components/Loaded.tsx';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { toast } from '#web/components/toasts.ts';
import { formatInstant } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { type OwnSession, endOtherSessions, endSession, sessionsPath } from './account-api.ts';
import { accountWords } from './account-words.ts';
import { browserName } from './browser-name.ts';

/** Where one is signed in; each can be ended, and all others at once. */
export function OwnSessions() {
  const told = useToldProblem();
  const say = useWords(accountWords);
  const { language, timeZone } = useReader();
  const resource = useResource<{ readonly sessions: readonly OwnSession[] }>(sessionsPath);
  const done = (answer: Answer<undefined>): void => {
    if (answer.ok) toast(say('ended'), { tone: 'good' });
    else toast(told.line(answer.problem), { tone: 'bad' });
    resource.again();
  };
  const when = (instant: string): string => formatInstant(instant, language, timeZone);
  return (
    <Section title={say('sessions')}>
      <Loaded resource={resource} rows={2}>
        {({ sessions }) => (
          <>
            <PlainTable
              label={say('sessions')}
              columns={[
                { label: say('device') },
                { label: say('address') },
                { label: say('since') },
                { label: say('until') },
                { label: '' },
              ]}
            >
              {sessions.map((session) => (
                <tr key={session.id}>
                  <td title={session.userAgent ?? undefined}>
                    {browserName(session.userAgent)} {session.current ? <Tone tone="accent">{say('here')}</Tone> : null}
                  </td>
                  <td>{session.address ?? '–'}</td>
                  <td>{when(session.createdAt)}</td>
                  <td>{when(session.expiresAt)}</td>
                  <td>
                    {session.current ? null : (
                      <Button size="xs" variant="default" onClick={() => void endSession(session.id).then(done)}>
                        {say('end')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </PlainTable>
            {sessions.length < 2 ? null : (
              <Button size="xs" variant="default" mt={12} onClick={() => void endOtherSessions().then(done)}>
                {say('endOthers')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
