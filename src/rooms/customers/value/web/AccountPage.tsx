import { RecordPage } from '#web/records/RecordPage.tsx';
import { accountKind } from '../../accounts/contract.ts';
import { AccountOutlook } from './AccountOutlook.tsx';

export function AccountPage() {
  return <RecordPage kind={accountKind} side={(record) => <AccountOutlook record={record} />} />;
}
