import { Button, Checkbox, Drawer, Group, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useParts } from '#web/shell/app-context.ts';
import { useDraft } from '#web/state/drafts.ts';
import { settingsWords } from '#web/i18n/settings-words.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { type CustomFieldView, customFieldTypes } from '../contract.ts';
import { choicesOf, linesOf } from './choice-lines.ts';
import { fieldWords } from './field-words.ts';
import { fieldsPath } from './FieldsPage.tsx';

interface FieldDrawerProps {
  readonly kind: string;
  /** The field to change; a new one when absent. */
  readonly field?: CustomFieldView;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

interface Typed {
  readonly en: string;
  readonly hans: string;
  readonly hant: string;
  readonly type: CustomFieldView['type'];
  readonly to: string;
  readonly choices: string;
  readonly access: CustomFieldView['access'];
  readonly required: boolean;
  readonly listed: boolean;
  readonly searched: boolean;
}

const fresh: Typed = {
  en: '',
  hans: '',
  hant: '',
  type: 'text',
  to: 'person',
  choices: '',
  access: 'open',
  required: false,
  listed: true,
  searched: false,
};

/** The form of a custom field; what is typed survives a reload. */
export function FieldDrawer({ kind, field, onClose, onSaved }: FieldDrawerProps) {
  const told = useToldProblem();
  const say = useWords(fieldWords);
  const settings = useWords(settingsWords);
  const local = useLocal();
  const { kinds } = useParts();
  const draft = useDraft<Typed>(`customField.${field?.id ?? kind}`, field === undefined ? fresh : typedOf(field));
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const typed = draft.value;
  const put = (change: Partial<Typed>): void => draft.set({ ...typed, ...change });
  const errors = told.atFields(problem);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer =
      field === undefined
        ? await request('POST', fieldsPath, { body: newBody(kind, typed), idempotencyKey: newIdempotencyKey() })
        : await request('PATCH', `${fieldsPath}/${field.id}`, { body: sharedBody(typed), version: field.version });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    draft.drop();
    onSaved();
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      size={480}
      title={say(field === undefined ? 'newField' : 'edit')}
      closeButtonProps={{ 'aria-label': settings('close') }}
    >
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="sm">
          <TextInput
            label={say('labelHans')}
            data-autofocus
            value={typed.hans}
            error={errors['label.zh-Hans']}
            onChange={(event) => put({ hans: event.currentTarget.value })}
          />
          <TextInput
            label={say('label')}
            value={typed.en}
            error={errors['label.en']}
            onChange={(event) => put({ en: event.currentTarget.value })}
          />
          <TextInput
            label={say('labelHant')}
            description={say('sameLabel')}
            value={typed.hant}
            onChange={(event) => put({ hant: event.currentTarget.value })}
          />
          <Select
            label={say('type')}
            description={say('typeFixed')}
            data={customFieldTypes.map((type) => ({ value: type, label: say(type) }))}
            value={typed.type}
            disabled={field !== undefined}
            allowDeselect={false}
            onChange={(value) => put({ type: customFieldTypes.find((type) => type === value) ?? 'text' })}
          />
          {typed.type === 'reference' ? (
            <Select
              label={say('to')}
              data={kinds.map((one) => ({ value: one.kind, label: local(one.label) }))}
              searchable
              disabled={field !== undefined}
              value={typed.to}
              allowDeselect={false}
              error={errors.to}
              onChange={(value) => put({ to: value ?? 'person' })}
            />
          ) : null}
          {typed.type === 'choice' ? (
            <Textarea
              label={say('choices')}
              description={say('choicesNote')}
              autosize
              minRows={4}
              required
              value={typed.choices}
              error={errors.choices}
              onChange={(event) => put({ choices: event.currentTarget.value })}
            />
          ) : null}
          <Select
            label={say('access')}
            data={(['open', 'cost', 'pay', 'personal'] as const).map((one) => ({ value: one, label: say(one) }))}
            value={typed.access}
            allowDeselect={false}
            onChange={(value) => put({ access: (value ?? 'open') as Typed['access'] })}
          />
          <Checkbox
            label={say('required')}
            checked={typed.required}
            onChange={(event) => put({ required: event.currentTarget.checked })}
          />
          <Checkbox
            label={say('listed')}
            checked={typed.listed}
            onChange={(event) => put({ listed: event.currentTarget.checked })}
          />
          {typed.type === 'text' && field === undefined ? (
            <Checkbox
              label={say('searched')}
              checked={typed.searched}
              onChange={(event) => put({ searched: event.currentTarget.checked })}
            />
          ) : null}
          {problem === undefined ? null : <ProblemView problem={problem} draftKept />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {settings('cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={typed.en === '' && typed.hans === '' && typed.hant === ''}>
              {settings('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

function typedOf(field: CustomFieldView): Typed {
  const { label, type, to, choices, access, required, listed, searched } = field;
  return {
    en: label.en,
    hans: label['zh-Hans'],
    hant: label['zh-Hant'],
    type,
    to: to ?? 'person',
    choices: choices === null ? '' : linesOf(choices),
    access,
    required,
    listed,
    searched,
  };
}

function sharedBody(typed: Typed) {
  const any = typed.hans || typed.en || typed.hant;
  return {
    label: { en: typed.en || any, 'zh-Hans': typed.hans || any, 'zh-Hant': typed.hant || typed.hans || any },
    access: typed.access,
    required: typed.required,
    listed: typed.listed,
    ...(typed.type === 'choice' ? { choices: choicesOf(typed.choices) } : {}),
  };
}

function newBody(kind: string, typed: Typed) {
  return {
    kind,
    type: typed.type,
    ...(typed.type === 'reference' ? { to: typed.to } : {}),
    searched: typed.type === 'text' && typed.searched,
    ...sharedBody(typed),
  };
}
