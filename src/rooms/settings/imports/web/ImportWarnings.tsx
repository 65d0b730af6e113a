import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import styles from './ImportPage.module.css';
import { importWords } from './import-words.ts';
import type { ImportReport } from './imports-api.ts';
import type { ToldImport } from './use-told-import.ts';

interface ImportWarningsProps {
  readonly warnings: ImportReport['warnings'];
  readonly told: ToldImport;
}

/** What is taken and yet worth a look: how often, and where first. */
export function ImportWarnings({ warnings, told }: ImportWarningsProps) {
  const say = useWords(importWords);
  const { language } = useLanguage();
  return (
    <section>
      <h2>{say('look2')}</h2>
      <div className={styles.scroll}>
        <table className={`${styles.table} ${styles.folded}`}>
          <thead>
            <tr>
              <th>{say('column')}</th>
              <th>{say('problem')}</th>
              <th className={styles.number}>{say('rows')}</th>
              <th>{say('line')}</th>
            </tr>
          </thead>
          <tbody>
            {warnings.slice(0, 30).map(({ column, problem, count, lines }) => (
              <tr key={`${column}${problem}`}>
                <td>{told.column(column)}</td>
                <td className={styles.problem}>{told.tell(problem, column)}</td>
                <td className={styles.number} data-label={say('rows')}>
                  {formatNumber(count, language)}
                </td>
                <td className={styles.sample} data-label={say('line')}>
                  {lines.join(', ')}
                  {count > lines.length ? ' …' : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
