import type { CivilDate } from '#kernel/civil-date.ts';
import type { RecordKind } from '#kernel/record-kind.ts';
import { createdAs } from './creation-events.ts';
import { fieldReader } from './field-text.ts';
import { changed, filled, inJsonbOrder, jsonbObject, type Member, type PastEvent } from './past-event.ts';
import type { CompanyRows, Row } from './tables.ts';
import { dayOf, isoDay, type RecordedChange } from './world.ts';

type Deal = Row<'opportunity'>;
type Visit = Row<'stageVisit'>;
type Stage = Row<'stage'>;

/** What a deal was like on its first day; the rest of its fields are as they are. */
function firstDay(deal: Deal, first: Visit, stage: Stage): Record<string, string | number | null> {
  return {
    stageId: first.stageId,
    status: 'open',
    probability: stage.probability,
    ownerId: first.ownerId,
    expectedCloseOn: deal.firstExpectedCloseOn,
    stageEnteredOn: deal.createdOn,
    slipCount: 0,
    closedOn: null,
    lostReason: null,
    nextStep: null,
    nextStepOn: null,
    lastActivityOn: null,
    month: monthOf(deal.firstExpectedCloseOn),
  };
}

/** The creation of each deal, then each stage it entered after the first, named as the product names it: stageChanged, won, lost. */
export function* dealEvents(kind: RecordKind, rows: CompanyRows): Generator<PastEvent> {
  const stages = new Map(rows.stage.map((stage) => [stage.id, stage]));
  const visits = Map.groupBy(rows.stageVisit, ({ opportunityId }) => opportunityId);
  const readers = kind.fields
    .map((field) => [field.name, fieldReader('opportunity', field)] as const)
    .sort(([left], [right]) => inJsonbOrder(left, right));
  const stageOf = ({ stageId }: Visit): Stage => {
    const stage = stages.get(stageId);
    if (stage === undefined) throw new Error(`a deal was in a stage that is not simulated: ${stageId}`);
    return stage;
  };
  for (const deal of rows.opportunity) {
    const course = (visits.get(deal.id) ?? []).toSorted((left, right) => left.enteredAt - right.enteredAt);
    const first = firstDay(deal, course[0], stageOf(course[0]));
    const members = readers.map(([name, read]): Member => {
      const text = name in first ? textOf(first[name]) : read(deal);
      return [name, text === null ? null : filled(text)];
    });
    yield createdAs(deal, kind.kind, jsonbObject(members));
    for (let i = 1; i < course.length; i++) {
      const [before, visit] = [course[i - 1], course[i]];
      const { outcome } = stageOf(visit);
      const action = outcome === 'open' ? 'stageChanged' : outcome;
      const changes = stageChange(deal, { before, visit, from: stageOf(before), to: stageOf(visit) });
      yield { at: visit.enteredAt, actorId: visit.ownerId, action, kind: kind.kind, recordId: deal.id, changes };
    }
  }
}

interface Step {
  readonly before: Visit;
  readonly visit: Visit;
  readonly from: Stage;
  readonly to: Stage;
}

function stageChange(deal: Deal, { before, visit, from, to }: Step): string {
  const ends = to.outcome !== 'open';
  return jsonbObject([
    ['month', ends ? changedTo(monthOf(deal.expectedCloseOn), monthOf(deal.closedOn)) : null],
    ['status', ends ? changed('open', to.outcome) : null],
    ['stageId', changed(from.id, to.id)],
    ['closedOn', ends ? changedTo(null, deal.closedOn) : null],
    ['lostReason', to.outcome === 'lost' ? changedTo(null, deal.lostReason) : null],
    ['probability', changed(from.probability, to.probability)],
    ['stageEnteredOn', changed(isoDay(dayOf(before.enteredAt)), isoDay(dayOf(visit.enteredAt)))],
  ]);
}

/** Close dates moved (with the count of times) and deals handed over. */
export function* recordedEvents(changes: readonly RecordedChange[]): Generator<PastEvent> {
  const moves = new Map<string, number>();
  for (const { recordId, at, actorId, field, from, to } of changes) {
    const members: Member[] = [[field, changed(from, to)]];
    if (field === 'expectedCloseOn' && from !== null && to !== null) {
      const before = moves.get(recordId) ?? 0;
      moves.set(recordId, before + 1);
      members.unshift(['month', changed(monthOf(from), monthOf(to))], ['slipCount', changed(before, before + 1)]);
    }
    yield { at, actorId, action: 'updated', kind: 'opportunity', recordId, changes: jsonbObject(members) };
  }
}

function changedTo(from: string | number | null, to: string | number | null): string | null {
  return to === null ? null : changed(from, to);
}

function textOf(value: string | number | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** Months since the year 0. */
function monthOf(day: CivilDate | null): number | null {
  return day === null ? null : Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}
