import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { problemOf } from '#web/api/problem.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import { formatDate } from '#web/format/date.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { type WinModelView, useTrainWinModel, useWinModel } from './use-win-chance.ts';
import styles from './WinChance.module.css';
import { winWords } from './win-words.ts';

/** The card of the model: how good it is on deals it had not seen, whether what it says comes true, what it looks at. */
export function WinModelPage() {
  const say = useWords(winWords);
  const { data, error, isPending, refetch } = useWinModel();
  const train = useTrainWinModel();
  const actions = (
    <Button leftSection={<IconRefresh size={16} />} onClick={() => train.mutate()} loading={train.isPending}>
      {say(train.isPending ? 'training' : 'retrain')}
    </Button>
  );
  const model = data?.model ?? undefined;
  return (
    <Page title={say('title')} actions={actions}>
      {train.error === null ? null : <ProblemView problem={problemOf(train.error)} onRetry={() => train.mutate()} />}
      {isPending ? (
        <PageSkeleton />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : model === undefined ? (
        <EmptyState icon="gauge" title={say('never')} actions={actions}>
          {say('how')}
        </EmptyState>
      ) : model.state === 'notEnough' ? (
        <EmptyState icon="gauge" title={say('notEnough')}>
          {say('notEnoughBody', { rows: model.rows, won: model.won ?? 0, needs: model.needs ?? 0 })}
        </EmptyState>
      ) : (
        <ModelCard model={model} />
      )}
    </Page>
  );
}

function ModelCard({ model }: { readonly model: WinModelView }) {
  const say = useWords(winWords);
  const local = useLocal();
  const { language } = useReader();
  const bins = model.bins.filter(({ count }) => count > 0);
  const features = model.features.slice(0, 12);
  return (
    <div className={styles.body}>
      <p className={styles.muted}>
        {say('learnedOn', { when: formatDate(model.asOf, language), rows: formatNumber(model.rows, language) })} ·{' '}
        {say('method')} {model.method} ·{' '}
        {say('version', { version: model.engineVersion, hash: model.inputHash.slice(0, 8) })}
      </p>
      <dl className={styles.figures}>
        <Figure label={say('auc')} value={(model.auc ?? 0).toFixed(3)} help={say('aucHelp')} />
        <Figure label={say('ece')} value={formatPercent(model.ece ?? 0, language, { decimals: 1 })} />
        <Figure label={say('brier')} value={(model.brier ?? 0).toFixed(3)} />
        <Figure label={say('judged')} value={formatNumber(model.judgedRows ?? 0, language)} help={say('judgedHelp')} />
        <Figure label={say('scored')} value={formatNumber(model.deals ?? 0, language)} />
      </dl>
      <p>{say('how')}</p>
      {model.leftOut.length === 0 ? null : <p>{say('leftOut', { what: model.leftOut.map(local).join(', ') })}</p>}
      <div className={styles.charts}>
        <Chart
          spec={{
            kind: 'scatter',
            title: say('calibration'),
            points: bins.map(({ predicted, observed, count }) => ({ x: predicted, y: observed, size: count })),
            xAxis: { name: say('said'), unit: 'percent' },
            yAxis: { name: say('seen'), unit: 'percent' },
            diagonal: true,
          }}
        />
        <Chart
          spec={{
            kind: 'bar',
            title: say('looksAt'),
            subtitle: say('weight'),
            categories: features.map(({ label }) => local(label)),
            series: [{ name: say('weight'), values: features.map(({ effect }) => effect) }],
            horizontal: true,
          }}
        />
      </div>
    </div>
  );
}

function Figure({ label, value, help }: { readonly label: string; readonly value: string; readonly help?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value}
        {help === undefined ? null : <small>{help}</small>}
      </dd>
    </div>
  );
}
