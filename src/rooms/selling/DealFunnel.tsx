import { problemOf } from '#web/api/problem.ts';
import type { RecordQuery } from '#web/api/records-api.ts';
import { useRecordGroups } from '#web/api/use-records.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import { formatMoney } from '#web/format/money.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { titleOf } from '#web/records/field-text.ts';
import { useReader } from '#web/records/use-reader.ts';
import { dealWords } from './deal-words.ts';
import { opportunityKind, stageKind } from './opportunities/contract.ts';
import { useStages } from './use-stages.ts';

/** The same query as a funnel: how many deals stand in each stage or further. */
export function DealFunnel({ query }: { readonly query: RecordQuery }) {
  const say = useWords(dealWords);
  const reader = useReader();
  const { language, baseCurrency } = reader;
  const stages = useStages().filter(({ outcome }) => outcome !== 'lost');
  const { data, error, isPending, refetch } = useRecordGroups(opportunityKind, 'stageId', {
    filter: query.filter,
    search: query.search,
    sum: 'baseAmount',
  });
  if (error !== null) return <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (isPending || stages.length === 0) return <PageSkeleton />;
  const steps = stages.map((stage, at) => {
    const further = new Set(stages.slice(at).map(({ id }) => id));
    const groups = data.groups.filter(({ value }) => value !== null && further.has(value));
    const amount = groups.reduce((sum, group) => sum + Number(group.sum ?? 0), 0);
    return {
      name: titleOf(stageKind, stage, reader),
      value: groups.reduce((sum, group) => sum + group.count, 0),
      note: formatMoney(String(Math.round(amount)), baseCurrency, language, { short: true }),
    };
  });
  return (
    <div style={{ padding: '16px 24px', maxWidth: 960 }}>
      {steps[0].value === 0 ? (
        <p>{say('nothing')}</p>
      ) : (
        <Chart spec={{ kind: 'funnel', title: say('funnel'), subtitle: say('funnelNote'), steps }} />
      )}
    </div>
  );
}
