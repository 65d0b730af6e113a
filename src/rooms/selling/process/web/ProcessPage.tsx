import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { PageBody } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { ProcessView } from '../contract.ts';
import { ProcessConformance, ProcessPeople } from './ProcessConformance.tsx';
import { ProcessBottlenecks, ProcessMap } from './ProcessMap.tsx';
import { ProcessStages, ProcessVariants } from './ProcessStages.tsx';
import { processWords } from './process-words.ts';

interface Chosen {
  readonly pipelineId?: string;
  readonly region?: string;
  readonly from?: string;
  readonly through?: string;
}

/** The real flow of deals: map, bottlenecks by money, stages, variants, conformance, pace. The choice is in the address. */
export function ProcessPage() {
  const say = useWords(processWords);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { pipelineId, region, from, through }: Chosen = useSearch({ strict: false });
  const chosen = { pipelineId, region, from, through };
  const query = useQuery({
    queryKey: ['process', chosen],
    queryFn: ({ signal }) => fetchValue<ProcessView>('/api/selling/process', { query: chosen, signal }),
    placeholderData: (before) => before,
    retry: false,
  });
  const choose = (change: Chosen): void => {
    const search = Object.fromEntries(Object.entries({ ...chosen, ...change }).filter(([, value]) => value));
    void navigate({ to: '.', search: search as never });
  };
  const view = query.data;
  return (
    <Page
      title={say('title')}
      note={
        view === undefined || view.deals === 0
          ? undefined
          : say('intro', {
              deals: formatNumber(view.deals, language),
              variants: formatNumber(view.variantCount, language),
            })
      }
      tools={
        <>
          <NativeSelect
            size="xs"
            aria-label={say('pipeline')}
            value={pipelineId ?? view?.pipeline?.id ?? ''}
            onChange={(event) => choose({ pipelineId: event.currentTarget.value })}
            data={(view?.pipelines ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <NativeSelect
            size="xs"
            aria-label={say('region')}
            value={region ?? ''}
            onChange={(event) => choose({ region: event.currentTarget.value })}
            data={[
              { value: '', label: say('allRegions') },
              ...(view?.regions ?? []).map((value) => ({ value, label: value })),
            ]}
          />
          <TextInput
            size="xs"
            type="date"
            aria-label={say('from')}
            leftSection={<small>{say('from')}</small>}
            leftSectionWidth={language === 'en' ? 96 : 64}
            value={from ?? ''}
            onChange={(event) => choose({ from: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            type="date"
            aria-label={say('through')}
            leftSection={<small>{say('through')}</small>}
            leftSectionWidth={32}
            value={through ?? ''}
            onChange={(event) => choose({ through: event.currentTarget.value })}
          />
        </>
      }
    >
      {query.error !== null ? (
        <ProblemView problem={problemOf(query.error)} onRetry={() => void query.refetch()} />
      ) : view === undefined ? (
        <PageSkeleton />
      ) : view.deals === 0 ? (
        <EmptyState icon="route" title={say('noneTitle')}>
          {say('noneBody')}
        </EmptyState>
      ) : (
        <PageBody>
          <ProcessMap view={view} />
          <ProcessBottlenecks view={view} />
          <ProcessStages view={view} />
          <ProcessConformance view={view} />
          <ProcessVariants view={view} />
          <ProcessPeople view={view} />
        </PageBody>
      )}
    </Page>
  );
}
