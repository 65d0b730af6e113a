import type { ChartSpec } from '#kernel/chart.ts';
import { chartWords } from '#web/i18n/chart-words.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { writeValue } from './chart-frame.ts';
import { defaultFace } from './chart-option.ts';
import { type ChartColumn, chartTable } from './chart-table.ts';
import styles from './Chart.module.css';

/** The heading of a column of a chart's table. */
export function useColumnText(): (column: ChartColumn) => string {
  const say = useWords(chartWords);
  return ({ heading }) => ('text' in heading ? heading.text : say(heading.word));
}

/** The numbers of a chart, every one of them. */
export function ChartDataTable({ spec }: { readonly spec: ChartSpec }) {
  const { language } = useLanguage();
  const columnText = useColumnText();
  const { columns, rows } = chartTable(spec);
  const isNumber = columns.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
  const write = (value: string | number | null, at: number): string =>
    typeof value === 'number' ? writeValue(columns[at].axis, { ...defaultFace, language })(value) : (value ?? '');
  return (
    <div className={styles.tableBox} tabIndex={0} role="region" aria-label={spec.title}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={`${at}`} scope="col" data-number={isNumber[at]}>
                {columnText(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={`${line}`}>
              {row.map((value, at) => (
                <td key={`${at}`} data-number={isNumber[at]}>
                  {write(value, at)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
