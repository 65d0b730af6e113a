import { type FieldDefinition, type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import type { HistoryEvent } from '#web/api/records-api.ts';
import { useLocal } from '#web/i18n/language-context.tsx';
import { plainText } from './plain-text.ts';
import { valueText } from './field-text.ts';
import { useReader } from './use-reader.ts';
import { useReferenceLabels } from './use-reference-labels.ts';

/** From what to what, field by field. */
export function HistoryChanges({ kind, event }: { readonly kind: RecordKind; readonly event: HistoryEvent }) {
  const local = useLocal();
  return (
    <>
      {Object.entries(event.changes).flatMap(([name, { from, to }]) => {
        const field = fieldOf(kind, name);
        return field === undefined
          ? []
          : [
              <div key={name}>
                {local(field.label)}:{' '}
                <del>
                  <ChangeValue field={field} value={from} />
                </del>{' '}
                →{' '}
                <ins>
                  <ChangeValue field={field} value={to} />
                </ins>
              </div>,
            ];
      })}
      {event.note === null ? null : <div>{event.note}</div>}
    </>
  );
}

function ChangeValue({ field, value }: { readonly field: FieldDefinition; readonly value: unknown }) {
  const reader = useReader();
  const labels = useReferenceLabels(field, field.type === 'reference' ? plainText(value) : '');
  if (value === null || value === undefined || value === '') return '–';
  return valueText(field, value, reader, { label: labels[plainText(value)] });
}
