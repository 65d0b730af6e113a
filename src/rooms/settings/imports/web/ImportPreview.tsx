import { useWords } from '#web/i18n/language-context.tsx';
import styles from './ImportPage.module.css';
import { ImportWarnings } from './ImportWarnings.tsx';
import { PreviewRows } from './PreviewRows.tsx';
import { RejectedRows } from './RejectedRows.tsx';
import { importWords } from './import-words.ts';
import type { ImportReport } from './imports-api.ts';
import type { ToldImport } from './use-told-import.ts';

interface ImportPreviewProps {
  readonly report: ImportReport;
  readonly uploadId: string;
  readonly told: ToldImport;
}

/** What would happen: counts, rejected rows with place and problem, things worth a look, the fate of the first rows. */
export function ImportPreview({ report, uploadId, told }: ImportPreviewProps) {
  const say = useWords(importWords);
  return (
    <div className={styles.step}>
      <p className={styles.counts}>
        <b>{say('wouldCreate', { count: report.created })}</b> · {say('wouldUpdate', { count: report.updated })} ·{' '}
        {say('wouldSkip', { count: report.skipped })}
      </p>
      {report.rejectedCount === 0 ? null : <RejectedRows report={report} uploadId={uploadId} told={told} />}
      {report.warnings.length === 0 ? null : <ImportWarnings warnings={report.warnings} told={told} />}
      {report.preview.length === 0 ? null : <PreviewRows rows={report.preview} />}
    </div>
  );
}
