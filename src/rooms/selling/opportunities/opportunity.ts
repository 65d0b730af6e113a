import { textOf } from '#kernel/text-of.ts';
import { Refused } from '#kernel/result.ts';
import { convertToBase } from '#platform/company/convert-money.ts';
import { type RecordChange, defineRecord } from '#platform/records/registry.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { completeOpportunity } from './complete-opportunity.ts';
import { completeStages } from './complete-stages.ts';
import { opportunityKind, opportunityLineKind, pipelineKind, stageKind } from './contract.ts';
import { projectRollup, takeOutOfRollup } from './project-rollup.ts';
import { projectStageVisits, takeOutVisits } from './project-stage-visits.ts';
import { allStages } from './stages.ts';

/** Opportunities keep two projections in step: the roll-up the board sums from, and the intervals spent in each stage. */
export const opportunityRecord = defineRecord({
  kind: opportunityKind,
  rollUp: {
    table: 'opportunity_rollup',
    fields: ['ownerId', 'pipelineId', 'stageId', 'status', 'month'],
    count: 'opportunities',
    sums: { baseAmount: 'base_minor' },
    weighted: 'weighted_minor',
  },
  async prepare(context, changes) {
    const stages = await allStages(context);
    for (const change of changes)
      completeOpportunity(change, { stages, today: context.today, imported: context.author.via === 'import' });
    await fillBaseAmounts(context, changes);
  },
  async project(context, changes) {
    await projectStageVisits(context, changes);
    await projectRollup(context, changes);
  },
  async takeOut(context, importId) {
    await takeOutVisits(context, importId);
    await takeOutOfRollup(context, importId);
  },
});

defineRecord({ kind: opportunityLineKind });
defineRecord({ kind: pipelineKind });
defineRecord({ kind: stageKind, prepare: completeStages });

/** The amount in the company's currency, at the rate of the closing day, else of the day it was created. */
async function fillBaseAmounts(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const base = context.company.baseCurrency;
  const priced = changes.filter(({ next }) => (next.amount ?? null) !== null);
  for (const { next } of changes) if ((next.amount ?? null) === null) next.baseAmount = null;
  const converted = await convertToBase(
    context.tx,
    base,
    priced.map(({ next }) => ({
      minor: String(next.amount),
      currency: String(next.currency),
      date: textOf(next.closedOn ?? next.createdOn ?? context.today),
    })),
  );
  priced.forEach(({ next }, i) => {
    if (BigInt(String(next.amount)) < 0n)
      throw new Refused('negative-amount', 'an opportunity has no negative amount', {
        field: 'amount',
        found: next.amount,
      });
    next.baseAmount = converted[i];
  });
}
