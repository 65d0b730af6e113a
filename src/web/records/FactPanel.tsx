import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { CellEditor } from './CellEditor.tsx';
import { FieldValue } from './FieldValue.tsx';
import { isEditable } from './record-columns.tsx';
import styles from './FactPanel.module.css';

interface FactPanelProps {
  readonly kind: RecordKind;
  readonly record: SentRecord;
  readonly fields: readonly FieldDefinition[];
  readonly canEdit: boolean;
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** The facts of a record, each edited in place; empty ones stay out of the way until asked for. */
export function FactPanel({ kind, record, fields, canEdit }: FactPanelProps) {
  const say = useWords(recordWords);
  const [all, setAll] = useState(false);
  const empties = fields.filter((field) => isEmpty(record[field.name]));
  const shown = all ? fields : fields.filter((field) => !empties.includes(field));
  return (
    <>
      <dl className={styles.facts}>
        {shown.map((field) => (
          <Fact key={field.name} kind={kind} record={record} field={field} canEdit={canEdit && isEditable(field)} />
        ))}
      </dl>
      {empties.length === 0 || all ? null : (
        <button type="button" className={styles.empties} onClick={() => setAll(true)}>
          {say('emptyFields', { count: empties.length })}
        </button>
      )}
    </>
  );
}

function Fact({
  kind,
  record,
  field,
  canEdit,
}: {
  readonly kind: RecordKind;
  readonly record: SentRecord;
  readonly field: FieldDefinition;
  readonly canEdit: boolean;
}) {
  const say = useWords(recordWords);
  const local = useLocal();
  const [editing, setEditing] = useState(false);
  return (
    <div className={styles.fact}>
      <dt title={field.help === undefined ? undefined : local(field.help)}>{local(field.label)}</dt>
      <dd onDoubleClick={() => canEdit && setEditing(true)}>
        {editing ? (
          <div className={styles.editor}>
            <CellEditor kind={kind} field={field} record={record} onClose={() => setEditing(false)} />
          </div>
        ) : (
          <>
            <span className={styles.value}>
              {isEmpty(record[field.name]) ? (
                <span style={{ color: 'var(--qd-muted)' }}>–</span>
              ) : field.type === 'boolean' ? (
                say(record[field.name] === true ? 'yes' : 'no')
              ) : (
                <FieldValue field={field} record={record} />
              )}
            </span>
            {canEdit ? (
              <ActionIcon
                size="sm"
                className={styles.edit}
                aria-label={say('editField', { label: local(field.label) })}
                onClick={() => setEditing(true)}
              >
                <IconPencil size={14} />
              </ActionIcon>
            ) : null}
          </>
        )}
      </dd>
    </div>
  );
}
