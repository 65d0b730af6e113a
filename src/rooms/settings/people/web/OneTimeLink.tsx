import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { formatInstant } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { settingsWords } from '#web/i18n/settings-words.ts';
import { peopleWords } from './people-words.ts';

interface OneTimeLinkProps {
  readonly link: string;
  readonly expiresAt: string;
  readonly onClose: () => void;
}

/** A link that is told once, to be handed over in person. */
export function OneTimeLink({ link, expiresAt, onClose }: OneTimeLinkProps) {
  const say = useWords(peopleWords);
  const settings = useWords(settingsWords);
  const { language } = useLanguage();
  const { company } = useSession();
  const clipboard = useClipboard();
  return (
    <Modal opened onClose={onClose} title={say('reset')} closeButtonProps={{ 'aria-label': settings('close') }}>
      <p>{say('linkOnce', { until: formatInstant(expiresAt, language, company.timeZone) })}</p>
      <TextInput readOnly value={link} aria-label={say('reset')} onFocus={(event) => event.currentTarget.select()} />
      <Group justify="flex-end" mt="sm">
        <Button onClick={() => clipboard.copy(link)}>{say(clipboard.copied ? 'copied' : 'copy')}</Button>
      </Group>
    </Modal>
  );
}
