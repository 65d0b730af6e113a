import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, seededRandom } from '#kernel/random.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { undoImport } from '#platform/importing/undo-import.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { runAs } from '#platform/records/run-as.ts';
import { type LocalWorkplace, withWorkplace } from '../../src/entrypoints/local-workplace.ts';
import { type Command, killAfter, logIsIntact, missing, startCommand, timeOf, writeSingly } from './crash-place.ts';

export interface CrashPlan {
  /** Folder of its own: data folder and the file to import. */
  readonly folder: string;
  readonly rows: number;
  readonly points: number;
  readonly seed: number;
  /** Tells how each round ended. */
  readonly onRound?: (text: string) => void;
}

export interface CrashOutcome {
  readonly kills: { readonly application: number; readonly database: number };
  /** Kills that came after the commit: the import was whole then. */
  readonly whole: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly partial: readonly string[];
  readonly logIntact: boolean;
  readonly repeated: { readonly created: number; readonly again: number };
}

/**
 * Kills an import at random points, in turn its process and its database (on a server: the connections of the database), while
 * another process writes single records; then looks for anything partial, for acknowledged records that are gone, for breaks in
 * the log; and imports the file once more, and again.
 */
export async function crashImports(plan: CrashPlan): Promise<CrashOutcome> {
  mkdirSync(plan.folder, { recursive: true });
  const data = join(plan.folder, 'data');
  const file = writeFile(plan);
  const random = seededRandom(plan.seed);
  return withWorkplace({ data }, async (place) => {
    await prepare(place);
    const acknowledged: string[] = [];
    const partial: string[] = [];
    const whole = { count: 0 };
    const kills = { application: 0, database: 0 };
    let usualMs = await wholeImport(place, data, file);
    for (let point = 1; point <= plan.points; point++) {
      const child = startImport(data, file);
      const writing = writeSingly(place, acknowledged);
      const after = random.next() * usualMs;
      const victim = point % 2 === 1 ? 'application' : 'database';
      kills[victim] += 1;
      await killAfter(place, data, child, victim, after);
      await writing.stop();
      const state = await look(place);
      const problem = problemOf(state, plan.rows);
      if (problem !== undefined) partial.push(`point ${point} after ${Math.round(after)} ms: ${problem}`);
      if (state.imported > 0) {
        whole.count += 1;
        usualMs = Math.max(usualMs * 0.9, 200);
        await undoImport(place, place.viewer, state.runs[0]);
      }
      plan.onRound?.(
        `point ${point}: ${victim} after ${Math.round(after)} ms, ${state.imported} rows, ${problem ?? 'nothing partial'}`,
      );
    }
    const lost = await missing(place, acknowledged);
    const created = (await finishImport(data, file)).created;
    const again = (await finishImport(data, file)).created;
    return {
      kills,
      whole: whole.count,
      acknowledged: acknowledged.length,
      lost,
      partial,
      logIntact: await logIsIntact(place),
      repeated: { created, again },
    };
  });
}

function writeFile({ folder, rows, seed }: CrashPlan): string {
  const random: Random = seededRandom(`file ${seed}`);
  const lines = Array.from({ length: rows }, (_, i) =>
    [
      `K-${i}`,
      `Deal ${i}`,
      random.pick(['Ann', 'Bo']),
      random.pick(['报价', '赢单', '输单']),
      random.integer(10_000),
      '2026-05-01',
    ].join(','),
  );
  const path = join(folder, 'opportunities.csv');
  writeFileSync(path, `id,name,owner,stage,amount,expected close date\n${lines.join('\n')}\n`);
  return path;
}

async function prepare(place: LocalWorkplace): Promise<void> {
  await runAs(place, place.viewer, async (context) => {
    await createRecords(context, recordDefinition('person'), [{ values: { name: 'Ann' } }, { values: { name: 'Bo' } }]);
    const stages = ['报价', '赢单', '输单'].map((name) => ({ values: { name } }));
    await createRecords(context, recordDefinition('stage'), stages);
  });
}

function startImport(data: string, file: string): Command {
  return startCommand(['import', file, '--as', 'opportunity', '--data', data, '--json']);
}

async function finishImport(data: string, file: string): Promise<{ created: number }> {
  const said = await startImport(data, file).ended;
  return JSON.parse(said) as { created: number };
}

/** How long the transaction of an undisturbed import takes; it is taken back. */
async function wholeImport(place: LocalWorkplace, data: string, file: string): Promise<number> {
  const command = startImport(data, file);
  const took = await timeOf(place, command);
  await undoImport(place, place.viewer, (JSON.parse(await command.ended) as { import: string }).import);
  return took;
}

interface State {
  readonly imported: number;
  readonly events: number;
  readonly visits: number;
  readonly cells: number;
  readonly counted: number;
  readonly runs: readonly string[];
}

async function look(place: LocalWorkplace): Promise<State> {
  return withSystemTransaction(place.database, { reason: 'look for anything partial', companyId: 1 }, async (tx) => {
    const { rows } = await tx.query<State>(`
      select (select count(*) from qd.opportunity where import_id is not null and deleted_at is null)::int as imported,
        (select count(*) from qd.event e where kind = 'opportunity' and action = 'created'
          and not exists (select from qd.event d where d.company_id = e.company_id and d.record_id = e.record_id and d.action = 'deleted'))::int as events,
        (select count(*) from qd.stage_visit)::int as visits,
        (select coalesce(sum(opportunities), 0) from qd.opportunity_rollup)::int as cells,
        (select count(*) from qd.opportunity where deleted_at is null)::int as counted,
        array(select id::text from qd.import_run where state = 'done') as runs`);
    return rows[0];
  });
}

/** All of the import, or nothing of it: rows, events, projections and the record of the run alike. */
function problemOf({ imported, events, visits, cells, counted, runs }: State, rows: number): string | undefined {
  const expected = runs.length === 0 ? 0 : rows;
  const found = { imported, events, visits, cells, counted };
  const wrong = Object.entries(found).filter(([, count]) => count !== expected);
  return wrong.length === 0 && runs.length <= 1
    ? undefined
    : `${wrong.map(([name, count]) => `${name} ${count}`).join(', ')} where ${expected} were expected`;
}
