import { measureText } from '#web/components/measure-text.ts';
import { formatNumber } from '#web/format/number.ts';
import { chartWords } from '#web/i18n/chart-words.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useKind } from '#web/shell/app-context.ts';
import type { MetricDescription, MetricValue } from './metrics-api.ts';
import styles from './Metrics.module.css';
import { metricsWords } from './metrics-words.ts';
import { useOwnerName } from './use-owner-name.ts';

/** What a metric is and what it is compared with. */
export function MetricFacts({
  metric,
  value,
}: {
  readonly metric: MetricDescription;
  readonly value: MetricValue | undefined;
}) {
  const say = useWords(metricsWords);
  const chartSay = useWords(chartWords);
  const local = useLocal();
  const { language } = useLanguage();
  const ownerName = useOwnerName();
  const kind = useKind(metric.rows.kind);
  const compared = (amount: number | null | undefined): string =>
    measureText({ value: amount ?? null, unit: metric.unit, currency: value?.currency }, language, chartSay);
  const facts: readonly (readonly [string, string])[] = [
    [say('periodBefore'), compared(value?.previous)],
    [say('yearBefore'), compared(value?.yearBefore)],
    [say('rows'), formatNumber(value?.count, language)],
    [say('formula'), local(metric.formula)],
    [say('takenFrom'), kind === undefined ? metric.source : local(kind.plural)],
    [say('owner'), ownerName(metric.owner)],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
