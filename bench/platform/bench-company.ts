import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Database } from '#platform/database/database.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { runImport } from '#platform/importing/run-import.ts';
import { withWorkplace } from '../../src/entrypoints/local-workplace.ts';
import { companyMapping, sizeFor, writeCompanyFiles } from './company-files.ts';

/** A company in a database of its own (embedded, or on the server of DATABASE_URL), without opportunities yet. */
export interface BenchCompany {
  readonly dataDir: string;
  readonly opportunityFile: string;
  /** The leader of a region of 40 of the 200 people. */
  readonly managerId: string;
  readonly repId: string;
  /** Drops the database and the files. */
  remove(): Promise<void>;
}

const teams = 20;
const regions = 5;

export async function makeBenchCompany(rows: number): Promise<BenchCompany> {
  const root = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'));
  const files = join(root, 'files');
  const dataDir = join(root, 'data');
  await writeCompanyFiles(files, sizeFor(rows));
  const dropDatabase = await ownDatabase();
  const people = await withWorkplace({ data: dataDir }, async (place) => {
    const report = await runImport(place, place.viewer, { path: files, mapping: companyMapping });
    if (!report.stored) throw new Error(`the company was not imported: ${JSON.stringify(report.rejected.slice(0, 3))}`);
    return seatPeople(place.database);
  });
  return {
    dataDir,
    opportunityFile: join(files, 'opportunities.csv'),
    ...people,
    remove: async () => {
      await dropDatabase();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** On a server: a fresh database, named in DATABASE_URL for this process and the ones it starts. */
export async function ownDatabase(): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  if (given === undefined || given === '') return async () => undefined;
  const name = `quarterdeck_bench_${process.pid}`;
  const onServer = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: given });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  await onServer(`create database ${name}`);
  const own = new URL(given);
  own.pathname = `/${name}`;
  process.env.DATABASE_URL = own.href;
  return async () => {
    process.env.DATABASE_URL = given;
    await onServer(`drop database if exists ${name} with (force)`);
  };
}

/** Five regions of four teams of ten; the first of each region leads it, an administrator sits above. */
async function seatPeople(database: Database): Promise<{ managerId: string; repId: string }> {
  return withSystemTransaction(database, { reason: 'seats of the bench', companyId: 1 }, async (tx) => {
    const { rows: people } = await tx.query<{ id: string }>('select id from qd.person order by name');
    const id = (): string => randomUUID();
    const structure = id();
    await tx.query(`insert into qd.structure (id, name) values ($1, 'By region')`, [structure]);
    const unit = async (parent: string | null, name: string): Promise<string> => {
      const own = id();
      await tx.query(`insert into qd.unit (id, structure_id, parent_id, name) values ($1, $2, $3, $4)`, [
        own,
        structure,
        parent,
        name,
      ]);
      return own;
    };
    const seat = async (person: string, unitId: string, role: string): Promise<void> => {
      const position = id();
      await tx.query(`insert into qd.position (id, unit_id, role) values ($1, $2, $3)`, [position, unitId, role]);
      await tx.query(
        `insert into qd.assignment (id, position_id, person_id, from_on) values ($1, $2, $3, '2020-01-01')`,
        [id(), position, person],
      );
    };
    const top = await unit(null, 'Company');
    const administrator = id();
    await tx.query(`insert into qd.person (id, name) values ($1, 'Administrator')`, [administrator]);
    await seat(administrator, top, 'administrator');
    const areas: string[] = [];
    for (let i = 1; i <= regions; i++) areas.push(await unit(top, `Region ${i}`));
    const perTeam = Math.ceil(people.length / teams);
    for (let team = 0; team < teams; team++) {
      const own = await unit(areas[team % regions], `Team ${team + 1}`);
      for (const person of people.slice(team * perTeam, (team + 1) * perTeam)) await seat(person.id, own, 'rep');
    }
    await seat(people[0].id, areas[0], 'manager');
    return { managerId: people[0].id, repId: people[perTeam].id };
  });
}
