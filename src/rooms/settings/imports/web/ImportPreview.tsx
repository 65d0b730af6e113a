import { textOf } from '#kernel/text-of.ts';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Tone } from '#web/components/Tone.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useParts } from '#web/shell/app-context.ts';
import styles from './ImportPage.module.css';
import { importWords } from './import-words.ts';
import type { ImportReport } from './imports-api.ts';

/** What would happen: counts, rejected rows with place and problem, things worth a look, the fate of the first rows. */
export function ImportPreview({ report, uploadId }: { readonly report: ImportReport; readonly uploadId: string }) {
  const say = useWords(importWords);
  const local = useLocal();
  const { kinds } = useParts();
  return (
    <div className={styles.step}>
      <p className={styles.counts}>
        <b>{say('wouldCreate', { count: report.created })}</b> · {say('wouldUpdate', { count: report.updated })} ·{' '}
        {say('wouldSkip', { count: report.skipped })}
      </p>
      {report.rejectedCount === 0 ? null : (
        <section>
          <p className={styles.bad} role="alert">
            {say('rejected', { count: report.rejectedCount })}
          </p>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            component="a"
            href={`/api/settings/imports/${uploadId}/rejects`}
            download
          >
            {say('rejects')}
          </Button>
          <table className={styles.table}>
            <thead>
              <tr>
                <th className={styles.number}>{say('line')}</th>
                <th>{say('column')}</th>
                <th>{say('value')}</th>
                <th>{say('problem')}</th>
              </tr>
            </thead>
            <tbody>
              {report.rejected.slice(0, 50).map((one, i) => (
                <tr key={i}>
                  <td className={styles.number}>{one.line}</td>
                  <td>{one.column}</td>
                  <td>{one.value}</td>
                  <td>{one.problem}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {report.warnings.length === 0 ? null : (
        <section>
          <h2>{say('look2')}</h2>
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{say('column')}</th>
                <th>{say('problem')}</th>
                <th className={styles.number}>{say('rows')}</th>
                <th>{say('line')}</th>
              </tr>
            </thead>
            <tbody>
              {report.warnings.slice(0, 30).map((one) => (
                <tr key={`${one.column}${one.problem}`}>
                  <td>{one.column}</td>
                  <td>{one.problem}</td>
                  <td className={styles.number}>{one.count}</td>
                  <td className={styles.sample}>{one.lines.join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th className={styles.number}>{say('line')}</th>
            <th>{say('fate')}</th>
            <th>{say('record')}</th>
            <th>{say('changes')}</th>
          </tr>
        </thead>
        <tbody>
          {report.preview.slice(0, 60).map((one, i) => (
            <tr key={i}>
              <td className={styles.number}>{one.line}</td>
              <td>
                <Tone tone={one.fate === 'create' ? 'good' : one.fate === 'update' ? 'accent' : 'neutral'}>
                  {say(one.fate)}
                </Tone>
              </td>
              <td>
                {one.title}{' '}
                <small className={styles.sample}>
                  {local(
                    kinds.find((kind) => kind.kind === one.kind)?.label ?? {
                      en: one.kind,
                      'zh-Hans': one.kind,
                      'zh-Hant': one.kind,
                    },
                  )}
                </small>
              </td>
              <td className={styles.sample}>
                {Object.entries(one.changes ?? {})
                  .map(([field, [before, after]]) => `${field}: ${textOf(before ?? '–')} → ${textOf(after)}`)
                  .join('; ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
