import { Button } from '@mantine/core';
import { useState } from 'react';
import { useResource } from '#web/api/use-resource.ts';
import { Loaded } from '#web/components/Loaded.tsx';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { toast } from '#web/components/toasts.ts';
import { formatDate, todayIn } from '#web/format/date.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useParts } from '#web/shell/app-context.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { type ApiKey, keysPath, revokeKey } from './account-api.ts';
import { accountWords } from './account-words.ts';
import { KeyForm } from './KeyForm.tsx';
import { KeyShown } from './KeyShown.tsx';

/** The keys of programs that act for the reader: made with a reach and an end, told once, revoked at any time. */
export function ApiKeys() {
  const told = useToldProblem();
  const say = useWords(accountWords);
  const local = useLocal();
  const { language, timeZone } = useReader();
  const { kinds } = useParts();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<ApiKey & { readonly key: string }>();
  const resource = useResource<{ readonly keys: readonly ApiKey[] }>(keysPath);
  const day = (instant: string): string => formatDate(todayIn(timeZone, Date.parse(instant)), language);
  const reach = (key: ApiKey): string =>
    key.kinds === null
      ? say('everything')
      : key.kinds
          .map((name) => kinds.find(({ kind }) => kind === name)?.plural)
          .map((plural, at) => (plural === undefined ? (key.kinds?.[at] ?? '') : local(plural)))
          .join(' · ');
  const revoke = async ({ id, name }: ApiKey): Promise<void> => {
    const answer = await revokeKey(id);
    if (answer.ok) toast(say('revoked', { name }), { tone: 'good' });
    else toast(told.line(answer.problem), { tone: 'bad' });
    resource.again();
  };
  return (
    <Section title={say('keys')} hint={say('keysHint')}>
      <Loaded resource={resource} rows={2}>
        {({ keys }) =>
          keys.length === 0 ? (
            <p style={{ color: 'var(--qd-muted)', margin: 0 }}>{say('noKeys')}</p>
          ) : (
            <PlainTable
              label={say('keys')}
              columns={[
                { label: say('name') },
                { label: say('reach') },
                { label: say('made') },
                { label: say('until') },
                { label: '' },
              ]}
            >
              {keys.map((key) => (
                <tr key={key.id}>
                  <td>
                    <b>{key.name}</b> <code>{key.start}…</code>
                  </td>
                  <td>
                    {reach(key)} {key.readOnly ? <Tone>{say('readOnly')}</Tone> : null}
                  </td>
                  <td>{day(key.createdAt)}</td>
                  <td>{key.expiresAt === null ? say('never') : day(key.expiresAt)}</td>
                  <td>
                    <Button size="xs" variant="subtle" color="red" onClick={() => void revoke(key)}>
                      {say('revoke')}
                    </Button>
                  </td>
                </tr>
              ))}
            </PlainTable>
          )
        }
      </Loaded>
      {adding ? (
        <KeyForm
          onCancel={() => setAdding(false)}
          onMade={(key) => {
            setAdding(false);
            setMade(key);
            resource.again();
          }}
        />
      ) : (
        <Button size="xs" variant="default" mt={12} onClick={() => setAdding(true)}>
          {say('newKey')}
        </Button>
      )}
      {made === undefined ? null : <KeyShown made={made} onClose={() => setMade(undefined)} />}
    </Section>
  );
}
