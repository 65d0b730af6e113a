import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Page } from '#web/components/Page.tsx';
import { PageBody, Section } from '#web/components/PageBody.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { ApiKeys } from './ApiKeys.tsx';
import { LookSection } from './LookSection.tsx';
import { OwnSessions } from './OwnSessions.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import { accountWords } from './account-words.ts';

/** Everyone's own sign-in: how they prove who they are, where they are signed in, which programs act for them, how it looks. */
export function AccountPage() {
  const say = useWords(accountWords);
  const { viewer } = useSession();
  return (
    <Page title={say('title')} note={viewer.email === null ? viewer.name : `${viewer.name} · ${viewer.email}`}>
      <PageBody>
        <PasswordSection />
        <SecondFactor />
        <OwnSessions />
        <ApiKeys />
        <LookSection />
        <Section title={say('told')} hint={say('toldHint')}>
          <Button size="xs" variant="default" component={Link} to="/settings/notifications">
            {say('toNotifications')}
          </Button>
        </Section>
      </PageBody>
    </Page>
  );
}
