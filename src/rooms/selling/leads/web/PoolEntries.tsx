import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemCode } from '#web/api/problem.ts';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import { useResource } from '#web/api/use-resource.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Loaded } from '#web/components/Loaded.tsx';
import { RelativeInstant } from '#web/components/RelativeInstant.tsx';
import sheet from '#web/components/Sheet.module.css';
import { toast } from '#web/components/toasts.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import type { PoolView, PooledEntry } from '../pool-contract.ts';
import { leadWords } from './lead-words.ts';

interface PoolEntriesProps {
  readonly pool: PoolView;
  readonly search: string;
  readonly onClaimed: () => void;
}

export function PoolEntries({ pool, search, onClaimed }: PoolEntriesProps) {
  const told = useToldProblem();
  const say = useWords(leadWords);
  const client = useQueryClient();
  const [busy, setBusy] = useState<string>();
  const resource = useResource<{ readonly entries: readonly PooledEntry[] }>(
    `/api/selling/public-pool/${pool.id}/entries${search === '' ? '' : `?search=${encodeURIComponent(search)}`}`,
  );
  const full = pool.claimed >= pool.claimsPerDay || pool.held >= pool.claimLimit;
  const claim = async (entry: PooledEntry): Promise<void> => {
    setBusy(entry.id);
    const answer = await request('POST', '/api/selling/public-pool/claims', {
      body: { kind: entry.kind, id: entry.id },
      idempotencyKey: newIdempotencyKey(),
    });
    setBusy(undefined);
    const { name } = entry;
    if (answer.ok) toast(say('claimed', { name }), { tone: 'good' });
    else if (problemCode(answer.problem) === 'claim-conflict') toast(say('gone', { name }), { tone: 'bad' });
    else toast(told.line(answer.problem), { tone: 'bad' });
    resource.again();
    onClaimed();
    void client.invalidateQueries({ queryKey: ['records', entry.kind] });
  };
  return (
    <Loaded resource={resource} rows={8}>
      {({ entries }) =>
        entries.length === 0 ? (
          <EmptyState icon="ripple" title={say('empty')}>
            {say('emptyBody')}
          </EmptyState>
        ) : (
          <div className={sheet.scroll}>
            <table className={sheet.sheet}>
              <thead>
                <tr>
                  <th>{say('name')}</th>
                  <th className={sheet.wide}>{say('region')}</th>
                  <th className={sheet.wide}>{say('industry')}</th>
                  <th className={sheet.wide}>{say('source')}</th>
                  <th>{say('since')}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {entries.map((entry) => (
                  <tr key={entry.id}>
                    <td>
                      <b style={{ fontWeight: 500 }}>{entry.name}</b>
                      <small className={`${sheet.muted} ${sheet.narrow}`}>
                        {[entry.region, entry.industry, entry.source].filter((part) => part !== null).join(' · ')}
                      </small>
                      {entry.need === null ? null : (
                        <small className={sheet.muted} style={{ display: 'block' }}>
                          {entry.need.slice(0, 120)}
                        </small>
                      )}
                    </td>
                    <td className={sheet.wide}>{entry.region ?? '–'}</td>
                    <td className={sheet.wide}>{entry.industry ?? '–'}</td>
                    <td className={sheet.wide}>{entry.source ?? '–'}</td>
                    <td>
                      <RelativeInstant instant={entry.since} />
                    </td>
                    <td className={sheet.actions}>
                      <Button
                        size="compact-sm"
                        variant="default"
                        disabled={full}
                        loading={busy === entry.id}
                        onClick={() => void claim(entry)}
                      >
                        {say('claim')}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Loaded>
  );
}
