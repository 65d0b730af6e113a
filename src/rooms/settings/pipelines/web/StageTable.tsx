import { ActionIcon, NumberInput, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { fieldOf } from '#kernel/record-kind.ts';
import { roleNames } from '#platform/visibility/roles.ts';
import sheet from '#web/components/Sheet.module.css';
import { Tone } from '#web/components/Tone.tsx';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useKind } from '#web/shell/app-context.ts';
import type { PipelineDesign } from '../contract.ts';
import type { DraftStage } from './draft-design.ts';
import { pipelineWords } from './pipeline-words.ts';

interface StageTableProps {
  readonly stages: readonly DraftStage[];
  readonly design: PipelineDesign;
  readonly onChange: (key: string, more: Partial<DraftStage>) => void;
  readonly onMove: (at: number, by: 1 | -1) => void;
  readonly onRemove: (key: string) => void;
  readonly onOpen: (key: string) => void;
}

/** The stages in order; name, chance and days are changed in place, the rest in the drawer. */
export function StageTable({ stages, design, onChange, onMove, onRemove, onOpen }: StageTableProps) {
  const say = useWords(pipelineWords);
  const local = useLocal();
  const { language } = useLanguage();
  const opportunity = useKind('opportunity');
  const labelOf = (name: string): string => {
    const field = opportunity === undefined ? undefined : fieldOf(opportunity, name);
    return field === undefined ? name : local(field.label);
  };
  return (
    <div className={sheet.scroll}>
      <table className={sheet.sheet}>
        <thead>
          <tr>
            <th>{say('stage')}</th>
            <th />
            <th>{say('chance')}</th>
            <th>{say('days')}</th>
            <th>{say('requires')}</th>
            <th>{say('role')}</th>
            <th className={sheet.number}>{say('deals')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {stages.map((stage, at) => {
            const stored = design.stages.find(({ id }) => id === stage.id);
            const { name } = stage;
            return (
              <tr key={stage.key}>
                <td style={{ minWidth: 180 }}>
                  <TextInput
                    size="xs"
                    aria-label={`${say('stage')} ${at + 1}`}
                    value={name}
                    onChange={(event) => onChange(stage.key, { name: event.currentTarget.value })}
                  />
                </td>
                <td>
                  <Tone tone={stage.outcome === 'won' ? 'good' : stage.outcome === 'lost' ? 'bad' : 'neutral'}>
                    {say(stage.outcome)}
                  </Tone>
                </td>
                <td style={{ width: 96 }}>
                  <NumberInput
                    size="xs"
                    aria-label={`${say('chance')} ${name}`}
                    min={0}
                    max={100}
                    clampBehavior="strict"
                    hideControls
                    disabled={stage.outcome !== 'open'}
                    value={Math.round(stage.probability * 1000) / 10}
                    onChange={(value) => onChange(stage.key, { probability: Number(value) / 100 })}
                  />
                </td>
                <td style={{ width: 88 }}>
                  <NumberInput
                    size="xs"
                    aria-label={`${say('days')} ${name}`}
                    min={0}
                    max={3650}
                    hideControls
                    allowDecimal={false}
                    disabled={stage.outcome !== 'open'}
                    value={stage.expectedDays ?? ''}
                    onChange={(value) => onChange(stage.key, { expectedDays: value === '' ? null : Number(value) })}
                  />
                </td>
                <td>
                  {stage.requiredFields.map(labelOf).join(', ') || <span className={sheet.muted}>–</span>}
                  {stored === undefined || stored.lacking === 0 ? null : (
                    <>
                      <br />
                      <small className={sheet.muted}>{say('lacking', { count: stored.lacking })}</small>
                    </>
                  )}
                </td>
                <td>
                  {stage.ownerRole === null ? (
                    <span className={sheet.muted}>–</span>
                  ) : (
                    roleNames[stage.ownerRole][language]
                  )}
                </td>
                <td className={sheet.number}>{stored?.deals ?? 0}</td>
                <td className={sheet.actions}>
                  <ActionIcon aria-label={say('up', { name })} disabled={at === 0} onClick={() => onMove(at, -1)}>
                    <IconArrowUp size={16} stroke={1.6} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={say('down', { name })}
                    disabled={at === stages.length - 1}
                    onClick={() => onMove(at, 1)}
                  >
                    <IconArrowDown size={16} stroke={1.6} />
                  </ActionIcon>
                  <ActionIcon aria-label={say('edit', { name })} onClick={() => onOpen(stage.key)}>
                    <IconPencil size={16} stroke={1.6} />
                  </ActionIcon>
                  <ActionIcon aria-label={say('removeStage', { name })} onClick={() => onRemove(stage.key)}>
                    <IconTrash size={16} stroke={1.6} />
                  </ActionIcon>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
