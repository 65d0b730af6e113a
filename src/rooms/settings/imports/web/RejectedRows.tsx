import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { addressOf } from '#web/api/request.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import styles from './ImportPage.module.css';
import { RefusedKinds } from './RefusedKinds.tsx';
import { importWords } from './import-words.ts';
import type { ImportReport } from './imports-api.ts';
import type { ToldImport } from './use-told-import.ts';

interface RejectedRowsProps {
  readonly report: ImportReport;
  readonly uploadId: string;
  readonly told: ToldImport;
}

/** The first rows that cannot be taken, each with its place and what is wrong; all of them as a file to repair. */
export function RejectedRows({ report, uploadId, told }: RejectedRowsProps) {
  const say = useWords(importWords);
  const { language } = useLanguage();
  const shown = report.rejected.slice(0, 50);
  return (
    <section>
      <p className={styles.bad} role="alert">
        {say('rejected', { count: report.rejectedCount })}
      </p>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={14} />}
        component="a"
        href={addressOf(`/api/settings/imports/${uploadId}/rejects`, { language })}
        download
      >
        {say('rejects')}
      </Button>
      <RefusedKinds rejected={report.rejected} told={told} />
      <h2>{say('refusedRows')}</h2>
      <div className={styles.scroll}>
        <table className={`${styles.table} ${styles.folded}`}>
          <thead>
            <tr>
              <th className={styles.number}>{say('line')}</th>
              <th>{say('column')}</th>
              <th>{say('value')}</th>
              <th>{say('problem')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ line, column, value, problem }, i) => (
              <tr key={i}>
                <td className={styles.number} data-label={say('line')}>
                  {line}
                </td>
                <td>{told.column(column)}</td>
                <td className={styles.value}>{value !== null && column === null ? told.tell(value) : value}</td>
                <td className={styles.problem}>{told.tell(problem, column)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {report.rejectedCount > shown.length ? (
        <p className={styles.hint}>{say('moreRejected', { count: report.rejectedCount - shown.length })}</p>
      ) : null}
    </section>
  );
}
