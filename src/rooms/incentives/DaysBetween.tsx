import { Group, TextInput } from '@mantine/core';
import { useWords } from '#web/i18n/language-context.tsx';
import { payWords } from './pay-words.ts';

interface DaysBetweenProps {
  readonly from: string;
  readonly through: string;
  readonly onDays: (change: { readonly from: string } | { readonly through: string }) => void;
}

/** The first and the last day of what a page shows. A day that is being typed changes nothing yet. */
export function DaysBetween({ from, through, onDays }: DaysBetweenProps) {
  const say = useWords(payWords);
  return (
    <Group gap="xs">
      <TextInput
        size="xs"
        type="date"
        aria-label={say('fromDay')}
        value={from}
        onChange={({ currentTarget: { value } }) => (value === '' ? undefined : onDays({ from: value }))}
      />
      <TextInput
        size="xs"
        type="date"
        aria-label={say('throughDay')}
        value={through}
        onChange={({ currentTarget: { value } }) => (value === '' ? undefined : onDays({ through: value }))}
      />
    </Group>
  );
}
