import type { ReactNode } from 'react';
import { useTitle } from '#web/shell/page-title.tsx';
import styles from './Page.module.css';

interface PageProps {
  readonly title: string;
  /** Beside the title: a count, a state. */
  readonly note?: ReactNode;
  /** Buttons on the right of the heading. */
  readonly actions?: ReactNode;
  /** A line of tools under the heading: filters, switches. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  /** The content fills the screen and scrolls by itself, as tables and boards do. */
  readonly fill?: boolean;
}

/** The frame of a page: heading, actions, tools, content. */
export function Page({ title, note, actions, tools, children, fill = false }: PageProps) {
  useTitle(title);
  return (
    <div className={fill ? styles.page : styles.scrolling}>
      <div className={styles.head}>
        <h1>{title}</h1>
        {note === undefined ? null : <span className={styles.count}>{note}</span>}
        <span className={styles.spring} />
        {actions}
      </div>
      {tools === undefined ? null : (
        <div className={styles.tools} data-print="tools">
          {tools}
        </div>
      )}
      {children}
    </div>
  );
}
