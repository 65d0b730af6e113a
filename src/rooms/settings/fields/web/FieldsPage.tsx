import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '#web/api/request.ts';
import { useResource } from '#web/api/use-resource.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Loaded } from '#web/components/Loaded.tsx';
import { Page } from '#web/components/Page.tsx';
import { Section, Sections } from '#web/components/Section.tsx';
import { toast } from '#web/components/toasts.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useParts } from '#web/shell/app-context.ts';
import { usePhone } from '#web/state/use-phone.ts';
import { settingsWords } from '#web/i18n/settings-words.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import type { CustomFieldView } from '../contract.ts';
import { FieldDrawer } from './FieldDrawer.tsx';
import { FieldTable } from './FieldTable.tsx';
import { fieldWords } from './field-words.ts';

export const fieldsPath = '/api/settings/custom-fields';

interface Fields {
  readonly kinds: readonly string[];
  readonly fields: readonly CustomFieldView[];
}

/** The fields a company adds to its records, kind by kind. */
export function FieldsPage() {
  const told = useToldProblem();
  const say = useWords(fieldWords);
  const settings = useWords(settingsWords);
  const local = useLocal();
  const { language } = useLanguage();
  const parts = useParts();
  const phone = usePhone();
  const client = useQueryClient();
  const resource = useResource<Fields>(fieldsPath);
  const [kind, setKind] = useState('account');
  const [editing, setEditing] = useState<CustomFieldView | 'new'>();
  const changed = (): void => {
    resource.again();
    void client.invalidateQueries({ queryKey: ['session'] });
    void client.invalidateQueries({ queryKey: ['records', kind] });
  };
  const archive = async (field: CustomFieldView, archived: boolean): Promise<void> => {
    const answer = await request<CustomFieldView>('PATCH', `${fieldsPath}/${field.id}`, {
      body: { archived },
      version: field.version,
    });
    if (!answer.ok) return toast(told.line(answer.problem), { tone: 'bad' });
    changed();
    if (archived)
      toast(say('archivedToast', { name: field.label[language] }), { undo: () => archive(answer.value, false) });
    else toast(settings('saved'), { tone: 'good' });
  };
  const nameOf = (name: string): string => {
    const found = parts.kinds.find((one) => one.kind === name);
    return found === undefined ? name : local(found.plural);
  };
  const add = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setEditing('new')}>
      {say('newField')}
    </Button>
  );
  return (
    <Page title={say('title')} actions={add}>
      <Sections>
        <Loaded resource={resource}>
          {({ kinds, fields }) => {
            const own = fields.filter((field) => field.kind === kind);
            const choices = kinds.map((name) => ({ value: name, label: nameOf(name) }));
            return (
              <Section title={nameOf(kind)} note={say('note')}>
                {phone ? (
                  <Select
                    aria-label={say('kind')}
                    data={choices}
                    value={kind}
                    allowDeselect={false}
                    onChange={(next) => setKind(next ?? kind)}
                    mb={12}
                  />
                ) : (
                  <SegmentedControl data={choices} value={kind} onChange={setKind} mb={12} />
                )}
                {own.length === 0 ? (
                  <EmptyState icon="list-details" title={say('none', { kind: nameOf(kind) })} actions={add}>
                    {say('noneBody')}
                  </EmptyState>
                ) : (
                  <FieldTable
                    fields={own}
                    nameOf={nameOf}
                    onEdit={setEditing}
                    onArchive={(field, on) => void archive(field, on)}
                  />
                )}
              </Section>
            );
          }}
        </Loaded>
      </Sections>
      {editing === undefined ? null : (
        <FieldDrawer
          kind={kind}
          field={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={() => {
            setEditing(undefined);
            toast(settings('saved'), { tone: 'good' });
            changed();
          }}
        />
      )}
    </Page>
  );
}
