import { Link } from '@tanstack/react-router';
import type { FieldDefinition } from '#kernel/record-kind.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { Tone } from '#web/components/Tone.tsx';
import { recordPath, useKind } from '#web/shell/app-context.ts';
import { fieldText } from './field-text.ts';
import styles from './FieldValue.module.css';
import { plainText } from './plain-text.ts';
import { useReader } from './use-reader.ts';

interface FieldValueProps {
  readonly field: FieldDefinition;
  readonly record: SentRecord;
  /** 万/亿 where space is short. */
  readonly short?: boolean;
  /** Text only, where a link may not stand: on a card that is itself a button. */
  readonly plain?: boolean;
}

/** The value of a field as it is read: references lead to their record, choices carry their tone. */
export function FieldValue({ field, record, short = false, plain = false }: FieldValueProps) {
  const reader = useReader();
  const target = useKind(field.type === 'reference' ? field.to : undefined);
  const value = record[field.name];
  if (value === null || value === undefined || value === '') return null;
  const text = fieldText(field, record, reader, short);
  if (plain && field.type !== 'choice' && field.type !== 'tags') return text;
  switch (field.type) {
    case 'reference':
      return target === undefined || record.labels?.[field.name] === null ? (
        text
      ) : (
        <Link
          className={styles.link}
          to={recordPath(target, plainText(value))}
          tabIndex={-1}
          onClick={(event) => event.stopPropagation()}
        >
          {text}
        </Link>
      );
    case 'choice':
      return <Tone tone={field.choices?.find((choice) => choice.value === value)?.tone}>{text}</Tone>;
    case 'email':
      return <a href={`mailto:${plainText(value)}`}>{text}</a>;
    case 'phone':
      return <a href={`tel:${plainText(value).replaceAll(/[^\d+]/g, '')}`}>{text}</a>;
    case 'url':
      return (
        <a href={plainText(value)} target="_blank" rel="noreferrer">
          {text.replace(/^https?:\/\//, '')}
        </a>
      );
    case 'tags':
      return (Array.isArray(value) ? value : []).map((tag) => <Tone key={String(tag)}>{String(tag)}</Tone>);
    default:
      return text;
  }
}
