import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, lchownSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * As whom the database server runs. PostgreSQL refuses to run as root, so a root process either enters a user namespace in
 * which root has another name (files stay root's, everything stays reachable), or starts the server as `nobody`.
 */
export interface ServerUser {
  readonly kind: 'self' | 'namespace' | 'other';
  /** Starts a long-lived program in its own session, so that Ctrl-C in the terminal does not reach it. */
  start(program: string, args: readonly string[], folder: string, output: number): ChildProcess;
  runSync(
    program: string,
    args: readonly string[],
    folder?: string,
  ): { stdout: string; problem: string; status: number | null };
  /** How the server names its own folder `folder`, being started in it. */
  folderName(folder: string): string;
  /** Makes a folder and what is in it the server's. */
  own(path: string): void;
}

const unshareArgs = ['--user', '--map-user=65534', '--map-group=65534'];

/** Chooses by who runs this process, by who owns an existing cluster, and by what this machine allows. */
export function serverUser(cluster: string): ServerUser {
  if (process.getuid?.() !== 0) return asSelf();
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  if (owner !== undefined && owner.uid !== 0) return asOther(owner.uid, owner.gid);
  if (namespaceWorks()) return inNamespace();
  return asOther(idOfNobody('-u'), idOfNobody('-g'));
}

function asSelf(): ServerUser {
  return {
    kind: 'self',
    start: (program, args, folder, output) =>
      spawn(program, args, { cwd: folder, detached: true, stdio: ['ignore', output, output], windowsHide: true }),
    runSync: (program, args, folder) => outcome(spawnSync(program, args, { cwd: folder, encoding: 'utf8' })),
    folderName: (folder) => folder,
    own: () => undefined,
  };
}

/** `unshare` becomes the program itself: the process id is the server's, and root outside can signal it. */
function inNamespace(): ServerUser {
  const self = asSelf();
  return {
    kind: 'namespace',
    start: (program, args, folder, output) => self.start('unshare', [...unshareArgs, program, ...args], folder, output),
    runSync: (program, args, folder) => self.runSync('unshare', [...unshareArgs, program, ...args], folder),
    folderName: (folder) => folder,
    own: () => undefined,
  };
}

/**
 * Another user may not walk the path to the folder (a checkout under /root). On Linux it need not: the server is started
 * inside the folder and knows it as /proc/self/cwd.
 */
function asOther(uid: number, gid: number): ServerUser {
  return {
    kind: 'other',
    start: (program, args, folder, output) =>
      spawn(program, args, { cwd: folder, uid, gid, detached: true, stdio: ['ignore', output, output] }),
    runSync: (program, args, folder) =>
      outcome(spawnSync(program, args, { cwd: folder ?? '/', uid, gid, encoding: 'utf8' })),
    folderName: (folder) => (process.platform === 'linux' ? '/proc/self/cwd' : folder),
    own: (path) => own(path, uid, gid),
  };
}

/** The folder itself last: its owner then tells whether the work was finished. */
function own(path: string, uid: number, gid: number): void {
  const state = lstatSync(path);
  if (state.uid === uid && state.isDirectory()) return;
  if (state.isDirectory()) for (const name of readdirSync(path)) own(join(path, name), uid, gid);
  lchownSync(path, uid, gid);
}

function outcome(result: ReturnType<typeof spawnSync>): { stdout: string; problem: string; status: number | null } {
  return {
    stdout: String(result.stdout ?? ''),
    problem: (result.error?.message ?? String(result.stderr ?? '')).trim(),
    status: result.status,
  };
}

let namespaceAnswer: boolean | undefined;

function namespaceWorks(): boolean {
  namespaceAnswer ??= spawnSync('unshare', [...unshareArgs, 'true'], { stdio: 'ignore' }).status === 0;
  return namespaceAnswer;
}

function idOfNobody(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }).trim()) | 0;
}
