import { Tone } from '#web/components/Tone.tsx';
import { formatMoney } from '#web/format/money.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import styles from './DiagnosisPage.module.css';
import { diagnosisWords } from './diagnosis-words.ts';
import type { HandledFinding } from './use-diagnosis.ts';

interface FindingListProps {
  readonly findings: readonly HandledFinding[];
  readonly currency: string;
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
}

const tones = { high: 'bad', medium: 'warning', low: 'neutral' } as const;

/** Findings by money at stake; the bar shows each against the largest. */
export function FindingList({ findings, currency, open, onOpen }: FindingListProps) {
  const say = useWords(diagnosisWords);
  const local = useLocal();
  const { language } = useReader();
  const most = Math.max(1, ...findings.map((finding) => finding.money?.mid ?? 0));
  return (
    <ol className={styles.list}>
      {findings.map((finding) => (
        <li key={finding.id}>
          <button
            type="button"
            className={styles.item}
            aria-current={open === finding.id}
            data-state={finding.state}
            onClick={() => onOpen(finding.id)}
          >
            <span className={styles.what}>{local(finding.title)}</span>
            <span className={styles.money}>
              {finding.money === null
                ? ''
                : formatMoney(String(finding.money.mid), currency, language, { short: true })}
            </span>
            <span
              className={styles.bar}
              style={{ width: `${((finding.money?.mid ?? 0) / most) * 100}%` }}
              data-severity={finding.severity}
            />
            <span className={styles.meta}>
              {say(`lens_${finding.lens}`)}
              <Tone tone={tones[finding.severity]}>{say(finding.severity)}</Tone>
              {finding.state === 'open' ? null : <Tone tone="accent">{say(finding.state)}</Tone>}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
