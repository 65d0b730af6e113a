import { useResource } from '#web/api/use-resource.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Loaded } from '#web/components/Loaded.tsx';
import { Page } from '#web/components/Page.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import type { SizingFacts } from '../contract.ts';
import { SizingBody } from './SizingBody.tsx';
import { sizingWords } from './sizing-words.ts';

/** How many people in selling seats earn most, and in which units. */
export function SizingPage() {
  const say = useWords(sizingWords);
  const resource = useResource<SizingFacts>('/api/team/sizing');
  return (
    <Page title={say('title')} note={say('note')}>
      <Loaded resource={resource} rows={10}>
        {(facts) =>
          facts.segments.length === 0 ? (
            <EmptyState icon="users" title={say('emptyTitle')}>
              {say('emptyBody')}
            </EmptyState>
          ) : (
            <SizingBody facts={facts} />
          )
        }
      </Loaded>
    </Page>
  );
}
