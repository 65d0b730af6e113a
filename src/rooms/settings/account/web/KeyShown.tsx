import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import type { ApiKey } from './account-api.ts';
import { accountWords } from './account-words.ts';

interface KeyShownProps {
  readonly made: ApiKey & { readonly key: string };
  readonly onClose: () => void;
}

/** The only time a key is shown. */
export function KeyShown({ made, onClose }: KeyShownProps) {
  const say = useWords(accountWords);
  const settings = useWords(settingsWords);
  const title = say('keyTitle', { name: made.name });
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': settings('close') }}
    >
      <Stack gap={12}>
        <Text size="sm">{say('keyOnce')}</Text>
        <Group gap={8} align="end">
          <TextInput
            aria-label={title}
            readOnly
            value={made.key}
            style={{ flex: 1 }}
            styles={{ input: { fontFamily: 'monospace' } }}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={made.key}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {say(copied ? 'copied' : 'copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Group justify="flex-end">
          <Button onClick={onClose}>{say('done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
