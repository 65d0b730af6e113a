import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import { useResource } from '#web/api/use-resource.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Loaded } from '#web/components/Loaded.tsx';
import { Page } from '#web/components/Page.tsx';
import { Sections } from '#web/components/Section.tsx';
import { toast } from '#web/components/toasts.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import type { PipelineDesign } from '../contract.ts';
import { blankStage, designBody } from './draft-design.ts';
import { PipelineEditor } from './PipelineEditor.tsx';
import { PipelineHistory } from './PipelineHistory.tsx';
import { pipelineWords } from './pipeline-words.ts';

export const pipelinesPath = '/api/settings/pipelines';

export interface Pipelines {
  readonly pipelines: readonly PipelineDesign[];
}

/** The steps of the sales process: designed as a whole, put into force as a version. */
export function PipelinesPage() {
  const told = useToldProblem();
  const say = useWords(pipelineWords);
  const resource = useResource<Pipelines>(pipelinesPath);
  const [chosen, setChosen] = useState<string>();
  const create = async (): Promise<void> => {
    const count = (resource.value?.pipelines.length ?? 0) + 1;
    const {
      version: _version,
      moves: _moves,
      ...body
    } = designBody(
      {
        name: `${say('newPipeline')} ${count}`,
        isDefault: count === 1,
        note: '',
        moves: {},
        stages: [
          blankStage('1', say('talk'), 'open', 0.1),
          blankStage('2', say('needs'), 'open', 0.3),
          blankStage('3', say('offer'), 'open', 0.6),
          blankStage('4', say('closeWon'), 'won'),
          blankStage('5', say('closeLost'), 'lost'),
        ],
      },
      0,
    );
    const answer = await request<Pipelines>('POST', pipelinesPath, { body, idempotencyKey: newIdempotencyKey() });
    if (!answer.ok) return toast(told.line(answer.problem), { tone: 'bad' });
    resource.keep(answer.value);
    setChosen(answer.value.pipelines.find((one) => one.name === body.name)?.id);
  };
  const add = (
    <Button leftSection={<IconPlus size={14} />} variant="default" onClick={() => void create()}>
      {say('newPipeline')}
    </Button>
  );
  return (
    <Page title={say('title')} actions={add}>
      <Sections>
        <Loaded resource={resource} rows={10}>
          {({ pipelines }) => {
            const pipeline = pipelines.find((one) => one.id === chosen) ?? pipelines[0];
            if (pipeline === undefined)
              return (
                <EmptyState icon="filter" title={say('none')} actions={add}>
                  {say('noneBody')}
                </EmptyState>
              );
            return (
              <>
                {pipelines.length > 1 ? (
                  <SegmentedControl
                    data={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
                    value={pipeline.id}
                    onChange={setChosen}
                  />
                ) : null}
                <PipelineEditor
                  key={`${pipeline.id} ${pipeline.version}`}
                  design={pipeline}
                  onApplied={resource.keep}
                />
                <PipelineHistory pipelineId={pipeline.id} version={pipeline.version} />
              </>
            );
          }}
        </Loaded>
      </Sections>
    </Page>
  );
}
