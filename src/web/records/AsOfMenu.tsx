import { Button, Popover, TextInput } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useToday } from '#web/state/now.ts';

interface AsOfMenuProps {
  readonly asOf: string | undefined;
  readonly onAsOf: (day: string | undefined) => void;
}

/** Shows the list as it stood at the end of a past day. */
export function AsOfMenu({ asOf, onAsOf }: AsOfMenuProps) {
  const say = useWords(recordWords);
  const today = useToday();
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconHistory size={14} />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {say('asOf')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          type="date"
          size="xs"
          aria-label={say('asOf')}
          max={today}
          defaultValue={asOf}
          data-autofocus
          onChange={(event) => {
            const day = event.currentTarget.value;
            if (day === '' || day > today) return;
            setOpen(false);
            onAsOf(day === today ? undefined : day);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
