import { Alert } from '@mantine/core';
import type { FieldDefinition } from '#kernel/record-kind.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { DiffTable } from '#web/components/DiffTable.tsx';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { fieldText } from './field-text.ts';
import { useReader } from './use-reader.ts';

interface StaleNoticeProps {
  readonly fields: readonly FieldDefinition[];
  /** The record as the form was opened with it, and as it stands now. */
  readonly before: SentRecord;
  readonly now: SentRecord;
}

/** Shows what someone else changed meanwhile, before one's own change is sent on top of it. */
export function StaleNotice({ fields, before, now }: StaleNoticeProps) {
  const say = useWords(recordWords);
  const local = useLocal();
  const reader = useReader();
  const lines = fields.map((field) => ({
    field: local(field.label),
    was: fieldText(field, before, reader),
    becomes: fieldText(field, now, reader),
  }));
  return (
    <Alert variant="default" title={say('staleTitle')} role="alert">
      <p style={{ margin: '0 0 8px' }}>{say('staleNext')}</p>
      <DiffTable label={say('staleTitle')} lines={lines.filter(({ was, becomes }) => was !== becomes)} />
    </Alert>
  );
}
