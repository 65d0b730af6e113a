import type { ReactNode } from 'react';
import { useWords } from '#web/i18n/language-context.tsx';
import styles from './ImportPage.module.css';
import { importWords } from './import-words.ts';
import type { FileMapping, UploadedFile } from './imports-api.ts';

export interface MatcherProps {
  readonly upload: UploadedFile;
  readonly mapping: FileMapping;
  readonly onChange: (mapping: FileMapping) => void;
}

interface ColumnTableProps {
  readonly upload: UploadedFile;
  /** What becomes of a column, to be looked at or chosen. */
  readonly target: (column: string) => ReactNode;
}

/** The columns of a file with their first values, and what becomes of each. */
export function ColumnTable({ upload, target }: ColumnTableProps) {
  const say = useWords(importWords);
  return (
    <table className={`${styles.table} ${styles.folded}`}>
      <thead>
        <tr>
          <th>{say('column')}</th>
          <th>{say('example')}</th>
          <th>{say('becomes')}</th>
        </tr>
      </thead>
      <tbody>
        {upload.header.map((column, i) => (
          <tr key={`${column}${i}`}>
            <td>{column}</td>
            <td className={styles.sample}>{examples(upload, i)}</td>
            <td className={styles.target}>{target(column)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The first values of a column, each once. */
function examples({ rows }: UploadedFile, column: number): string {
  const values = rows.map((row) => row[column]).filter((value) => value !== '');
  return [...new Set(values)].slice(0, 3).join(' · ');
}
