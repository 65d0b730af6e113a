import { Button, Checkbox, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useParts } from '#web/shell/app-context.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { webhookWords } from './webhook-words.ts';
import { type Webhook, type WebhookWithSecret, changeWebhook, makeWebhook } from './webhooks-api.ts';

interface WebhookFormProps {
  /** Absent for a new one. */
  readonly webhook?: Webhook;
  readonly onClose: () => void;
  readonly onMade: (webhook: WebhookWithSecret) => void;
}

export function WebhookForm({ webhook, onClose, onMade }: WebhookFormProps) {
  const told = useToldProblem();
  const say = useWords(webhookWords);
  const { language } = useLanguage();
  const { kinds } = useParts();
  const client = useQueryClient();
  const [values, setValues] = useState({
    name: webhook?.name ?? '',
    url: webhook?.url ?? 'https://',
    kinds: webhook?.kinds ?? [],
    includeImports: webhook?.includeImports ?? false,
  });
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const wrong = told.atFields(problem);
  const save = async (): Promise<void> => {
    setBusy(true);
    const answer = webhook === undefined ? await makeWebhook(values) : await changeWebhook(webhook, values);
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    await client.invalidateQueries({ queryKey: ['live', 'webhook'] });
    onClose();
    if (webhook === undefined) onMade(answer.value as WebhookWithSecret);
  };
  return (
    <Modal opened onClose={onClose} title={webhook === undefined ? say('make') : webhook.name}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap={12}>
          {problem === undefined || problem.errors !== undefined ? null : <ProblemView problem={problem} />}
          <TextInput
            label={say('name')}
            required
            data-autofocus
            maxLength={100}
            value={values.name}
            error={wrong.name}
            onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
          />
          <TextInput
            label={say('address')}
            required
            type="url"
            maxLength={2000}
            value={values.url}
            error={wrong.url}
            onChange={(event) => setValues({ ...values, url: event.currentTarget.value })}
          />
          <MultiSelect
            label={say('kinds')}
            searchable
            clearable
            placeholder={values.kinds.length === 0 ? say('allKinds') : undefined}
            data={kinds.map((kind) => ({ value: kind.kind, label: kind.label[language] }))}
            value={[...values.kinds]}
            error={wrong.kinds}
            onChange={(chosen) => setValues({ ...values, kinds: chosen })}
          />
          <Checkbox
            label={say('imports')}
            checked={values.includeImports}
            onChange={(event) => setValues({ ...values, includeImports: event.currentTarget.checked })}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {say('cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {say('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
