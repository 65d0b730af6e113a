import type { CSSProperties, ReactNode } from 'react';
import styles from './PageBody.module.css';

/** The content of a page that is read rather than worked in: sections below each other, not too wide. */
export function PageBody({ children }: { readonly children: ReactNode }) {
  return <div className={styles.body}>{children}</div>;
}

/** A part of such a page: what it is, a line on what it means, and itself. */
export function Section({
  title,
  hint,
  children,
}: {
  readonly title?: string;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section>
      {title === undefined ? null : <h2>{title}</h2>}
      {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
      {children}
    </section>
  );
}

export interface PlainColumn {
  readonly label: string;
  readonly align?: 'left' | 'right';
}

/**
 * A short table without sorting or choosing. On a phone its rows stand below each other: numbers (right-aligned) after the label of
 * their column, another cell after its `data-label`.
 */
export function PlainTable({
  label,
  columns,
  children,
}: {
  readonly label: string;
  readonly columns: readonly PlainColumn[];
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label} style={labelsOf(columns)}>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={`${at} ${column.label}`} scope="col" data-align={column.align}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** The labels as the style sheet can show them before a cell: `--column-2` is that of the second column. */
function labelsOf(columns: readonly PlainColumn[]): CSSProperties {
  return Object.fromEntries(columns.map(({ label }, at) => [`--column-${at + 1}`, JSON.stringify(label)]));
}
