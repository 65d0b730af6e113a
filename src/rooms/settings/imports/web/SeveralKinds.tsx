import { Checkbox } from '@mantine/core';
import { fieldOf } from '#kernel/record-kind.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useParts, useSession, wholeKind } from '#web/shell/app-context.ts';
import { ColumnTable, type MatcherProps } from './ColumnTable.tsx';
import styles from './ImportPage.module.css';
import { importWords } from './import-words.ts';
import { columnsOf } from './imports-api.ts';

/** A file whose rows become records of several kinds: which column fills what, and which is left out. */
export function SeveralKinds({ upload, mapping, onChange }: MatcherProps) {
  const say = useWords(importWords);
  const local = useLocal();
  const session = useSession();
  const { kinds: known } = useParts();
  const whole = upload.suggestion?.mapping ?? mapping;
  const kinds = known.map((kind) => wholeKind(kind, session));
  const kindOf = (name: string) => kinds.find(({ kind }) => kind === name);
  const names = [...new Set(mapping.records.map(({ kind }) => kind))].map((name) => {
    const kind = kindOf(name);
    return kind === undefined ? name : local(kind.plural);
  });
  const taken = new Set(mapping.records.flatMap(({ fields }) => Object.values(fields).flatMap(columnsOf)));
  const take = (column: string, on: boolean): void => {
    const out = new Set(upload.header.filter((one) => (one === column ? !on : !taken.has(one))));
    onChange({
      ...whole,
      records: whole.records.map((record) => ({
        ...record,
        fields: Object.fromEntries(
          Object.entries(record.fields).filter(([, target]) => !columnsOf(target).some((one) => out.has(one))),
        ),
      })),
    });
  };
  const filledBy = (column: string): readonly string[] =>
    whole.records.flatMap(({ kind: name, fields }) => {
      const kind = kindOf(name);
      return Object.entries(fields).flatMap(([field, target]) => {
        if (kind === undefined || !columnsOf(target).includes(column)) return [];
        const definition = fieldOf(kind, field);
        return [`${local(kind.label)}: ${definition === undefined ? 'ID' : local(definition.label)}`];
      });
    });
  /** Records are recognised by it, or cannot be without it. */
  const isNeeded = (column: string): boolean =>
    whole.records.some(({ kind: name, match = 'externalId', fields }) => {
      const kind = kindOf(name);
      return Object.entries(fields).some(
        ([field, target]) =>
          columnsOf(target).includes(column) &&
          (field === match || (kind !== undefined && fieldOf(kind, field)?.required === true)),
      );
    });
  return (
    <div className={styles.step}>
      <p>{say('recipe', { kinds: names.join(say('listComma')) })}</p>
      <ColumnTable
        upload={upload}
        target={(column) => {
          const filled = [...new Set(filledBy(column))].join(say('listComma'));
          if (filled === '') return <span className={styles.hint}>{say('leaveOut')}</span>;
          if (isNeeded(column)) return filled;
          return (
            <Checkbox
              checked={taken.has(column)}
              onChange={(event) => take(column, event.currentTarget.checked)}
              label={taken.has(column) ? filled : say('leaveOut')}
              aria-label={`${column}: ${filled}`}
            />
          );
        }}
      />
    </div>
  );
}
