import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { formatInstant } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { webhookWords } from './webhook-words.ts';
import type { WebhookWithSecret } from './webhooks-api.ts';

/** The only time a secret is shown. */
export function SecretDialog({
  webhook,
  onClose,
}: {
  readonly webhook: WebhookWithSecret;
  readonly onClose: () => void;
}) {
  const say = useWords(webhookWords);
  const reader = useReader();
  return (
    <Modal opened onClose={onClose} title={say('secretTitle', { name: webhook.name })} closeOnClickOutside={false}>
      <Stack gap={12}>
        <Text size="sm">{say('secretHint')}</Text>
        <Group gap={8} align="end">
          <TextInput
            aria-label={say('secretTitle', { name: webhook.name })}
            readOnly
            value={webhook.secret}
            style={{ flex: 1 }}
            styles={{ input: { fontFamily: 'monospace' } }}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={webhook.secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {say(copied ? 'copied' : 'copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
        {webhook.previousSecretUntil === null ? null : (
          <Text size="sm" c="dimmed">
            {say('oldSecret', { time: formatInstant(webhook.previousSecretUntil, reader.language, reader.timeZone) })}
          </Text>
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>{say('understood')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
