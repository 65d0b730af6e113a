import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue, request } from '#web/api/request.ts';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { signInWords } from '#web/i18n/sign-in-words.ts';
import type { SearchParams } from '#web/shell/search-params.ts';
import { CredentialForm } from './CredentialForm.tsx';
import { SignInFrame } from './SignInFrame.tsx';
import styles from './SignIn.module.css';
import { useProblemLine } from './use-problem-line.ts';

interface LinkFacts {
  readonly purpose: 'welcome' | 'invitation' | 'reset';
  readonly email: string | null;
  readonly name: string | null;
  readonly company: string;
}

/** Where a one-time link leads: the first owner's welcome, an invitation, a new password. */
export function LinkPage() {
  const say = useWords(signInWords);
  const line = useProblemLine();
  const { token } = useSearch({ strict: false }) as SearchParams;
  const wanted = typeof token === 'string' ? token : '';
  const { data, error, isPending } = useQuery({
    queryKey: ['link', wanted],
    queryFn: ({ signal }) => fetchValue<LinkFacts>(`/api/auth/links/${encodeURIComponent(wanted)}`, { signal }),
    enabled: wanted !== '',
    retry: false,
  });
  if (wanted === '') return <AskForReset />;
  if (isPending) return <PageSkeleton />;
  if (error !== null) {
    const problem = problemOf(error);
    return (
      <SignInFrame title={say('resetTitle')}>
        <p role="alert">{problem.status === 404 || problem.status === 422 ? say('linkDead') : line(problem)}</p>
        <ToSignIn />
      </SignInFrame>
    );
  }
  if (data.purpose === 'welcome') return <Welcome token={wanted} facts={data} />;
  return data.purpose === 'invitation' ? <Invitation token={wanted} facts={data} /> : <NewPassword token={wanted} />;
}

const enter = (): void => globalThis.location.assign('/');

function ToSignIn() {
  const say = useWords(signInWords);
  return (
    <Anchor component={Link} to="/sign-in">
      {say('toSignIn')}
    </Anchor>
  );
}

function Welcome({ token, facts }: { readonly token: string; readonly facts: LinkFacts }) {
  const say = useWords(signInWords);
  const { language } = useLanguage();
  return (
    <SignInFrame title={say('welcomeTitle')}>
      <p className={styles.lead}>{say('welcomeBody')}</p>
      <CredentialForm
        fields={[
          { name: 'company', label: say('company'), autoComplete: 'organization', start: facts.company },
          { name: 'name', label: say('yourName'), autoComplete: 'name' },
          { name: 'email', label: say('email'), type: 'email', autoComplete: 'username', start: facts.email ?? '' },
          {
            name: 'password',
            label: say('newPassword'),
            type: 'password',
            autoComplete: 'new-password',
            description: say('passwordRule'),
          },
        ]}
        submit={say('begin')}
        send={(values) => request('POST', '/api/auth/welcome', { body: { ...values, token, language } })}
        onDone={enter}
      />
    </SignInFrame>
  );
}

function Invitation({ token, facts }: { readonly token: string; readonly facts: LinkFacts }) {
  const say = useWords(signInWords);
  return (
    <SignInFrame title={say('invitationTitle', { company: facts.company })}>
      <p className={styles.lead}>{say('invitationBody', { name: facts.name ?? facts.email ?? '' })}</p>
      <CredentialForm
        fields={[
          {
            name: 'password',
            label: say('newPassword'),
            type: 'password',
            autoComplete: 'new-password',
            description: say('passwordRule'),
          },
        ]}
        submit={say('begin')}
        send={(values) => request('POST', '/api/auth/invitations/acceptance', { body: { ...values, token } })}
        onDone={enter}
      />
    </SignInFrame>
  );
}

function NewPassword({ token }: { readonly token: string }) {
  const say = useWords(signInWords);
  const [done, setDone] = useState(false);
  return (
    <SignInFrame title={say('resetTitle')}>
      {done ? (
        <>
          <p role="status">{say('resetDone')}</p>
          <ToSignIn />
        </>
      ) : (
        <CredentialForm
          fields={[
            {
              name: 'newPassword',
              label: say('newPassword'),
              type: 'password',
              autoComplete: 'new-password',
              description: say('passwordRule'),
            },
          ]}
          submit={say('save')}
          send={(values) => request('POST', '/api/auth/reset/confirmation', { body: { ...values, token } })}
          onDone={() => setDone(true)}
        />
      )}
    </SignInFrame>
  );
}

function AskForReset() {
  const say = useWords(signInWords);
  const [sent, setSent] = useState(false);
  return (
    <SignInFrame title={say('resetTitle')}>
      {sent ? (
        <p role="status">{say('resetSent')}</p>
      ) : (
        <CredentialForm
          fields={[{ name: 'email', label: say('email'), type: 'email', autoComplete: 'username' }]}
          submit={say('resetSend')}
          send={(values) => request('POST', '/api/auth/reset', { body: values })}
          onDone={() => setSent(true)}
        />
      )}
      <p>
        <ToSignIn />
      </p>
    </SignInFrame>
  );
}
