import { Refused } from '#kernel/result.ts';
import type { RecordChange } from '#platform/records/registry.ts';
import { type Stage, findStage } from './stages.ts';

/** What a change of an opportunity is judged with. */
export interface OpportunityRules {
  readonly stages: readonly Stage[];
  /** The day it is in the company's time zone. */
  readonly today: string;
  /** Imported history keeps its own dates and is not held to criteria that came later. */
  readonly imported: boolean;
}

/**
 * Completes an opportunity: its stage decides pipeline, status, win chance and closing day; a postponed close date is counted.
 * Refuses a stage of another pipeline, and a stage whose required fields are empty.
 */
export function completeOpportunity(change: RecordChange, rules: OpportunityRules): void {
  const { next, previous } = change;
  const stage = findStage(rules.stages, String(next.stageId));
  if (stage === undefined)
    throw new Refused('unknown-stage', 'the stage does not exist', { field: 'stageId', found: next.stageId });
  if (previous === undefined) next.pipelineId ??= stage.pipelineId;
  if (next.pipelineId !== stage.pipelineId) {
    throw new Refused('foreign-stage', 'the stage belongs to another pipeline', {
      field: 'stageId',
      found: stage.name,
      expected: 'a stage of the same pipeline',
    });
  }
  if (!rules.imported) next.createdOn ??= rules.today;
  const moved = previous?.stageId !== next.stageId;
  if (moved) enterStage(change, stage, rules);
  next.status = stage.outcome;
  if (stage.outcome === 'open') next.closedOn = null;
  else if (!rules.imported) next.closedOn ??= rules.today;
  if (typeof next.closedOn === 'string' && typeof next.createdOn === 'string' && next.closedOn < next.createdOn) {
    throw new Refused('closed-before-created', 'an opportunity cannot close before it was created', {
      field: 'closedOn',
      found: next.closedOn,
      expected: `a day from ${next.createdOn}`,
    });
  }
  countPostponement(change);
  next.month = monthIndex((stage.outcome === 'open' ? next.expectedCloseOn : next.closedOn) as string | null);
}

function enterStage(change: RecordChange, stage: Stage, { today, imported }: OpportunityRules): void {
  const { next, previous } = change;
  // A deal whose stage was designed away did not move: its new stage asks nothing of it, and its time goes on.
  if (change.action === 'stageReplaced') {
    next.probability = stage.probability;
    return;
  }
  const missing = stage.requiredFields.find((name) => name in next && (next[name] ?? null) === null);
  if (missing !== undefined && !imported) {
    throw new Refused('stage-criteria', `the stage "${stage.name}" needs ${missing}`, {
      field: missing,
      expected: 'a value before this stage is entered',
    });
  }
  next.probability = stage.probability;
  next.stageEnteredOn = imported ? (next.closedOn ?? next.createdOn ?? null) : today;
  if (previous !== undefined) {
    change.action ??= stage.outcome === 'open' ? 'stageChanged' : stage.outcome;
    if (stage.outcome === 'lost' && (next.lostReason ?? null) === null && !imported) {
      throw new Refused('missing-value', 'a lost opportunity needs a reason: it is what others learn from', {
        field: 'lostReason',
        expected: 'a value',
      });
    }
  }
}

function countPostponement({ next, previous }: RecordChange): void {
  next.firstExpectedCloseOn ??= next.expectedCloseOn ?? null;
  next.slipCount ??= 0;
  const before = previous?.expectedCloseOn;
  if (typeof before === 'string' && typeof next.expectedCloseOn === 'string' && next.expectedCloseOn > before) {
    next.slipCount = Number(next.slipCount) + 1;
  }
}

/** Months since year 0, for grouping by month without touching dates; null without a day. */
export function monthIndex(date: string | null): number | null {
  return date === null || date === undefined ? null : Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}
