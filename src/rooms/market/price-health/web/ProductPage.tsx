import { RecordPage } from '#web/records/RecordPage.tsx';
import { productKind } from '../../portfolio/contract.ts';
import { PriceHealthPanel } from './PriceHealthPanel.tsx';

export function ProductPage() {
  return <RecordPage kind={productKind} side={(record) => <PriceHealthPanel record={record} />} />;
}
