import { DealEstimate } from '#rooms/incentives/statements/web/DealEstimate.tsx';
import { DealPage } from '#rooms/selling/win-chance/web/DealPages.tsx';

/** A deal with what it would pay whoever owns it: the one page on which two rooms meet. */
export function DealPageWithPay() {
  return <DealPage beside={(record) => <DealEstimate deal={record} />} />;
}
