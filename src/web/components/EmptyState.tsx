import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import styles from './EmptyState.module.css';

interface EmptyStateProps {
  readonly icon?: IconName;
  /** What is not there. */
  readonly title: string;
  /** Why it is not there and what would bring it. */
  readonly children: ReactNode;
  /** Buttons that do it. */
  readonly actions?: ReactNode;
}

/** A place with nothing in it says why, and what to do. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon === undefined ? null : <Icon name={icon} size={28} />}
      <h2>{title}</h2>
      <p>{children}</p>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
