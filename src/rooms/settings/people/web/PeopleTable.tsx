import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { roleNames, roles } from '#platform/visibility/roles.ts';
import { type Answer, newIdempotencyKey, request } from '#web/api/request.ts';
import sheet from '#web/components/Sheet.module.css';
import { toast } from '#web/components/toasts.ts';
import { Tone } from '#web/components/Tone.tsx';
import { formatInstant } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import type { PersonAccess } from '../contract.ts';
import { OneTimeLink } from './OneTimeLink.tsx';
import { peopleWords } from './people-words.ts';

const tones = { none: 'neutral', invited: 'accent', active: 'good', locked: 'warning', disabled: 'bad' } as const;

interface PeopleTableProps {
  readonly people: readonly PersonAccess[];
  readonly onInvite: (person: PersonAccess) => void;
  readonly onLook: (person: PersonAccess) => void;
  readonly onChanged: () => void;
}

export function PeopleTable({ people, onInvite, onLook, onChanged }: PeopleTableProps) {
  const say = useWords(peopleWords);
  const session = useSession();
  const { language } = useLanguage();
  return (
    <div className={sheet.scroll}>
      <table className={sheet.sheet}>
        <thead>
          <tr>
            <th>{say('person')}</th>
            <th>{say('positions')}</th>
            <th>{say('signIn')}</th>
            <th className={sheet.number}>{say('sessions')}</th>
            <th className={sheet.number}>{say('keys')}</th>
            <th>{say('seen')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.personId}>
              <td>
                <Link to={`/team/people/${person.personId}`} style={{ fontWeight: 500 }}>
                  {person.name}
                </Link>
                <br />
                <small className={sheet.muted}>{person.email ?? '–'}</small>
              </td>
              <td>
                {person.positions.length === 0 ? (
                  <span className={sheet.muted}>{say(person.leftOn === null ? 'noPosition' : 'left')}</span>
                ) : (
                  person.positions.map((position) => (
                    <div key={position.id}>
                      {roleName(position.role, language)} <span className={sheet.muted}>· {position.unit}</span>
                    </div>
                  ))
                )}
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>
                <Tone tone={tones[person.state]}>{say(person.state)}</Tone>{' '}
                {person.twoFactor ? <small className={sheet.muted}>{say('twoFactor')}</small> : null}
              </td>
              <td className={sheet.number}>{person.sessions === 0 ? '–' : person.sessions}</td>
              <td className={sheet.number}>{person.keys === 0 ? '–' : person.keys}</td>
              <td style={{ whiteSpace: 'nowrap' }}>
                {person.lastSeenAt === null
                  ? '–'
                  : formatInstant(person.lastSeenAt, language, session.company.timeZone)}
              </td>
              <td className={sheet.actions}>
                {person.state === 'none' && person.leftOn === null && person.positions.length > 0 ? (
                  <Button size="compact-sm" variant="default" onClick={() => onInvite(person)}>
                    {say('invite')}
                  </Button>
                ) : (
                  <PersonMenu person={person} onLook={onLook} onChanged={onChanged} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function roleName(role: string, language: 'en' | 'zh-Hans' | 'zh-Hant'): string {
  const known = roles.find((one) => one === role);
  return known === undefined ? role : roleNames[known][language];
}

interface PersonMenuProps {
  readonly person: PersonAccess;
  readonly onLook: (person: PersonAccess) => void;
  readonly onChanged: () => void;
}

function PersonMenu({ person, onLook, onChanged }: PersonMenuProps) {
  const told = useToldProblem();
  const say = useWords(peopleWords);
  const session = useSession();
  const [link, setLink] = useState<{ link: string; expiresAt: string }>();
  const { userId } = person;
  const manages = userId !== null && session.rights.includes('manageSignIn');
  const mayLook =
    session.rights.includes('seeAs') && person.leftOn === null && person.personId !== session.viewer.personId;
  const done = (answer: Answer<unknown>): void => {
    if (answer.ok) toast(say('done'), { tone: 'good' });
    else toast(told.line(answer.problem), { tone: 'bad' });
    onChanged();
  };
  const post = (path: string, body: object = {}): Promise<Answer<unknown>> =>
    request('POST', path, { body, idempotencyKey: newIdempotencyKey() });
  const account = async (verb: 'disabling' | 'enabling'): Promise<void> => {
    const answer = await request('POST', `/api/auth/accounts/${userId}/${verb}`);
    done(answer);
    if (answer.ok && verb === 'disabling')
      toast(`${say('disable')}: ${person.name}`, { undo: () => account('enabling') });
  };
  const makeLink = async (): Promise<void> => {
    const answer = await request<{ link: string; expiresAt: string }>(
      'POST',
      `/api/auth/accounts/${userId}/reset-link`,
    );
    if (answer.ok) setLink(answer.value);
    else done(answer);
  };
  const lookAs = async (): Promise<void> => {
    const answer = await post('/api/auth/see-as', { personId: person.personId });
    if (answer.ok) globalThis.location.assign('/');
    else done(answer);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={say('more', { name: person.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to={`/team/people/${person.personId}`}>
            {say('open')}
          </Menu.Item>
          {person.invitationId === null ? null : (
            <Menu.Item
              onClick={() => void request('DELETE', `/api/auth/invitations/${person.invitationId}`).then(done)}
            >
              {say('takeBack')}
            </Menu.Item>
          )}
          {mayLook ? <Menu.Item onClick={() => void lookAs()}>{say('seeAs')}</Menu.Item> : null}
          {manages ? (
            <>
              <Menu.Item onClick={() => onLook(person)}>{say('credentials')}</Menu.Item>
              <Menu.Item onClick={() => void makeLink()} disabled={person.state === 'disabled'}>
                {say('reset')}
              </Menu.Item>
              {person.state === 'active' ? (
                <Menu.Item color="red" onClick={() => void account('disabling')}>
                  {say('disable')}
                </Menu.Item>
              ) : (
                <Menu.Item onClick={() => void account('enabling')}>{say('enable')}</Menu.Item>
              )}
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {link === undefined ? null : <OneTimeLink {...link} onClose={() => setLink(undefined)} />}
    </>
  );
}
