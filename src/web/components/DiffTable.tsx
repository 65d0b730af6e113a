import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '#web/i18n/language-context.tsx';
import { workWords } from '#web/i18n/work-words.ts';
import styles from './DiffTable.module.css';

export interface DiffLine {
  readonly field: string;
  /** Empty for nothing. */
  readonly was: string;
  readonly becomes: string;
}

/** What would change, field by field; what stays is out of the way until asked for. */
export function DiffTable({ lines, label }: { readonly lines: readonly DiffLine[]; readonly label: string }) {
  const say = useWords(workWords);
  const [all, setAll] = useState(false);
  const changed = lines.filter(({ was, becomes }) => was !== becomes);
  const same = lines.length - changed.length;
  return (
    <>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{say('fieldName')}</th>
            <th scope="col">{say('was')}</th>
            <th scope="col">{say('becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {(all ? lines : changed).map(({ field, was, becomes }) => (
            <tr key={field}>
              <td>{field}</td>
              <td>{was === becomes ? was || '–' : <del>{was || '–'}</del>}</td>
              <td>{was === becomes ? becomes || '–' : <ins>{becomes || '–'}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {same === 0 || all ? null : (
        <Button size="xs" variant="subtle" color="gray" onClick={() => setAll(true)} title={say('showUnchanged')}>
          {say('unchanged', { count: same })}
        </Button>
      )}
    </>
  );
}
