import { sql } from 'kysely';
import type { z } from 'zod';
import { activityStatistics } from '#engines/process-mining/activity-times.ts';
import { findBottlenecks } from '#engines/process-mining/bottlenecks.ts';
import { checkConformance } from '#engines/process-mining/conformance/check-conformance.ts';
import { caseCount, filterCases } from '#engines/process-mining/event-log.ts';
import { resourceView } from '#engines/process-mining/resources.ts';
import { findVariants } from '#engines/process-mining/variants.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { median } from '#engines/numerics/quantile.ts';
import type { ProcessView, processQuery } from './contract.ts';
import { type StageLog, type StageRow, loadStageLog } from './load-stage-log.ts';
import { standardNet } from './standard-net.ts';

const day = 86_400;
const shownVariants = 20;
/** People with fewer timed steps than this are not compared: their pace would be chance. */
const leastSteps = 20;

/** The real flow of a pipeline: map, variants, bottlenecks by money, conformance with its own stages, hand-overs. */
export async function readProcess(context: WriteContext, query: z.output<typeof processQuery>): Promise<ProcessView> {
  const pipelines = await busiestPipelines(context);
  const regions = await knownRegions(context);
  const chosen = pipelines.find(({ id }) => id === query.pipelineId) ?? pipelines[0];
  const about = { pipelines, regions, currency: context.company.baseCurrency };
  if (chosen === undefined) return { ...nothing, ...about };
  const loaded = await loadStageLog(context, chosen.id, query);
  const { log, stages } = loaded;
  if (caseCount(log) === 0) return { ...nothing, ...about, pipeline: chosen };
  const variants = findVariants(log);
  return {
    ...about,
    pipeline: chosen,
    deals: caseCount(log),
    variantCount: variants.length,
    stages: stageFigures(loaded, Date.parse(context.now)),
    edges: findBottlenecks(log).bottlenecks.map((edge) => ({
      from: stages[edge.from].id,
      to: stages[edge.to].id,
      count: edge.count,
      medianDays: edge.medianSeconds / day,
      low: edge.medianLow / day,
      high: edge.medianHigh / day,
      ninetyDays: edge.p90Seconds / day,
      shareOfTime: edge.shareOfTime,
      moneyHeld: edge.moneyHeld ?? null,
      moneyAboveMedian: edge.moneyAboveMedian ?? null,
    })),
    variants: variants.slice(0, shownVariants).map(({ path, count, medianSeconds }) => ({
      path: path.map((stage) => stages[stage].id),
      count,
      share: count / caseCount(log),
      medianDays: medianSeconds / day,
    })),
    conformance: conformanceOf(loaded),
    handOvers: handOversOf(loaded),
  };
}

const nothing: ProcessView = {
  pipeline: null,
  pipelines: [],
  regions: [],
  currency: '',
  deals: 0,
  variantCount: 0,
  stages: [],
  edges: [],
  variants: [],
  conformance: null,
  handOvers: { successions: 0, handedOver: 0, people: [] },
};

async function busiestPipelines(context: WriteContext): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id::text, p.name from qd.pipeline p
    where p.company_id = qd.current_company() and p.deleted_at is null
    order by (select coalesce(sum(r.opportunities), 0) from qd.opportunity_rollup r where r.company_id = p.company_id and r.pipeline_id = p.id) desc, p.id`.execute(
    context.tx.kysely,
  );
  return rows;
}

async function knownRegions(context: WriteContext): Promise<string[]> {
  const { rows } = await sql<{ region: string }>`
    select distinct f.region from qd.account f
    where ${visibleRows(context.viewer, recordDefinition('account').kind, 'f')} and f.region is not null order by 1 limit 200`.execute(
    context.tx.kysely,
  );
  return rows.map(({ region }) => region);
}

function stageFigures({ log, stages, closed }: StageLog, now: number): ProcessView['stages'] {
  const statistics = new Map(activityStatistics(log).map((one) => [one.activity, one]));
  const left = stages.map(() => [] as number[]);
  const waiting = stages.map(() => [] as number[]);
  const held = new Float64Array(stages.length);
  for (let c = 0; c < caseCount(log); c++) {
    const last = log.offsets[c + 1] - 1;
    for (let i = log.offsets[c]; i < last; i++)
      left[log.activity[i]].push((log.time[i + 1] - log.time[i]) / 1000 / day);
    if (closed[c]) continue;
    waiting[log.activity[last]].push(Math.max(0, now - log.time[last]) / 1000 / day);
    const amount = log.amount?.[c] ?? Number.NaN;
    if (!Number.isNaN(amount)) held[log.activity[last]] += amount;
  }
  return stages.map((stage, at) => ({
    id: stage.id,
    name: nameOf(stage),
    outcome: stage.outcome,
    expectedDays: stage.expectedDays,
    deals: statistics.get(at)?.cases ?? 0,
    medianDays: left[at].length === 0 ? null : median(left[at]),
    repeats: statistics.get(at)?.rework.repeats ?? 0,
    now: {
      deals: waiting[at].length,
      amount: held[at],
      medianDays: waiting[at].length === 0 ? null : median(waiting[at]),
    },
  }));
}

function nameOf({ name, nameEn, nameHant }: StageRow) {
  return { en: nameEn ?? name, 'zh-Hans': name, 'zh-Hant': nameHant ?? name };
}

/** Closed deals against the stages of their pipeline: open ones have not ended and would look unfinished. */
function conformanceOf({ log, stages, closed }: StageLog): ProcessView['conformance'] {
  const ended = filterCases(log, (c) => closed[c]);
  const isOpen = (outcome: string): boolean => outcome === 'open';
  if (
    caseCount(ended) === 0 ||
    !stages.some(({ outcome }) => isOpen(outcome)) ||
    stages.every(({ outcome }) => isOpen(outcome))
  )
    return null;
  const found = checkConformance(ended, standardNet(stages));
  const days = (seconds: number | undefined): number | null => (seconds === undefined ? null : seconds / day);
  return {
    fitness: found.fitness,
    closed: found.checkedCases,
    fitting: found.fittingCases,
    medianDays: { fitting: days(found.medianSeconds.fitting), deviating: days(found.medianSeconds.deviating) },
    deviations: found.deviations.map(({ kind, activity, cases }) => ({ kind, stage: activity, deals: cases })),
  };
}

function handOversOf({ log, people }: StageLog): ProcessView['handOvers'] {
  const view = resourceView(log);
  if (view === undefined) return nothing.handOvers;
  return {
    successions: view.successions,
    handedOver: view.handedOver,
    people: view.resources
      .filter(({ timedSteps }) => timedSteps >= leastSteps)
      .slice(0, 200)
      .map(({ resource, cases, pace }) => {
        const id = log.resourceNames[resource];
        return { id, name: people.get(id) ?? id, deals: cases, pace: pace ?? null };
      }),
  };
}
