import { findBottlenecks } from '#engines/process-mining/bottlenecks.ts';
import { arrangeLog } from '#engines/process-mining/event-log.ts';
import type { DiagnosisInput, DiagnosedStageVisit } from './diagnosis-input.ts';

const millisecondsPerDay = 86_400_000;
const yearDays = 365;

/**
 * Money that stands still in a stage on an average day of the last year, of the deals whose numbers are given: the visits as
 * an event log, its edges out of the stage added up (Little's law, see the process engine). A visit that still runs waits
 * until today. 0 where no amounts are known. `usual` stands in for an amount that is not.
 */
export function moneyInStage(
  { deals, stageVisits, asOfDay }: Pick<DiagnosisInput, 'deals' | 'stageVisits' | 'asOfDay'>,
  stage: string,
  ofDeals: ReadonlySet<number>,
  usual: number,
): number {
  const stages = new Map([[stage, 0]]);
  const cases = new Map<number, DiagnosedStageVisit[]>();
  for (const visit of stageVisits) {
    if (!ofDeals.has(visit.deal) || visit.enteredDay + visit.days <= asOfDay - yearDays) continue;
    if (!stages.has(visit.stage)) stages.set(visit.stage, stages.size);
    const list = cases.get(visit.deal);
    if (list === undefined) cases.set(visit.deal, [visit]);
    else list.push(visit);
  }
  const gone = stages.size;
  const event = { case: [] as number[], activity: [] as number[], time: [] as number[], amount: [] as number[] };
  const add = (at: number, activity: number, day: number, amount: number): void => {
    event.case.push(at);
    event.activity.push(activity);
    event.time.push(day * millisecondsPerDay);
    event.amount.push(amount);
  };
  for (const [at, [deal, visits]] of [...cases].entries()) {
    const amount = deals[deal].amount ?? usual;
    const inOrder = visits.toSorted((a, b) => a.enteredDay - b.enteredDay);
    for (const visit of inOrder)
      add(at, stages.get(visit.stage)!, Math.max(visit.enteredDay, asOfDay - yearDays), amount);
    const last = inOrder[inOrder.length - 1];
    add(at, gone, last.enteredDay + last.days, amount);
  }
  if (event.case.length === 0) return 0;
  const log = arrangeLog(
    {
      count: event.case.length,
      case: Int32Array.from(event.case),
      activity: Int32Array.from(event.activity),
      time: Float64Array.from(event.time),
      amount: Float64Array.from(event.amount),
    },
    { cases: [...cases.keys()].map(String), activities: [...stages.keys(), 'gone'], resources: [] },
  );
  return findBottlenecks(log)
    .bottlenecks.filter(({ from }) => from === 0)
    .reduce((sum, { moneyHeld }) => sum + (moneyHeld ?? 0), 0);
}
