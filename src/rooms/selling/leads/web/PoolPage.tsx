import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { mayDo } from '#web/api/session.ts';
import { useResource } from '#web/api/use-resource.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Loaded } from '#web/components/Loaded.tsx';
import { Page } from '#web/components/Page.tsx';
import { Sections } from '#web/components/Section.tsx';
import sheet from '#web/components/Sheet.module.css';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import type { PoolView } from '../pool-contract.ts';
import { leadWords } from './lead-words.ts';
import { PoolEntries } from './PoolEntries.tsx';

/** What nobody looks after, to be claimed. */
export function PoolPage() {
  const say = useWords(leadWords);
  const session = useSession();
  const resource = useResource<{ readonly pools: readonly PoolView[] }>('/api/selling/public-pool');
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const rules = mayDo(session, 'pool', 'update') ? (
    <Button variant="default" component={Link} to="/selling/pools">
      {say('rules')}
    </Button>
  ) : null;
  return (
    <Page title={say('pool')} actions={rules}>
      <Sections>
        <Loaded resource={resource} rows={10}>
          {({ pools }) => {
            const pool = pools.find(({ id }) => id === chosen) ?? pools[0];
            if (pool === undefined)
              return (
                <EmptyState icon="ripple" title={say('noPool')} actions={rules}>
                  {say('noPoolBody')}
                </EmptyState>
              );
            return (
              <>
                {pools.length > 1 ? (
                  <SegmentedControl
                    my={8}
                    data={pools.map(({ id, name, waiting }) => ({ value: id, label: `${name} · ${waiting}` }))}
                    value={pool.id}
                    onChange={setChosen}
                  />
                ) : null}
                <p className={sheet.muted} style={{ margin: '8px 0' }}>
                  {say('poolNote', { days: pool.idleDays })}
                </p>
                <p style={{ margin: '8px 0' }}>
                  {say('state', {
                    claimed: pool.claimed,
                    claimsPerDay: pool.claimsPerDay,
                    held: pool.held,
                    claimLimit: pool.claimLimit,
                  })}
                </p>
                <TextInput
                  size="xs"
                  w={240}
                  mb={8}
                  aria-label={say('search')}
                  placeholder={say('search')}
                  leftSection={<IconSearch size={14} />}
                  value={typed}
                  onChange={(event) => setTyped(event.currentTarget.value)}
                />
                <PoolEntries pool={pool} search={search} onClaimed={resource.again} />
              </>
            );
          }}
        </Loaded>
      </Sections>
    </Page>
  );
}
