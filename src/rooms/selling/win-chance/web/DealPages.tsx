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

export function DealPage() {
  return (
    <RecordPage
      kind={opportunityKind}
      firsts={(record) => <StageTimeFact record={record} />}
      side={(record) => (
        <>
          <WinChancePanel record={record} />
          <StageCriteria record={record} />
        </>
      )}
    />
  );
}
