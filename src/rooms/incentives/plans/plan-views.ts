import type { z } from 'zod';
import { describePlan } from '#engines/commission/explanation/describe-plan.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { holdsRight } from '#platform/visibility/viewer.ts';
import { type PersonNames, namedOrNull, personNames } from '../person-names.ts';
import { inWords, planName } from '../plan-words.ts';
import { wroteIn } from './change-version.ts';
import { compileText } from './compile-text.ts';
import { unrecordedNotes } from './unrecorded-notes.ts';
import type { planSchema, planVersionSchema, planVersionSummarySchema } from './contract.ts';
import { type VersionRow, inForce, planVersions } from './plan-store.ts';

type Summary = z.input<typeof planVersionSummarySchema>;

export function versionSummary(row: VersionRow, names: PersonNames): Summary {
  const {
    id,
    number,
    state,
    currency,
    period,
    fromOn,
    throughOn,
    createdAt,
    submittedAt,
    decidedAt,
    rejection,
    version,
  } = row;
  return {
    id,
    number,
    state,
    currency,
    period,
    fromOn,
    throughOn,
    createdAt,
    submittedAt,
    decidedAt,
    rejection,
    version,
    author: namedOrNull(names, row.createdBy),
    decidedBy: namedOrNull(names, row.decidedBy),
  };
}

export async function versionSummaryOf(context: WriteContext, id: string): Promise<Summary> {
  const [row] = await planVersions(context, { id });
  return versionSummary(row, await personNames(context.tx));
}

/** Plans with their versions, and how many people are on each today. */
export async function planViews(
  context: WriteContext,
  peopleOn: (planId: string) => number,
  planId?: string,
): Promise<z.input<typeof planSchema>[]> {
  const versions = await planVersions(context, planId === undefined ? {} : { planId });
  const names = await personNames(context.tx);
  return [...Map.groupBy(versions, (row) => row.planId)].map(([id, own]) => {
    const current = inForce(own, context.today);
    return {
      id,
      key: own[0].key,
      name: own[0].name,
      people: peopleOn(id),
      current: current === undefined ? null : versionSummary(current, names),
      versions: own.map((row) => versionSummary(row, names)),
    };
  });
}

export async function versionView(context: WriteContext, row: VersionRow): Promise<z.input<typeof planVersionSchema>> {
  const { plan, document, notes, placeOf } = compileText(row.text);
  const names = await personNames(context.tx);
  const administers = holdsRight(context.viewer, 'incentives.administer') && context.viewer.seenAsBy === undefined;
  return {
    ...versionSummary(row, names),
    planId: row.planId,
    key: row.key,
    name: planName(document),
    text: row.text,
    textHash: row.textHash,
    document,
    clauses: describePlan(document).map(({ clause, text }) => ({ clause, text: inWords(text) })),
    notes: [...notes, ...unrecordedNotes(plan, placeOf, context.company)],
    may: {
      edit: administers && row.state === 'draft',
      submit: administers && row.state === 'draft',
      decide: administers && row.state === 'submitted' && !wroteIn(context, row),
    },
  };
}
