import type { SentRecord } from '#web/api/records-api.ts';
import { formatPercent } from '#web/format/number.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { CardBody } from '#web/records/CardBody.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { opportunityKind } from '../../opportunities/contract.ts';
import { MissingNextStep, StageTime } from '../../StageTime.tsx';
import { signedPoints, useReasonText } from './reason-text.ts';
import { useWinChance } from './use-win-chance.ts';
import styles from './WinChance.module.css';
import { winWords } from './win-words.ts';

/** A deal on the board: customer and amount, then its chance with the two strongest reasons. */
export function DealCard({ record }: { readonly record: SentRecord }) {
  const say = useWords(winWords);
  const reasonText = useReasonText();
  const { language } = useReader();
  const { data: chance } = useWinChance(record.id, record.status === 'open');
  return (
    <>
      <CardBody kind={opportunityKind} record={record} by="stageId" />
      {record.status === 'open' ? (
        <div className={styles.card}>
          <span>
            <StageTime record={record} />
          </span>
          <MissingNextStep record={record} />
        </div>
      ) : null}
      {chance === undefined || chance === null ? null : (
        <div className={styles.card}>
          <span>
            {say('chance')} <b>{formatPercent(chance.chance, language, { decimals: 0 })}</b>
          </span>
          {chance.reasons
            .filter(({ feature }) => feature !== '')
            .slice(0, 2)
            .map((reason) => (
              <span key={reason.feature}>
                {signedPoints(reason.points, language)} {reasonText(reason)}
              </span>
            ))}
        </div>
      )}
    </>
  );
}
