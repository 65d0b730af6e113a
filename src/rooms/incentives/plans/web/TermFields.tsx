import { Autocomplete } from '@mantine/core';
import { useWords } from '#web/i18n/language-context.tsx';
import type { AskedTerm } from './plan-types.ts';
import { planWords } from './plan-words.ts';

interface TermFieldsProps {
  readonly asked: readonly AskedTerm[];
  readonly terms: Readonly<Record<string, string>>;
  readonly onChange: (terms: Readonly<Record<string, string>>) => void;
}

/** One field for each value that the plan reads of people; blank ones come from where the placeholder says. */
export function TermFields({ asked, terms, onChange }: TermFieldsProps) {
  const say = useWords(planWords);
  return asked.map(({ name, otherwise, values }) => (
    <Autocomplete
      key={name}
      label={name}
      value={terms[name] ?? ''}
      placeholder={say(`otherwise_${otherwise}`)}
      data={[...values]}
      onChange={(value) => {
        const { [name]: _, ...others } = terms;
        onChange(value.trim() === '' ? others : { ...others, [name]: value.trim() });
      }}
      maxLength={200}
    />
  ));
}
