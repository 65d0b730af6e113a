import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { CalculationInput } from '#engines/commission/calculation/input.ts';
import { type Plan, lastDayOfAll } from '#engines/commission/plan/plan.ts';
import { type PlanWithInput, simulate } from '#engines/commission/simulation/simulate.ts';
import { engineVersion } from '#engines/commission/version.ts';
import { Refused } from '#kernel/result.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { currentEvent } from '../credits/index.ts';
import { namedOrNull, personNames } from '../person-names.ts';
import { loadInput } from '../periods/index.ts';
import {
  compileText,
  createVersion,
  hashOf,
  loadPersonTerms,
  planVersions,
  submitVersion,
  versionSummaryOf,
} from '../plans/index.ts';
import { notFound, note } from '../steps.ts';
import type { applicationBody, scenarioSchema, scenarioSummarySchema, simulationBody } from './contract.ts';

type Request = z.output<typeof simulationBody>;
type Scenario = z.input<typeof scenarioSchema>;
type Summary = z.input<typeof scenarioSummarySchema>;
type Result = Pick<Scenario, 'plans' | 'comparisons'>;

interface Candidate extends PlanWithInput {
  readonly label: string;
  readonly planVersionId: string | null;
  readonly textHash: string;
}

/**
 * Runs plans side by side over the same people and what they sold, and over the same drawn futures. A draft is looked at
 * as if it held for the whole span. Keeps the scenario with its request, the hash of its input and the result.
 */
export async function runSimulation(context: WriteContext, request: Request): Promise<string> {
  if (request.throughOn < request.fromOn)
    throw new Refused('empty-range', 'a simulation ends on or after its first day', {
      field: 'throughOn',
      found: request.throughOn,
      expected: `a day from ${request.fromOn}`,
    });
  const candidates: Candidate[] = [];
  for (const [i, wanted] of request.plans.entries()) candidates.push(await candidateOf(context, request, wanted, i));
  const [{ plan }] = candidates;
  const other = candidates.findIndex((one) => one.plan.currency !== plan.currency);
  if (other >= 0)
    throw new Refused('other-currency', 'plans side by side pay in one currency', {
      field: `plans.${other}`,
      found: candidates[other].plan.currency,
      expected: plan.currency,
    });
  const { draws, growth, spread, seed } = request;
  const budget = request.budget === undefined ? undefined : Number(request.budget);
  const simulation = simulate(candidates, { draws, growth, spread, seed, budget });
  const names = await personNames(context.tx);
  const result: Result = {
    plans: simulation.plans.map(
      ({ plan: _key, byPayee, gaming, costOfSale, payForPerformance, costRange, budgetRisk, ...rest }, i) => ({
        ...rest,
        label: candidates[i].label,
        planVersionId: candidates[i].planVersionId,
        byPeriod: [...rest.byPeriod],
        byComponent: [...rest.byComponent],
        byPerson: byPayee.map(({ payee, ...one }) => ({ person: names(payee), ...one })),
        gaming: gaming.map(({ payees, p, ...sign }) => ({ ...sign, people: payees.map(names), p: p ?? null })),
        costOfSale: costOfSale ?? null,
        payForPerformance: payForPerformance ?? null,
        costRange: costRange ?? null,
        budgetRisk: budgetRisk ?? null,
      }),
    ),
    comparisons: simulation.comparisons.map(({ plan: _key, against: _base, mostWon, mostLost, ...rest }, i) => ({
      ...rest,
      label: candidates[i + 1].label,
      against: candidates[0].label,
      mostWon: mostWon.map(({ payee, ...one }) => ({ person: names(payee), ...one })),
      mostLost: mostLost.map(({ payee, ...one }) => ({ person: names(payee), ...one })),
    })),
  };
  const id = newId(context);
  await sql`
    insert into qd.pay_scenario (id, name, created_by, created_at, from_on, through_on, request, result, input_hash, engine_version)
    values (${id}::uuid, ${request.name}, ${context.viewer.personId}::uuid, ${context.now}::timestamptz, ${request.fromOn}::date, ${request.throughOn}::date,
      ${JSON.stringify(request)}::jsonb, ${JSON.stringify(result)}::jsonb, ${hashInputs(candidates)}, ${engineVersion})`.execute(
    context.tx.kysely,
  );
  await note(context, 'payScenario', id, 'created', { name: { to: request.name } });
  return id;
}

async function candidateOf(
  context: WriteContext,
  request: Request,
  wanted: Request['plans'][number],
  index: number,
): Promise<Candidate> {
  const known =
    'planVersionId' in wanted
      ? (await planVersions(context, { id: wanted.planVersionId }))[0]
      : (await planVersions(context, { planId: wanted.planId }))[0];
  if (known === undefined) throw notFound('plan', 'planVersionId' in wanted ? wanted.planVersionId : wanted.planId);
  const text = 'text' in wanted ? wanted.text : known.text;
  const plan = overSpan(compileText(text).plan, request);
  const input: CalculationInput = await loadInput(context, {
    plan,
    planId: known.planId,
    defaultEvent: await currentEvent(context),
    from: request.fromOn,
    through: request.throughOn,
    lastSale: lastDayOfAll,
    terms: await loadPersonTerms(context, true),
  });
  const label = 'text' in wanted ? `${known.key} (draft ${index + 1})` : `${known.key} v${known.number}`;
  return { plan, input, label, planVersionId: 'text' in wanted ? null : known.id, textHash: hashOf(text) };
}

/** The plan as if it held for the whole span. */
function overSpan(plan: Plan, { fromOn, throughOn }: Request): Plan {
  const span = { from: fromOn, through: throughOn };
  const whole = ({ from, through }: typeof span): typeof span =>
    from === plan.effective.from && through === plan.effective.through ? span : { from, through };
  return {
    ...plan,
    effective: span,
    components: plan.components.map((component) => ({ ...component, effective: whole(component.effective) })),
    ...(plan.draw === undefined ? {} : { draw: { ...plan.draw, effective: whole(plan.draw.effective) } }),
  };
}

function hashInputs(candidates: readonly Candidate[]): string {
  const hash = createHash('sha256').update(engineVersion);
  for (const { textHash, input } of candidates)
    hash
      .update(textHash)
      .update(JSON.stringify(input, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
  return hash.digest('hex');
}

interface ScenarioRow {
  readonly id: string;
  readonly name: string;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly fromOn: string;
  readonly throughOn: string;
  readonly request: Request;
  readonly result: Result;
  readonly inputHash: string;
  readonly engineVersion: string;
  readonly appliedVersionId: string | null;
}

async function scenarioRows(context: WriteContext, id?: string): Promise<ScenarioRow[]> {
  const { rows } = await sql<ScenarioRow>`
    select id::text, name, created_by::text as "createdBy", created_at as "createdAt", from_on as "fromOn", through_on as "throughOn", request, result,
      input_hash as "inputHash", engine_version as "engineVersion", applied_version_id::text as "appliedVersionId"
    from qd.pay_scenario where company_id = qd.current_company() ${id === undefined ? sql`` : sql`and id = ${id}::uuid`}
    order by created_at desc, id desc limit 200`.execute(context.tx.kysely);
  return rows;
}

async function oneScenario(context: WriteContext, id: string): Promise<ScenarioRow> {
  const [row] = await scenarioRows(context, id);
  if (row === undefined) throw notFound('scenario', id);
  return row;
}

export async function scenarioSummaries(context: WriteContext): Promise<Summary[]> {
  const names = await personNames(context.tx);
  return (await scenarioRows(context)).map(
    ({ createdBy, result, request: _request, inputHash: _hash, engineVersion: _engine, ...row }) => ({
      ...row,
      createdBy: namedOrNull(names, createdBy),
      plans: result.plans.map(({ label, cost, currency }) => ({ label, cost, currency })),
    }),
  );
}

export async function scenarioView(context: WriteContext, id: string): Promise<Scenario> {
  const { createdBy, result, ...row } = await oneScenario(context, id);
  return { ...row, ...result, createdBy: namedOrNull(await personNames(context.tx), createdBy) };
}

export async function deleteScenario(context: WriteContext, id: string): Promise<void> {
  await oneScenario(context, id);
  await sql`delete from qd.pay_scenario where company_id = qd.current_company() and id = ${id}::uuid`.execute(
    context.tx.kysely,
  );
  await note(context, 'payScenario', id, 'deleted');
}

/** Makes the draft of a scenario a submitted version of its plan, in force from a day once another approves it. */
export async function applyScenario(
  context: WriteContext,
  id: string,
  { plan: index, fromOn }: z.output<typeof applicationBody>,
) {
  const { request } = await oneScenario(context, id);
  const wanted = request.plans[index];
  if (wanted === undefined || !('text' in wanted))
    throw new Refused('no-draft', 'only a draft of the scenario can be applied', {
      field: 'plan',
      found: index,
      expected: 'the place of a plan that was handed in as text',
    });
  const versionId = await createVersion(context, wanted.planId, inForceFrom(wanted.text, fromOn));
  await submitVersion(context, versionId);
  await sql`
    update qd.pay_scenario set applied_version_id = ${versionId}::uuid where company_id = qd.current_company() and id = ${id}::uuid`.execute(
    context.tx.kysely,
  );
  await note(context, 'payScenario', id, 'applied', { versionId: { to: versionId } });
  return versionSummaryOf(context, versionId);
}

/** The text with its first day set; the rest stays as its author wrote it. */
function inForceFrom(text: string, fromOn: string): string {
  const without = text.replace(/^effective:(?:[^\n]*\n(?:[ \t]+[^\n]*\n)*)/m, '');
  return `${without.trimEnd()}\neffective: { from: ${fromOn} }\n`;
}
