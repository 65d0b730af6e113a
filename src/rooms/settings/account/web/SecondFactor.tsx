import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '#web/components/PageBody.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { toast } from '#web/components/toasts.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { type Enrolment, beginTotp, removeTotp } from './account-api.ts';
import { accountWords } from './account-words.ts';
import { EnrolDialog } from './EnrolDialog.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';

/** The authenticator app: set up with a code of it, taken away with the password. */
export function SecondFactor() {
  const say = useWords(accountWords);
  const { twoFactor } = useSession();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const begin = async (password: string) => {
    const answer = await beginTotp(password);
    if (!answer.ok) return answer.problem;
    setEnrolment(answer.value);
    return undefined;
  };
  const remove = async (password: string) => {
    const answer = await removeTotp(password);
    if (!answer.ok) return answer.problem;
    toast(say('takenAway'), { tone: 'good' });
    await client.invalidateQueries();
    return undefined;
  };
  return (
    <Section title={say('factor')} hint={say('factorHint')}>
      <Group gap={12}>
        <Tone tone={twoFactor ? 'good' : 'neutral'}>{say(twoFactor ? 'factorOn' : 'factorOff')}</Tone>
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {say(twoFactor ? 'takeAway' : 'setUp')}
        </Button>
      </Group>
      {asking ? (
        <PasswordDialog
          title={say('factor')}
          action={say(twoFactor ? 'takeAway' : 'goOn')}
          onPassword={twoFactor ? remove : begin}
          onClose={() => setAsking(false)}
        />
      ) : null}
      {enrolment === undefined ? null : (
        <EnrolDialog
          enrolment={enrolment}
          onClose={(inForce) => {
            setEnrolment(undefined);
            if (inForce) {
              toast(say('nowOn'), { tone: 'good' });
              void client.invalidateQueries();
            }
          }}
        />
      )}
    </Section>
  );
}
