import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SentRecord } from '#web/api/records-api.ts';
import { mayDo } from '#web/api/session.ts';
import { Tone } from '#web/components/Tone.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { RecordPage } from '#web/records/RecordPage.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { useNow } from '#web/state/now.ts';
import { leadKind } from '../contract.ts';
import { ConvertDrawer } from './ConvertDrawer.tsx';
import { LeadDuplicates } from './LeadDuplicates.tsx';
import { leadWords } from './lead-words.ts';
import { spanOf } from './time-span.ts';

/** A lead: when it is to be answered, who has it already, what becomes of it. */
export function LeadPage() {
  const [converting, setConverting] = useState<SentRecord>();
  return (
    <>
      <RecordPage
        kind={leadKind}
        firsts={(record) => <ResponseTimer record={record} />}
        actions={(record) => <ConvertButton record={record} onConvert={() => setConverting(record)} />}
        side={(record) => <LeadDuplicates record={record} />}
      />
      {converting === undefined ? null : <ConvertDrawer lead={converting} onClose={() => setConverting(undefined)} />}
    </>
  );
}

function ConvertButton({ record, onConvert }: { readonly record: SentRecord; readonly onConvert: () => void }) {
  const say = useWords(leadWords);
  const session = useSession();
  const done = record.status === 'converted' || record.status === 'disqualified';
  if (done || !mayDo(session, 'lead', 'update') || !mayDo(session, 'opportunity', 'create')) return null;
  return <Button onClick={onConvert}>{say('convert')}</Button>;
}

/** How long there still is to answer, by how much it is late, or how long the answer took. */
function ResponseTimer({ record }: { readonly record: SentRecord }) {
  const say = useWords(leadWords);
  const now = useNow();
  const { respondBy, receivedAt, firstResponseAt } = record;
  if (typeof respondBy !== 'string' || typeof receivedAt !== 'string') return null;
  const answered = typeof firstResponseAt === 'string' ? Date.parse(firstResponseAt) : undefined;
  const due = Date.parse(respondBy);
  const time = (milliseconds: number): string => {
    const { unit, count } = spanOf(milliseconds);
    return say(unit, { count });
  };
  return (
    <div>
      <dt>{say('answerDue')}</dt>
      <dd>
        {answered !== undefined ? (
          <Tone tone={answered <= due ? 'good' : 'warning'}>
            {say('answered', { time: time(answered - Date.parse(receivedAt)) })}
          </Tone>
        ) : due < now ? (
          <Tone tone="bad">{say('late', { time: time(now - due) })}</Tone>
        ) : (
          <Tone tone="accent">{say('left', { time: time(due - now) })}</Tone>
        )}
      </dd>
    </div>
  );
}
