import type { PipelineDesign, StageDesign } from '../contract.ts';

/** A stage while it is designed. */
export interface DraftStage extends StageDesign {
  readonly key: string;
}

/** A design on the way to the next version; kept until it is put into force or discarded. */
export interface DraftDesign {
  readonly name: string;
  readonly isDefault: boolean;
  readonly note: string;
  readonly stages: readonly DraftStage[];
  readonly moves: Readonly<Record<string, string>>;
}

export function draftOf(design: PipelineDesign): DraftDesign {
  return {
    name: design.name,
    isDefault: design.isDefault,
    note: '',
    stages: design.stages.map(({ deals: _deals, lacking: _lacking, ...stage }) => ({ ...stage, key: stage.id })),
    moves: {},
  };
}

export function blankStage(
  key: string,
  name: string,
  outcome: StageDesign['outcome'] = 'open',
  chance = 0.2,
): DraftStage {
  return {
    key,
    name,
    nameEn: null,
    nameHant: null,
    outcome,
    probability: outcome === 'won' ? 1 : outcome === 'lost' ? 0 : chance,
    expectedDays: outcome === 'open' ? 14 : null,
    requiredFields: [],
    criteria: null,
    exitCriteria: null,
    ownerRole: null,
  };
}

/** The stage at `from` moved by one place, if it may: open stages stay before won and lost. */
export function moved(stages: readonly DraftStage[], from: number, by: 1 | -1): readonly DraftStage[] {
  const to = from + by;
  if (to < 0 || to >= stages.length) return stages;
  if ((stages[from].outcome === 'open') !== (stages[to].outcome === 'open')) return stages;
  return stages.with(from, stages[to]).with(to, stages[from]);
}

/** What is sent to put the draft into force. */
export function designBody(draft: DraftDesign, version: number) {
  const { name, isDefault, note, moves } = draft;
  return {
    name,
    isDefault,
    version,
    note: note.trim() === '' ? null : note.trim(),
    stages: draft.stages.map(({ key: _key, ...stage }) => stage),
    moves,
  };
}
