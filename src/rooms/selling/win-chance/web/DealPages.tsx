import { RecordListPage } from '#web/records/RecordListPage.tsx';
import { RecordPage } from '#web/records/RecordPage.tsx';
import { opportunityKind } from '../../opportunities/contract.ts';
import { DealCard } from './DealCard.tsx';
import { WinChancePanel } from './WinChancePanel.tsx';

export function DealsPage() {
  return <RecordListPage kind={opportunityKind} card={(record) => <DealCard record={record} />} />;
}

export function DealPage() {
  return <RecordPage kind={opportunityKind} side={(record) => <WinChancePanel record={record} />} />;
}
