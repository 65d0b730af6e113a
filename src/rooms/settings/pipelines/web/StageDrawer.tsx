import { Button, Drawer, Group, MultiSelect, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { roleNames, roles } from '#platform/visibility/roles.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useKind } from '#web/shell/app-context.ts';
import { settingsWords } from '#web/i18n/settings-words.ts';
import type { DraftStage } from './draft-design.ts';
import { pipelineWords } from './pipeline-words.ts';

interface StageDrawerProps {
  readonly stage: DraftStage;
  readonly onChange: (more: Partial<DraftStage>) => void;
  readonly onClose: () => void;
}

/** Everything about one stage of the draft. */
export function StageDrawer({ stage, onChange, onClose }: StageDrawerProps) {
  const say = useWords(pipelineWords);
  const settings = useWords(settingsWords);
  const local = useLocal();
  const { language } = useLanguage();
  const opportunity = useKind('opportunity');
  const fields = (opportunity?.fields ?? []).filter((field) => field.computed !== true && field.name !== 'stageId');
  const orNull = (value: string): string | null => (value === '' ? null : value);
  return (
    <Drawer
      opened
      onClose={onClose}
      size={480}
      title={stage.name}
      closeButtonProps={{ 'aria-label': settings('close') }}
    >
      <Stack gap="sm">
        <TextInput
          label={say('name')}
          required
          value={stage.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <TextInput
          label={say('nameEn')}
          value={stage.nameEn ?? ''}
          onChange={(event) => onChange({ nameEn: orNull(event.currentTarget.value) })}
        />
        <TextInput
          label={say('nameHant')}
          value={stage.nameHant ?? ''}
          onChange={(event) => onChange({ nameHant: orNull(event.currentTarget.value) })}
        />
        {stage.id === undefined ? (
          <Select
            label={say('stage')}
            data={(['open', 'won', 'lost'] as const).map((one) => ({ value: one, label: say(one) }))}
            value={stage.outcome}
            allowDeselect={false}
            onChange={(value) => {
              const outcome = value === 'won' || value === 'lost' ? value : 'open';
              onChange({ outcome, probability: outcome === 'won' ? 1 : outcome === 'lost' ? 0 : stage.probability });
            }}
          />
        ) : null}
        <MultiSelect
          label={say('requires')}
          searchable
          data={fields.map((field) => ({ value: field.name, label: local(field.label) }))}
          value={[...stage.requiredFields]}
          onChange={(requiredFields) => onChange({ requiredFields })}
        />
        <Select
          label={say('role')}
          clearable
          data={roles.map((role) => ({ value: role, label: roleNames[role][language] }))}
          value={stage.ownerRole}
          onChange={(value) => onChange({ ownerRole: roles.find((role) => role === value) ?? null })}
        />
        <Textarea
          label={say('entry')}
          autosize
          minRows={3}
          value={stage.criteria ?? ''}
          onChange={(event) => onChange({ criteria: orNull(event.currentTarget.value) })}
        />
        <Textarea
          label={say('exit')}
          autosize
          minRows={3}
          value={stage.exitCriteria ?? ''}
          onChange={(event) => onChange({ exitCriteria: orNull(event.currentTarget.value) })}
        />
        <Group justify="flex-end">
          <Button onClick={onClose}>{settings('close')}</Button>
        </Group>
      </Stack>
    </Drawer>
  );
}
