import { sql } from 'kysely';
import { fromDayNumber } from '#kernel/civil-date.ts';
import { type Diagnosis, diagnosisVersion } from '#engines/diagnosis/diagnose.ts';
import { newId, type WriteContext } from '#platform/records/write-context.ts';
import { feedWorker } from '#platform/workers/feed-worker.ts';
import type { DiagnosisPart } from './diagnosis-part.ts';
import type { DiagnosedParts } from './diagnosis-thread.ts';
import { loadDiagnosisInput } from './load-input.ts';

const thread = new URL('./diagnosis-thread.ts', import.meta.url);

export interface StoredDiagnosis extends Diagnosis {
  readonly id: string;
  readonly ranAt: string;
  readonly asOf: string;
}

/** Diagnoses what the viewer sees, on a thread of its own so that the server answers others meanwhile, and keeps the run: input hash, engine version and result, so that it can be replayed. */
export async function runDiagnosis(context: WriteContext): Promise<StoredDiagnosis> {
  const { diagnosis: result, inputHash } = await feedWorker<DiagnosisPart, DiagnosedParts>(
    thread,
    'diagnosisCollector',
    loadDiagnosisInput(context),
  );
  const id = newId(context);
  const asOf = fromDayNumber(result.asOfDay);
  await sql`
    insert into qd.diagnosis_run (id, ran_at, person_id, as_of, result, input_hash, engine_version)
    values (${id}, ${context.now}::timestamptz, ${context.viewer.personId}::uuid, ${asOf}::date, ${JSON.stringify(result)}::jsonb, ${inputHash}, ${diagnosisVersion})`.execute(
    context.tx.kysely,
  );
  await rememberFindings(context, result);
  return { ...result, id, ranAt: context.now, asOf };
}

/** A finding keeps its state (assigned, dismissed with a reason, turned into a task) from run to run. */
async function rememberFindings(context: WriteContext, { findings }: Diagnosis): Promise<void> {
  const rows = JSON.stringify(
    findings.map((finding) => ({ id: newId(context), rule: finding.rule, subject: finding.subject, latest: finding })),
  );
  await sql`
    insert into qd.finding as f (id, rule, subject, latest)
    select id, rule, subject, latest from jsonb_to_recordset(${rows}::jsonb) as n(id uuid, rule text, subject text, latest jsonb)
    on conflict (company_id, rule, subject) do update set latest = excluded.latest, last_seen_at = now()`.execute(
    context.tx.kysely,
  );
}

/** The last run of this person by this version of the diagnosis, if there is one: older ones show their working differently. */
export async function latestDiagnosis(context: WriteContext): Promise<StoredDiagnosis | undefined> {
  const { rows } = await sql<{ id: string; ran_at: string; as_of: string; result: Diagnosis }>`
    select id::text, ran_at, as_of, result from qd.diagnosis_run
    where company_id = qd.current_company() and person_id = ${context.viewer.personId}::uuid and engine_version = ${diagnosisVersion}
    order by ran_at desc limit 1`.execute(context.tx.kysely);
  const [row] = rows;
  return row === undefined ? undefined : { ...row.result, id: row.id, ranAt: row.ran_at, asOf: row.as_of };
}

export interface LensHistory {
  readonly asOf: string;
  readonly lenses: Diagnosis['lenses'];
}

const mostRuns = 12;

/** What each lens held in this person's runs, one a day, oldest first. */
export async function lensHistory(context: WriteContext): Promise<LensHistory[]> {
  const { rows } = await sql<LensHistory>`
    select * from (
      select distinct on (as_of) as_of::text as "asOf", result->'lenses' as lenses from qd.diagnosis_run
      where company_id = qd.current_company() and person_id = ${context.viewer.personId}::uuid
      order by as_of desc, ran_at desc limit ${mostRuns}) latest
    order by "asOf"`.execute(context.tx.kysely);
  return rows;
}
