import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '#web/i18n/language-context.tsx';
import { payWords } from './pay-words.ts';

interface ReasonFormProps {
  readonly label: string;
  readonly onSend: (text: string) => void;
  readonly onCancel: () => void;
  readonly busy: boolean;
}

/** A few words that a step asks for: why it is refused, what explains an exception, what is doubted. */
export function ReasonForm({ label, onSend, onCancel, busy }: ReasonFormProps) {
  const say = useWords(payWords);
  const [text, setText] = useState('');
  return (
    <form
      style={{ display: 'grid', gap: 8, maxWidth: 520 }}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(text.trim());
      }}
    >
      <Textarea
        label={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        minLength={3}
        maxLength={1000}
        rows={3}
        required
        autoFocus
      />
      <Group gap="xs">
        <Button size="xs" type="submit" loading={busy} disabled={text.trim().length < 3}>
          {say('send')}
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          {say('cancel')}
        </Button>
      </Group>
    </form>
  );
}
