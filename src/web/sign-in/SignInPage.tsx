import { Anchor, Button, Divider } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { addressOf, request } from '#web/api/request.ts';
import { useSessionQuery } from '#web/api/use-session-query.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { signInWords } from '#web/i18n/sign-in-words.ts';
import type { SearchParams } from '#web/shell/search-params.ts';
import { CredentialForm } from './CredentialForm.tsx';
import { DemoPersonas } from './DemoPersonas.tsx';
import { ownPath } from './own-path.ts';
import { SignInFrame } from './SignInFrame.tsx';
import styles from './SignIn.module.css';

interface Step {
  readonly next: 'done' | 'totp';
}

/** E-mail and password, then a code where one is set up; single sign-on; the people of the demo. Back to where one wanted to go. */
export function SignInPage() {
  const say = useWords(signInWords);
  const { data } = useSessionQuery();
  const { next, problem } = useSearch({ strict: false }) as SearchParams;
  const [step, setStep] = useState<'password' | 'totp'>('password');
  const target = ownPath(typeof next === 'string' ? next : undefined);
  const after = (): void => globalThis.location.assign(target);
  const nobody = data?.signedIn === false ? data : undefined;
  if (step === 'totp') {
    return (
      <SignInFrame title={say('title')}>
        <CodeStep onDone={after} />
      </SignInFrame>
    );
  }
  return (
    <SignInFrame title={say('title')}>
      {problem === 'single-sign-on' ? (
        <p className={styles.error} role="alert">
          {say('ssoFailed')}
        </p>
      ) : null}
      {nobody?.setup === 'welcome' ? <p className={styles.note}>{say('welcome')}</p> : null}
      {nobody?.demo === true ? (
        <>
          <DemoPersonas onDone={after} />
          <Divider my={16} label={say('orPassword')} />
        </>
      ) : null}
      <CredentialForm<Step>
        autoFocus={nobody?.demo === false}
        fields={[
          { name: 'email', label: say('email'), type: 'email', autoComplete: 'username' },
          { name: 'password', label: say('password'), type: 'password', autoComplete: 'current-password' },
        ]}
        submit={say('submit')}
        send={(values) => request('POST', '/api/auth/sign-in', { body: values })}
        onDone={(answer) => (answer.next === 'done' ? after() : setStep('totp'))}
      />
      <Anchor component={Link} to="/reset" size="sm" mt={12} display="inline-block" py={3}>
        {say('forgot')}
      </Anchor>
      {nobody === undefined || nobody.oidc === null ? null : (
        <Button
          variant="default"
          fullWidth
          mt={16}
          component="a"
          href={addressOf('/api/auth/oidc/start', { returnTo: target })}
        >
          {say('with', { label: nobody.oidc.label })}
        </Button>
      )}
    </SignInFrame>
  );
}

function CodeStep({ onDone }: { readonly onDone: () => void }) {
  const say = useWords(signInWords);
  const [backup, setBackup] = useState(false);
  return (
    <>
      <CredentialForm<Step>
        key={String(backup)}
        fields={[
          {
            name: backup ? 'backupCode' : 'code',
            label: say(backup ? 'backupCode' : 'code'),
            type: backup ? undefined : 'numeric',
            autoComplete: 'one-time-code',
          },
        ]}
        submit={say('submit')}
        send={(values) => request('POST', '/api/auth/sign-in/totp', { body: values })}
        onDone={onDone}
      />
      <Button variant="subtle" fullWidth mt={8} onClick={() => setBackup(!backup)}>
        {say(backup ? 'useApp' : 'backup')}
      </Button>
    </>
  );
}
