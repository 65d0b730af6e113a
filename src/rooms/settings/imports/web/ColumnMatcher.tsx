import { Select } from '@mantine/core';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useParts, useSession, wholeKind } from '#web/shell/app-context.ts';
import { ColumnTable, type MatcherProps } from './ColumnTable.tsx';
import styles from './ImportPage.module.css';
import { importWords } from './import-words.ts';
import { type FieldTarget, type UploadedFile, columnOf } from './imports-api.ts';
import { SeveralKinds } from './SeveralKinds.tsx';

/** Which column becomes which field, with the first values beside it. */
export function ColumnMatcher({ upload, mapping, onChange }: MatcherProps) {
  const say = useWords(importWords);
  const local = useLocal();
  const { kinds } = useParts();
  const session = useSession();
  const [record] = mapping.records;
  const plain = kinds.find((one) => one.kind === record?.kind);
  const kind = plain === undefined ? undefined : wholeKind(plain, session);
  if (mapping.records.length > 1) return <SeveralKinds upload={upload} mapping={mapping} onChange={onChange} />;
  const setKind = (name: string | null): void => {
    if (name !== null) onChange({ ...mapping, records: [{ kind: name, onMatch: 'update', fields: {} }] });
  };
  const setField = (column: string, name: string | null): void => {
    if (record === undefined) return;
    const kept = Object.entries(record.fields).filter(
      ([field, target]) => columnOf(target) !== column && field !== name,
    );
    const definition = kind?.fields.find((field) => field.name === name);
    const target: FieldTarget =
      definition?.type === 'reference' ? { column, missing: definition.to === 'stage' ? 'create' : 'reject' } : column;
    onChange({
      ...mapping,
      records: [{ ...record, fields: Object.fromEntries(name === null ? kept : [...kept, [name, target]]) }],
    });
  };
  const fields = [
    { value: 'externalId', label: 'ID' },
    ...(kind?.fields ?? [])
      .filter((field) => field.computed !== true)
      .map((field) => ({ value: field.name, label: local(field.label) })),
  ];
  return (
    <div className={styles.step}>
      {upload.suggestion === null ? <p className={styles.hint}>{say('notRecognised')}</p> : null}
      <Select
        className={styles.kind}
        label={say('readAs')}
        searchable
        value={record?.kind ?? null}
        onChange={setKind}
        data={kinds.map((one) => ({ value: one.kind, label: local(one.label) }))}
      />
      {record === undefined ? (
        <SampleTable upload={upload} />
      ) : (
        <ColumnTable
          upload={upload}
          target={(column) => (
            <Select
              aria-label={`${column}: ${say('becomes')}`}
              size="xs"
              searchable
              clearable
              placeholder={say('leaveOut')}
              value={Object.entries(record.fields).find(([, target]) => columnOf(target) === column)?.[0] ?? null}
              onChange={(name) => setField(column, name)}
              data={fields}
            />
          )}
        />
      )}
    </div>
  );
}

function SampleTable({ upload }: { readonly upload: UploadedFile }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {upload.header.map((name, i) => (
              <th key={`${name}${i}`}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {upload.rows.slice(0, 6).map((row, i) => (
            <tr key={i}>
              {row.map((cell, place) => (
                <td key={place}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
