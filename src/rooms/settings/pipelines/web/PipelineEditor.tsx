import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { Section } from '#web/components/Section.tsx';
import { toast } from '#web/components/toasts.ts';
import { Tone } from '#web/components/Tone.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useDraft } from '#web/state/drafts.ts';
import { settingsWords } from '#web/i18n/settings-words.ts';
import type { PipelineDesign } from '../contract.ts';
import { type DraftDesign, type DraftStage, blankStage, designBody, draftOf, moved } from './draft-design.ts';
import { type Pipelines, pipelinesPath } from './PipelinesPage.tsx';
import { StageDrawer } from './StageDrawer.tsx';
import { StageTable } from './StageTable.tsx';
import { pipelineWords } from './pipeline-words.ts';

interface PipelineEditorProps {
  readonly design: PipelineDesign;
  readonly onApplied: (pipelines: Pipelines) => void;
}

/** A pipeline as a draft: nothing changes for anyone until it is put into force. */
export function PipelineEditor({ design, onApplied }: PipelineEditorProps) {
  const say = useWords(pipelineWords);
  const settings = useWords(settingsWords);
  const client = useQueryClient();
  const draft = useDraft<DraftDesign>(`pipeline.${design.id}.${design.version}`, draftOf(design));
  const [open, setOpen] = useState<string>();
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const now = draft.value;
  const put = (change: Partial<DraftDesign>): void => draft.set({ ...now, ...change });
  const changed = JSON.stringify(now) !== JSON.stringify(draftOf(design));
  const gone = design.stages.filter((stage) => !now.stages.some(({ id }) => id === stage.id) && stage.deals > 0);
  const addStage = (): void => {
    const at = now.stages.findIndex(({ outcome }) => outcome !== 'open');
    const stage = blankStage(newIdempotencyKey(), say('newStage', { number: at + 1 }));
    put({ stages: now.stages.toSpliced(at === -1 ? now.stages.length : at, 0, stage) });
    setOpen(stage.key);
  };
  const change = (key: string, more: Partial<DraftStage>): void =>
    put({ stages: now.stages.map((stage) => (stage.key === key ? { ...stage, ...more } : stage)) });
  const apply = async (): Promise<void> => {
    setBusy(true);
    const answer = await request<Pipelines>('PUT', `${pipelinesPath}/${design.id}/design`, {
      body: designBody(now, design.version),
    });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    draft.drop();
    onApplied(answer.value);
    toast(settings('saved'), { tone: 'good' });
    void client.invalidateQueries({ queryKey: ['records'] });
  };
  const shown = now.stages.find(({ key }) => key === open);
  return (
    <Section
      title={design.name}
      note={say('note')}
      actions={
        <>
          {changed ? <Tone tone="warning">{say('changed')}</Tone> : null}
          {design.version === 0 ? null : <Tone>{say('version', { number: design.version })}</Tone>}
        </>
      }
    >
      <Group gap={16} align="end" mb={12}>
        <TextInput
          label={say('name')}
          w={260}
          value={now.name}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <Checkbox
          label={say('isDefault')}
          mb={8}
          checked={now.isDefault}
          onChange={(event) => put({ isDefault: event.currentTarget.checked })}
        />
      </Group>
      <StageTable
        stages={now.stages}
        design={design}
        onChange={change}
        onMove={(at, by) => put({ stages: moved(now.stages, at, by) })}
        onRemove={(key) => put({ stages: now.stages.filter((stage) => stage.key !== key) })}
        onOpen={setOpen}
      />
      <Button size="xs" variant="subtle" mt={8} leftSection={<IconPlus size={14} />} onClick={addStage}>
        {say('addStage')}
      </Button>
      {gone.map((stage) => (
        <Select
          key={stage.id}
          mt={8}
          maw={420}
          required
          label={say('moveTo', { count: stage.deals, name: stage.name })}
          data={now.stages
            .filter((one) => one.id !== undefined && one.outcome === stage.outcome)
            .map((one) => ({ value: String(one.id), label: one.name }))}
          value={now.moves[stage.id] ?? null}
          onChange={(value) => put({ moves: value === null ? {} : { ...now.moves, [stage.id]: value } })}
        />
      ))}
      {problem === undefined ? null : <ProblemView problem={problem} draftKept />}
      {changed ? (
        <Group gap={8} mt={16} align="end">
          <TextInput
            label={say('why')}
            style={{ flex: 1, maxWidth: 480 }}
            value={now.note}
            onChange={(event) => put({ note: event.currentTarget.value })}
          />
          <Button loading={busy} onClick={() => void apply()}>
            {say('apply')}
          </Button>
          <Button variant="default" onClick={() => draft.set(draftOf(design))}>
            {say('discard')}
          </Button>
        </Group>
      ) : null}
      {shown === undefined ? null : (
        <StageDrawer stage={shown} onChange={(more) => change(shown.key, more)} onClose={() => setOpen(undefined)} />
      )}
    </Section>
  );
}
