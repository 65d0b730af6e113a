import { Sparkline } from '#web/components/Sparkline.tsx';
import { formatMoney } from '#web/format/money.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import type { Lens } from '#engines/diagnosis/finding.ts';
import styles from './DiagnosisPage.module.css';
import { diagnosisWords } from './diagnosis-words.ts';
import type { DiagnosisView } from './use-diagnosis.ts';

interface LensTilesProps {
  readonly lenses: DiagnosisView['lenses'];
  readonly history: DiagnosisView['history'];
  readonly currency: string;
  readonly chosen: Lens | undefined;
  readonly onChoose: (lens: Lens | undefined) => void;
}

/** One tile a lens: how much it holds. A second press shows all again. */
export function LensTiles({ lenses, history, currency, chosen, onChoose }: LensTilesProps) {
  const say = useWords(diagnosisWords);
  const { language } = useReader();
  return (
    <div className={styles.lenses} role="group" aria-label={say('title')}>
      {lenses.map(({ lens, findings, money }) => (
        <button
          type="button"
          key={lens}
          className={styles.lens}
          aria-pressed={chosen === lens}
          onClick={() => onChoose(chosen === lens ? undefined : lens)}
        >
          <span>{say(`lens_${lens}`)}</span>
          <b>{money === 0 ? '–' : formatMoney(String(Math.round(money)), currency, language, { short: true })}</b>
          <small>{say('findings', { count: findings })}</small>
          <Trend values={history.map((run) => run.lenses.find((one) => one.lens === lens)?.money ?? null)} />
        </button>
      ))}
    </div>
  );
}

/** How the money of a lens went over earlier days; the words say it for those who do not see the line. */
function Trend({ values }: { readonly values: readonly (number | null)[] }) {
  const say = useWords(diagnosisWords);
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return null;
  const [before, now] = [known.at(-2)!, known.at(-1)!];
  return (
    <span className={styles.trend}>
      <Sparkline values={values} width={72} height={20} />
      <small>{say(now > before ? 'rising' : now < before ? 'falling' : 'level')}</small>
    </span>
  );
}
