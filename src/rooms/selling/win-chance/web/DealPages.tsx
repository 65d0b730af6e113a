import type { ReactNode } from 'react';
import type { SentRecord } from '#web/api/records-api.ts';
import { RecordListPage } from '#web/records/RecordListPage.tsx';
import { RecordPage } from '#web/records/RecordPage.tsx';
import { DealCalendar } from './DealCalendar.tsx';
import { DealFunnel } from '../../DealFunnel.tsx';
import { opportunityKind } from '../../opportunities/contract.ts';
import { StageCriteria } from '../../StageCriteria.tsx';
import { StageTimeFact } from '../../StageTime.tsx';
import { DealCard } from './DealCard.tsx';
import { WinChancePanel } from './WinChancePanel.tsx';

/** The pipeline as list, board, calendar and funnel of one query. */
export function DealsPage() {
  return (
    <RecordListPage
      kind={opportunityKind}
      card={(record) => <DealCard record={record} />}
      modes={[
        { mode: 'calendar', show: (query) => <DealCalendar query={query} /> },
        { mode: 'funnel', show: (query) => <DealFunnel query={query} /> },
      ]}
    />
  );
}

interface DealPageProps {
  /** What other rooms say of an open deal, after its win chance. */
  readonly beside?: (record: SentRecord) => ReactNode;
}

export function DealPage({ beside }: DealPageProps) {
  return (
    <RecordPage
      kind={opportunityKind}
      firsts={(record) => <StageTimeFact record={record} />}
      side={(record) => (
        <>
          <WinChancePanel record={record} />
          {beside?.(record)}
          <StageCriteria record={record} />
        </>
      )}
    />
  );
}
