import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fetchValue } from '#web/api/request.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useParts } from '#web/shell/app-context.ts';
import { type AuditSearch, nothingLookedFor } from './audit-api.ts';
import { auditWords } from './audit-words.ts';

const ways = ['app', 'api', 'cli', 'job', 'import', 'system'] as const;
const platformKinds = [
  'calendarFeed',
  'event',
  'finding',
  'groupRobot',
  'job',
  'notificationSettings',
  'schedule',
  'signIn',
  'webhook',
];

interface AuditFiltersProps {
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
}

/** What is looked for; every change asks at once. */
export function AuditFilters({ search, onSearch }: AuditFiltersProps) {
  const say = useWords(auditWords);
  const { language } = useLanguage();
  const { kinds } = useParts();
  const { data: people } = useQuery({
    queryKey: ['records', 'person', 'audit'],
    queryFn: ({ signal }) =>
      fetchValue<{ readonly items: readonly { readonly id: string; readonly name: string }[] }>('/api/team/people', {
        query: { limit: 200, sort: 'name' },
        signal,
      }),
    retry: false,
  });
  const set = (part: Partial<AuditSearch>): void => onSearch({ ...search, ...part });
  const all = { value: '', label: say('all') };
  return (
    <Group gap={8} align="end" mb={12}>
      <NativeSelect
        size="xs"
        label={say('person')}
        value={search.actorId}
        data={[all, ...(people?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => set({ actorId: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label={say('kind')}
        value={search.kind}
        data={[
          all,
          ...kinds.map((kind) => ({ value: kind.kind, label: kind.label[language] })),
          ...platformKinds.map((kind) => ({ value: kind, label: kind })),
        ]}
        onChange={(event) => set({ kind: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        label={say('action')}
        placeholder="updated"
        value={search.action}
        onChange={(event) => set({ action: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label={say('via')}
        value={search.via}
        data={[all, ...ways.map((way) => ({ value: way, label: say(way) }))]}
        onChange={(event) => set({ via: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        type="date"
        label={say('from')}
        value={search.from}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        type="date"
        label={say('until')}
        value={search.until}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        label={say('record')}
        value={search.recordId}
        onChange={(event) => set({ recordId: event.currentTarget.value })}
      />
      <Button size="xs" variant="subtle" onClick={() => onSearch(nothingLookedFor)}>
        {say('clear')}
      </Button>
    </Group>
  );
}
