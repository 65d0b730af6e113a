import type { ReactNode } from 'react';
import type { Choice } from '#kernel/record-kind.ts';
import styles from './Tone.module.css';

/** A short word with a meaning in its colour; neutral unless it means something. */
export function Tone({ tone = 'neutral', children }: { readonly tone?: Choice['tone']; readonly children: ReactNode }) {
  return (
    <span className={styles.tone} data-tone={tone}>
      {children}
    </span>
  );
}
