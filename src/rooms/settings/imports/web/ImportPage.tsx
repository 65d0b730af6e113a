import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { FileDrop } from '#web/components/FileDrop.tsx';
import { Page } from '#web/components/Page.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { ProgressPanel } from '#web/components/ProgressPanel.tsx';
import { Wizard } from '#web/components/Wizard.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { ColumnMatcher } from './ColumnMatcher.tsx';
import { EarlierImports } from './EarlierImports.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import styles from './ImportPage.module.css';
import { importWords } from './import-words.ts';
import { type FileMapping, type UploadedFile, cancelRun, uploadFile } from './imports-api.ts';
import { useImportRun } from './use-import-run.ts';
import { useToldImport } from './use-told-import.ts';

/** From a file to stored records in four steps; nothing is stored before the preview was seen. */
export function ImportPage() {
  const say = useWords(importWords);
  const [at, setAt] = useState(0);
  const [upload, setUpload] = useState<UploadedFile>();
  const [mapping, setMapping] = useState<FileMapping>();
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const run = useImportRun();
  const told = useToldImport(upload, mapping);
  const take = async (files: readonly File[]): Promise<void> => {
    setBusy(true);
    const answer = await uploadFile(files[0]);
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    setProblem(undefined);
    setUpload(answer.value);
    setMapping(
      answer.value.suggestion?.mapping ?? {
        file: `upload${/\.[a-z]+$/i.exec(answer.value.fileName)?.[0].toLowerCase() ?? '.csv'}`,
        records: [],
      },
    );
    setAt(1);
  };
  const go = async (dryRun: boolean): Promise<boolean> => {
    if (upload === undefined || mapping === undefined) return false;
    setBusy(true);
    const failed = await run.start(upload.id, mapping, dryRun);
    setBusy(false);
    setProblem(failed);
    return failed === undefined;
  };
  const report = run.job?.report ?? undefined;
  const steps = [
    {
      id: 'file',
      label: say('file'),
      ready: upload !== undefined,
      show: () => (
        <div className={styles.step}>
          <p className={styles.hint}>{say('chooseHint')}</p>
          <FileDrop
            types={['.csv', '.tsv', '.txt', '.xlsx', '.xls', '.ods', '.gz']}
            mostBytes={500_000_000}
            onFiles={(files) => void take(files)}
          />
        </div>
      ),
    },
    {
      id: 'columns',
      label: say('columns'),
      ready: (mapping?.records.length ?? 0) > 0,
      forward: say('look'),
      onForward: () => go(true),
      show: () =>
        upload === undefined || mapping === undefined ? null : (
          <ColumnMatcher upload={upload} mapping={mapping} onChange={setMapping} />
        ),
    },
    {
      id: 'preview',
      label: say('preview'),
      ready: report !== undefined && report.rejectedCount === 0,
      forward: say('store'),
      onForward: () => go(false),
      show: () =>
        report === undefined || upload === undefined ? null : (
          <ImportPreview report={report} uploadId={upload.id} told={told} />
        ),
    },
    {
      id: 'result',
      label: say('result'),
      ready: true,
      show: () =>
        report === undefined ? null : (
          <div className={styles.step}>
            <p>{say('stored')}</p>
            <p className={styles.counts}>
              <b>{say('created', { count: report.created })}</b> · {say('updated', { count: report.updated })} ·{' '}
              {say('wouldSkip', { count: report.skipped })}
            </p>
            <div className={styles.buttons}>
              <Button component={Link} to="/improve/diagnosis">
                {say('toDiagnosis')}
              </Button>
              <Button variant="default" onClick={() => setAt(0)}>
                {say('another')}
              </Button>
            </div>
          </div>
        ),
    },
  ];
  return (
    <Page title={say('title')}>
      <div className={styles.body}>
        {problem === undefined ? null : <ProblemView problem={told.document(problem)} />}
        {run.job?.state === 'running' && upload !== undefined ? (
          <ProgressPanel
            title={say('running')}
            state="running"
            done={run.job.rows}
            total={run.job.totalRows ?? undefined}
            startedAt={run.job.startedAt ?? undefined}
            nowMs={run.nowMs}
            onCancel={() => void cancelRun(upload.id)}
          />
        ) : null}
        <Wizard steps={steps} at={at} onAt={setAt} busy={busy} />
        <EarlierImports refresh={report?.stored === true ? report.import : ''} />
      </div>
    </Page>
  );
}
