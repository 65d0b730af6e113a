import { Button } from '@mantine/core';
import { IconArrowLeft, IconList } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Chart } from '#web/charts/Chart.tsx';
import { formatMoney } from '#web/format/money.ts';
import { formatPercent } from '#web/format/number.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useKind } from '#web/shell/app-context.ts';
import { stepLine } from '../step-text.ts';
import styles from './DiagnosisPage.module.css';
import { FindingActions } from './FindingActions.tsx';
import { diagnosisWords } from './diagnosis-words.ts';
import type { HandledFinding } from './use-diagnosis.ts';

interface FindingDetailProps {
  readonly finding: HandledFinding;
  readonly currency: string;
  readonly onClose: () => void;
}

/** A finding opened: money with its interval, evidence, rows, arithmetic, causes, and what can be done. */
export function FindingDetail({ finding, currency, onClose }: FindingDetailProps) {
  const say = useWords(diagnosisWords);
  const local = useLocal();
  const { language } = useReader();
  const money = (amount: number): string => formatMoney(String(amount), currency, language, { short: true });
  return (
    <article className={styles.detail}>
      <Button
        className={styles.back}
        variant="subtle"
        size="xs"
        leftSection={<IconArrowLeft size={14} />}
        onClick={onClose}
      >
        {say('back')}
      </Button>
      <h2>{local(finding.title)}</h2>
      <dl className={styles.figures}>
        {finding.money === null ? null : (
          <div>
            <dt>{say('atStake')}</dt>
            <dd>
              <b>{money(finding.money.mid)}</b>
              <small>
                {say('interval')} {money(finding.money.low)} – {money(finding.money.high)}
              </small>
            </dd>
          </div>
        )}
        <div>
          <dt>{say('confidence')}</dt>
          <dd>
            <b>{formatPercent(Math.min(finding.confidence, 0.9999), language, { decimals: 2 })}</b>
          </dd>
        </div>
      </dl>
      <Chart spec={finding.evidence.charts[language]} />
      <Rows finding={finding} />
      <section>
        <h3>{say('causes')}</h3>
        <ul>
          {finding.causes.map((cause) => (
            <li key={cause.en}>{local(cause)}</li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{say('action')}</h3>
        <p>{local(finding.action)}</p>
        <FindingActions finding={finding} />
      </section>
      <section>
        <h3>{say('arithmetic')}</h3>
        <ol className={styles.trace}>
          {finding.trace
            .map((step) => stepLine(step, language, currency))
            .map(({ step, output, inputs, source }) => (
              <li key={step}>
                {step}
                {output === undefined ? null : <code>{output}</code>}
                {inputs === '' ? null : <small>{inputs}</small>}
                {source === undefined ? null : <small>{source}</small>}
              </li>
            ))}
        </ol>
      </section>
    </article>
  );
}

function Rows({ finding }: { readonly finding: HandledFinding }) {
  const say = useWords(diagnosisWords);
  const rows = finding.evidence.rows;
  const kind = useKind(rows?.kind ?? 'opportunity');
  if (rows === null || kind === undefined) return null;
  return (
    <Button
      component={Link}
      to={`/${kind.room}/${kind.path}`}
      search={{ filter: [...rows.filter] } as never}
      variant="default"
      size="xs"
      leftSection={<IconList size={14} />}
    >
      {say('rows')}
    </Button>
  );
}
