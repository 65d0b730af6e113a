import { formatPercent } from '#web/format/number.ts';
import { useLanguage } from '#web/i18n/language-context.tsx';
import styles from './TerritoryBalance.module.css';

interface ShareBarProps {
  /** Of the mean: 1 is even. */
  readonly share: number;
  /** The same once a design is in force. */
  readonly then: number | undefined;
  readonly tolerance: number;
}

/** How far from the mean, in figures and as a bar from the middle; beyond the tolerance it stands out. */
export function ShareBar({ share, then, tolerance }: ShareBarProps) {
  const { language } = useLanguage();
  const shown = then ?? share;
  const off = Math.max(-1, Math.min(1, shown - 1));
  const write = (value: number): string => formatPercent(value - 1, language, { decimals: 0, signed: true });
  return (
    <span className={styles.share} data-beyond={Math.abs(shown - 1) > tolerance + 1e-9}>
      <span>
        {write(share)}
        {then === undefined ? null : <b>→ {write(then)}</b>}
      </span>
      <span className={styles.track} aria-hidden>
        <span style={{ left: `${50 + Math.min(0, off) * 50}%`, width: `${Math.abs(off) * 50}%` }} />
      </span>
    </span>
  );
}
