import { Button, Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { roleNames, roles } from '#platform/visibility/roles.ts';
import { useResource } from '#web/api/use-resource.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Loaded } from '#web/components/Loaded.tsx';
import { Page } from '#web/components/Page.tsx';
import { Sections } from '#web/components/Section.tsx';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { type PersonAccess, accessStates } from '../contract.ts';
import { CredentialsDrawer } from './CredentialsDrawer.tsx';
import { InviteDrawer } from './InviteDrawer.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { peopleWords } from './people-words.ts';
import { RoleTable } from './RoleTable.tsx';

const shownAtOnce = 100;

/** Who can sign in and as what; what each role may do. */
export function PeoplePage() {
  const say = useWords(peopleWords);
  const { language } = useLanguage();
  const resource = useResource<{ readonly people: readonly PersonAccess[] }>('/api/settings/people');
  const [tab, setTab] = useState('people');
  const [search, setSearch] = useState('');
  const [state, setState] = useState<string | null>(null);
  const [role, setRole] = useState<string | null>(null);
  const [most, setMost] = useState(shownAtOnce);
  const [inviting, setInviting] = useState<PersonAccess>();
  const [looking, setLooking] = useState<PersonAccess>();
  const sought = search.normalize('NFKC').toLowerCase();
  const fits = (person: PersonAccess): boolean =>
    (state === null ? person.leftOn === null || person.state === 'active' : person.state === state) &&
    (role === null || person.positions.some((position) => position.role === role)) &&
    [
      person.name,
      person.email ?? '',
      person.jobTitle ?? '',
      ...person.positions.flatMap(({ title, unit }) => [title, unit]),
    ].some((value) => value.toLowerCase().includes(sought));
  return (
    <Page
      title={say('title')}
      actions={
        <SegmentedControl
          data={(['people', 'roles'] as const).map((one) => ({ value: one, label: say(one) }))}
          value={tab}
          onChange={setTab}
        />
      }
    >
      <Sections>
        {tab === 'roles' ? (
          <RoleTable />
        ) : (
          <>
            <Group gap={8} my={8}>
              <TextInput
                size="xs"
                w={260}
                aria-label={say('search')}
                placeholder={say('search')}
                leftSection={<IconSearch size={14} />}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
              <Select
                size="xs"
                w={150}
                clearable
                aria-label={say('roles')}
                placeholder={say('allRoles')}
                data={roles.map((one) => ({ value: one, label: roleNames[one][language] }))}
                value={role}
                onChange={setRole}
              />
              <Select
                size="xs"
                w={130}
                clearable
                aria-label={say('signIn')}
                placeholder={say('allStates')}
                data={accessStates.map((one) => ({ value: one, label: say(one) }))}
                value={state}
                onChange={setState}
              />
            </Group>
            <Loaded resource={resource} rows={16}>
              {({ people }) => {
                const found = people.filter(fits);
                return found.length === 0 ? (
                  <EmptyState icon="users" title={say('nobody')}>
                    {say('nobodyBody')}
                  </EmptyState>
                ) : (
                  <>
                    <PeopleTable
                      people={found.slice(0, most)}
                      onInvite={setInviting}
                      onLook={setLooking}
                      onChanged={resource.again}
                    />
                    {found.length > most ? (
                      <Button variant="subtle" mt={8} onClick={() => setMost(most + 500)}>
                        {found.length - most} +
                      </Button>
                    ) : null}
                  </>
                );
              }}
            </Loaded>
          </>
        )}
      </Sections>
      {inviting === undefined ? null : (
        <InviteDrawer person={inviting} onClose={() => setInviting(undefined)} onInvited={resource.again} />
      )}
      {looking === undefined ? null : (
        <CredentialsDrawer person={looking} onClose={() => setLooking(undefined)} onChanged={resource.again} />
      )}
    </Page>
  );
}
