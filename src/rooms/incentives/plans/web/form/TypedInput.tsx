import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

interface TypedInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly value: string;
  /** Says whether the text can be taken over; what cannot stays typed until the field is left. */
  readonly onText: (text: string) => void;
}

/** A field that keeps what is typed as it is typed, though the plan writes it another way (lists, names). */
export function TypedInput({ value, onText, ...frame }: TypedInputProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <TextInput
      size="xs"
      spellCheck={false}
      {...frame}
      value={typed ?? value}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onText(event.currentTarget.value);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
