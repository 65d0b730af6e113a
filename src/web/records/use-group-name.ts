import type { FieldDefinition } from '#kernel/record-kind.ts';
import type { RecordGroup } from '#web/api/records-api.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { valueText } from './field-text.ts';
import { useReader } from './use-reader.ts';

/** The heading of a group or column. */
export function useGroupName(): (group: RecordGroup, field: FieldDefinition | undefined) => string {
  const say = useWords(recordWords);
  const reader = useReader();
  return (group, field) => {
    if (group.value === null || field === undefined) return say('noValue');
    if (field.type === 'boolean') return say(group.value === 'true' ? 'yes' : 'no');
    return group.label ?? valueText(field, group.value, reader);
  };
}
