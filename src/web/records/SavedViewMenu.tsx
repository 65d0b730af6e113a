import { ActionIcon, Button, Checkbox, Menu, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { deleteView, saveView, useSavedViews } from '#web/api/views-api.ts';
import { toast } from '#web/components/toasts.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { type ListState, readListState, readyViewOf, stateOfReady, wholeList, writeListState } from './list-state.ts';

interface SavedViewMenuProps {
  readonly kind: RecordKind;
  readonly state: ListState;
  readonly onChange: (state: ListState) => void;
}

/** The ready and saved views of a kind: choose one, keep the present one, share it, open with it. */
export function SavedViewMenu({ kind, state, onChange }: SavedViewMenuProps) {
  const told = useToldProblem(kind);
  const say = useWords(recordWords);
  const local = useLocal();
  const client = useQueryClient();
  const { data } = useSavedViews(kind.kind);
  const [naming, setNaming] = useState(false);
  const views = data?.views ?? [];
  const ready = kind.views ?? [];
  const opened = readyViewOf(kind, state);
  const current = opened === undefined ? views.find(({ id }) => id === state.view)?.name : local(opened.label);
  const remove = async (id: string): Promise<void> => {
    const answer = await deleteView(id);
    if (!answer.ok) toast(told.line(answer.problem), { tone: 'bad' });
    await client.invalidateQueries({ queryKey: ['views', kind.kind] });
  };
  return (
    <>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button size="xs" variant="subtle" color="gray" leftSection={<IconBookmark size={14} />}>
            {current ?? say('views')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ready.map((view) => (
            <Menu.Item key={view.id} onClick={() => onChange(stateOfReady(view))}>
              {local(view.label)}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => onChange(wholeList)}>{say('allRecords')}</Menu.Item>
          {views.length === 0 ? null : <Menu.Divider />}
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              component="div"
              onClick={() => onChange({ ...readListState(view.query), view: view.id })}
              rightSection={
                view.mine ? (
                  <ActionIcon
                    size="sm"
                    aria-label={say('deleteView', { name: view.name })}
                    onClick={(event) => {
                      event.stopPropagation();
                      void remove(view.id);
                    }}
                  >
                    <IconTrash size={14} />
                  </ActionIcon>
                ) : (
                  <span style={{ fontSize: 12, color: 'var(--qd-muted)' }}>{say('shared')}</span>
                )
              }
            >
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>{say('saveView')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={naming}
        onClose={() => setNaming(false)}
        title={say('saveView')}
        closeButtonProps={{ 'aria-label': say('cancel') }}
      >
        {naming ? (
          <ViewForm
            kind={kind}
            state={state}
            onSaved={(id) => {
              setNaming(false);
              onChange({ ...state, view: id });
            }}
          />
        ) : null}
      </Modal>
    </>
  );
}

function ViewForm({
  kind,
  state,
  onSaved,
}: {
  readonly kind: RecordKind;
  readonly state: ListState;
  readonly onSaved: (id: string) => void;
}) {
  const told = useToldProblem(kind);
  const say = useWords(recordWords);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [isDefault, setIsDefault] = useState(false);
  const [defaultFor, setDefaultFor] = useState<string[]>([]);
  const local = useLocal();
  const roles = useSavedViews(kind.kind).data?.roles ?? [];
  const [error, setError] = useState<string>();
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const query = Object.fromEntries(
      Object.entries(writeListState({ ...state, view: undefined })).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value]],
      ),
    );
    const answer = await saveView({ kind: kind.kind, name: name.trim(), shared, isDefault, defaultFor, query });
    if (!answer.ok) {
      setError(told.line(answer.problem));
      return;
    }
    await client.invalidateQueries({ queryKey: ['views', kind.kind] });
    onSaved(answer.value.id);
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Stack gap="sm">
        <TextInput
          label={say('viewName')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
          maxLength={80}
          error={error}
          required
        />
        <Checkbox
          label={say('shareView')}
          checked={shared}
          onChange={(event) => {
            setShared(event.currentTarget.checked);
            setDefaultFor([]);
          }}
        />
        <Checkbox
          label={say('defaultView')}
          checked={isDefault}
          onChange={(event) => setIsDefault(event.currentTarget.checked)}
        />
        {shared && roles.length > 0 ? (
          <MultiSelect
            label={say('roleView')}
            data={roles.map(({ role, label }) => ({ value: role, label: local(label) }))}
            value={defaultFor}
            onChange={setDefaultFor}
          />
        ) : null}
        <Button type="submit" disabled={name.trim() === ''}>
          {say('save')}
        </Button>
      </Stack>
    </form>
  );
}
