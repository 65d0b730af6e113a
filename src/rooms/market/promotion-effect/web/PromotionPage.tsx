import { RecordPage } from '#web/records/RecordPage.tsx';
import { promotionKind } from '../../promotions/contract.ts';
import { PromotionEffectPanel } from './PromotionEffectPanel.tsx';

export function PromotionPage() {
  return <RecordPage kind={promotionKind} side={(record) => <PromotionEffectPanel record={record} />} />;
}
