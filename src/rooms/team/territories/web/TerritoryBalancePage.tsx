import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useResource } from '#web/api/use-resource.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Loaded } from '#web/components/Loaded.tsx';
import { Page } from '#web/components/Page.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import type { TerritoryBalanceView } from '../balance-contract.ts';
import { balanceWords } from './balance-words.ts';
import { StructureViews } from '../../StructureViews.tsx';
import { TerritoryBody } from './TerritoryBody.tsx';

/** How evenly customers are divided among territories, and designs that divide them better. The region is in the address. */
export function TerritoryBalancePage() {
  const say = useWords(balanceWords);
  const navigate = useNavigate();
  const { region }: { readonly region?: string } = useSearch({ strict: false });
  const query = region === undefined ? '' : `?${new URLSearchParams({ region }).toString()}`;
  const resource = useResource<TerritoryBalanceView>(`/api/team/territory-balance${query}`);
  return (
    <Page
      title={say('title')}
      tools={
        <>
          <StructureViews shown="balance" />
          <NativeSelect
            size="xs"
            aria-label={say('region')}
            value={region ?? ''}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ to: '.', search: (value === '' ? {} : { region: value }) as never })
            }
            data={[
              { value: '', label: say('allRegions') },
              ...(resource.value?.regions ?? (region === undefined ? [] : [region])).map((one) => ({
                value: one,
                label: one,
              })),
            ]}
          />
        </>
      }
    >
      <Loaded resource={resource} rows={12}>
        {(view) =>
          view.territories.length === 0 || view.places.length === 0 ? (
            <EmptyState icon="map-2" title={say('emptyTitle')}>
              {say('emptyBody')}
            </EmptyState>
          ) : (
            <TerritoryBody key={region ?? ''} view={view} region={region} onApplied={resource.again} />
          )
        }
      </Loaded>
    </Page>
  );
}
