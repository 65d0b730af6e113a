import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ProblemDocument, problemOf } from '#web/api/problem.ts';
import { fetchValue, newIdempotencyKey, request } from '#web/api/request.ts';
import { Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RelativeInstant } from '#web/components/RelativeInstant.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { useToldText } from '#web/shell/use-told-problem.ts';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { type Verification, auditPath } from './audit-api.ts';
import { auditWords } from './audit-words.ts';

const path = `${auditPath}/verification`;

/** Recomputes the hash chain on wish and says what came of it. */
export function LogVerification() {
  const say = useWords(auditWords);
  const { language } = useLanguage();
  const [anchor, setAnchor] = useState('');
  const [problem, setProblem] = useState<ProblemDocument>();
  const { data, error, refetch } = useQuery({
    queryKey: ['audit', 'verification'],
    queryFn: ({ signal }) => fetchValue<{ readonly verification: Verification | null }>(path, { signal }),
    refetchInterval: (query) =>
      ['waiting', 'running'].includes(query.state.data?.verification?.state ?? '') ? 1000 : false,
  });
  const tell = useToldText();
  const verify = async (): Promise<void> => {
    const body = { anchor: anchor.trim() === '' ? null : anchor.trim() };
    const answer = await request('POST', path, { body, idempotencyKey: newIdempotencyKey() });
    setProblem(answer.ok ? undefined : answer.problem);
    await refetch();
  };
  const last = data?.verification ?? null;
  const busy = last !== null && (last.state === 'waiting' || last.state === 'running');
  const verdict = last?.verdict ?? null;
  return (
    <Section title={say('chain')} hint={say('chainHint')}>
      {problem === undefined ? null : <ProblemView problem={problem} />}
      {error === null ? null : <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />}
      <Group gap={12} align="end">
        <Button size="xs" loading={busy} onClick={() => void verify()}>
          {say('verify')}
        </Button>
        <TextInput
          size="xs"
          label={say('anchor')}
          value={anchor}
          maxLength={100}
          style={{ minWidth: 260 }}
          onChange={(event) => setAnchor(event.currentTarget.value)}
        />
        <div role="status">
          {busy ? (
            say('verifying')
          ) : verdict !== null ? (
            <>
              <Tone tone={verdict.intact ? 'good' : 'bad'}>
                {verdict.intact
                  ? say('intact', {
                      events: formatNumber(verdict.events, language),
                      blocks: formatNumber(verdict.blocks, language),
                    })
                  : say('broken', { block: verdict.broken?.block ?? 0, problem: tell(verdict.broken?.problem ?? '') })}
              </Tone>{' '}
              {last?.finishedAt === null || last === null ? null : <RelativeInstant instant={last.finishedAt} />}
            </>
          ) : last?.problem !== null && last !== null ? (
            <Tone tone="bad">{tell(last.problem)}</Tone>
          ) : (
            <span style={{ color: 'var(--qd-muted)' }}>{say('never')}</span>
          )}
        </div>
      </Group>
      {verdict?.head === null || verdict === null ? null : (
        <Group gap={8} mt={8}>
          <span style={{ color: 'var(--qd-muted)' }}>{say('head')}</span>
          <code style={{ overflowWrap: 'anywhere' }}>{verdict.head}</code>
          <CopyButton value={verdict.head}>
            {({ copied, copy }) => (
              <Button size="xs" variant="subtle" onClick={copy}>
                {say(copied ? 'copied' : 'copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
      )}
    </Section>
  );
}
