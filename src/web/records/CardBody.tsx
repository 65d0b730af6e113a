import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import styles from '#web/components/Board.module.css';
import { FieldValue } from './FieldValue.tsx';
import { titleOf } from './field-text.ts';
import { useReader } from './use-reader.ts';
import { useVisibleFields } from './use-visible-fields.ts';

interface CardBodyProps {
  readonly kind: RecordKind;
  readonly record: SentRecord;
  /** The field that decides the column: it is not repeated. */
  readonly by: string;
}

/** A card from the definition: name, whom it concerns and how much, then what matters first. */
export function CardBody({ kind, record, by }: CardBodyProps) {
  const reader = useReader();
  const fields = useVisibleFields(kind);
  const money = fields.find(({ type, listed }) => type === 'money' && listed === true);
  const about = fields.find(
    ({ type, listed, name }) => type === 'reference' && listed === true && name !== by && name !== 'ownerId',
  );
  const rest = (kind.headline ?? [])
    .map((name) => fields.find((field) => field.name === name))
    .filter(
      (field): field is FieldDefinition =>
        field !== undefined && field !== money && field !== about && field.name !== by,
    )
    .filter((field) => record[field.name] !== null && record[field.name] !== undefined);
  return (
    <>
      <div className={styles.title}>{titleOf(kind, record, reader)}</div>
      {about === undefined && money === undefined ? null : (
        <div className={styles.line}>
          <span>{about === undefined ? null : <FieldValue field={about} record={record} plain />}</span>
          {money === undefined ? null : (
            <b>
              <FieldValue field={money} record={record} short plain />
            </b>
          )}
        </div>
      )}
      {rest.length === 0 ? null : (
        <div className={styles.line}>
          {rest.slice(0, 2).map((field) => (
            <span key={field.name} data-whole={field.type === 'date' ? true : undefined}>
              <FieldValue field={field} record={record} short plain />
            </span>
          ))}
        </div>
      )}
    </>
  );
}
