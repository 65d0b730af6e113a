import { dayNumber } from '#kernel/civil-date.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { Tone } from '#web/components/Tone.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useToday } from '#web/state/now.ts';
import { dealWords } from './deal-words.ts';
import { useStages } from './use-stages.ts';

/** How long a deal stands in its stage, against the days that are usual there. */
export function StageTime({ record }: { readonly record: SentRecord }) {
  const say = useWords(dealWords);
  const today = useToday();
  const stages = useStages();
  if (record.status !== 'open' || typeof record.stageEnteredOn !== 'string') return null;
  const count = Math.max(0, dayNumber(today) - dayNumber(record.stageEnteredOn));
  const norm = stages.find(({ id }) => id === record.stageId)?.expectedDays;
  if (typeof norm !== 'number' || norm === 0) return <>{say('days', { count })}</>;
  return (
    <Tone tone={count > 2 * norm ? 'bad' : count > norm ? 'warning' : 'neutral'}>
      {say('daysOfNorm', { count, norm })}
    </Tone>
  );
}

/** The same as a fact at the head of a record. */
export function StageTimeFact({ record }: { readonly record: SentRecord }) {
  const say = useWords(dealWords);
  if (record.status !== 'open') return null;
  return (
    <div>
      <dt>{say('inStage')}</dt>
      <dd>
        <StageTime record={record} />
      </dd>
    </div>
  );
}

/** Says so when nothing is planned next. */
export function MissingNextStep({ record }: { readonly record: SentRecord }) {
  const say = useWords(dealWords);
  const isMissing = record.nextStep === null || record.nextStep === undefined || record.nextStep === '';
  return record.status === 'open' && isMissing ? (
    <span style={{ color: 'var(--qd-warn)' }}>{say('noNext')}</span>
  ) : null;
}
