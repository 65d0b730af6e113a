import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { mayDo } from '#web/api/session.ts';
import { RelativeInstant } from '#web/components/RelativeInstant.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { toast } from '#web/components/toasts.ts';
import { formatInstant } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useParts, useSession } from '#web/shell/app-context.ts';
import { Deliveries } from './Deliveries.tsx';
import type { Act } from './WebhooksPage.tsx';
import { webhookWords } from './webhook-words.ts';
import { useToldText } from '#web/shell/use-told-problem.ts';
import {
  type Webhook,
  type WebhookWithSecret,
  changeWebhook,
  removeWebhook,
  rotateSecret,
  testWebhook,
} from './webhooks-api.ts';

interface WebhookRowProps {
  readonly webhook: Webhook;
  readonly act: Act;
  readonly onEdit: (webhook: Webhook) => void;
  readonly onSecret: (webhook: WebhookWithSecret) => void;
}

const tones = { active: 'good', paused: 'warning', disabled: 'bad' } as const;

export function WebhookRow({ webhook, act, onEdit, onSecret }: WebhookRowProps) {
  const say = useWords(webhookWords);
  const tell = useToldText();
  const reader = useReader();
  const session = useSession();
  const { kinds } = useParts();
  const [open, setOpen] = useState(false);
  const named = webhook.kinds.map((name) => kinds.find(({ kind }) => kind === name)?.label[reader.language] ?? name);
  const test = async (): Promise<void> => {
    const result = await act(testWebhook(webhook.id));
    if (result === undefined) return;
    if (result.problem === null)
      toast(say('tested', { status: String(result.status), ms: result.tookMs }), { tone: 'good' });
    else toast(say('testFailed', { problem: tell(result.problem) }), { tone: 'bad' });
  };
  const rotate = async (): Promise<void> => {
    const rotated = await act(rotateSecret(webhook.id));
    if (rotated !== undefined) onSecret(rotated);
  };
  const remove = (): void => {
    if (window.confirm(say('removeSure', { name: webhook.name }))) void act(removeWebhook(webhook.id));
  };
  return (
    <>
      <tr data-open={open}>
        <td>
          <b>{webhook.name}</b>
          <div style={{ color: 'var(--qd-muted)', overflowWrap: 'anywhere' }}>{webhook.url}</div>
          {webhook.state === 'disabled' ? (
            <div style={{ color: 'var(--qd-bad)' }}>{say('disabledWhy', { reason: webhook.disabledReason ?? '' })}</div>
          ) : null}
        </td>
        <td>{named.length === 0 ? say('allKinds') : named.join('、')}</td>
        <td>{webhook.ownerName}</td>
        <td>
          <Tone tone={tones[webhook.state]}>{say(webhook.state)}</Tone>
          {webhook.waiting === 0 ? null : <div>{say('waiting', { count: webhook.waiting })}</div>}
          {webhook.failingSince === null || webhook.state === 'disabled' ? null : (
            <div style={{ color: 'var(--qd-bad)' }}>
              {say('failing', { time: formatInstant(webhook.failingSince, reader.language, reader.timeZone) })}
            </div>
          )}
        </td>
        <td>
          {webhook.lastDeliveredAt === null ? say('never') : <RelativeInstant instant={webhook.lastDeliveredAt} />}
        </td>
        <td>
          <Group gap={4}>
            <Button size="xs" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
              {say(open ? 'hide' : 'show')}
            </Button>
            {session.rights.includes('settings.testWebhooks') ? (
              <Button size="xs" variant="subtle" onClick={() => void test()}>
                {say('test')}
              </Button>
            ) : null}
            {mayDo(session, 'webhook', 'update') ? (
              <>
                <Button size="xs" variant="subtle" onClick={() => onEdit(webhook)}>
                  {say('edit')}
                </Button>
                <Button
                  size="xs"
                  variant="subtle"
                  onClick={() =>
                    void act(changeWebhook(webhook, { state: webhook.state === 'active' ? 'paused' : 'active' }))
                  }
                >
                  {say(webhook.state === 'active' ? 'pause' : 'resume')}
                </Button>
                <Button size="xs" variant="subtle" onClick={() => void rotate()}>
                  {say('rotate')}
                </Button>
                <Button size="xs" variant="subtle" color="red" onClick={remove}>
                  {say('remove')}
                </Button>
              </>
            ) : null}
          </Group>
        </td>
      </tr>
      {open ? (
        <tr>
          <td colSpan={6}>
            <Deliveries webhook={webhook} act={act} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
