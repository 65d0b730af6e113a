import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DataFolder, isAlive, readServerNote } from './data-folder.ts';

const patienceMs = 60_000;

/** Asks the server of a folder to stop: running transactions are rolled back, everything kept is written out. Waits for it. */
export async function stopServer(folder: DataFolder, pid: number, pgCtl?: string): Promise<void> {
  if (!isAlive(pid)) return;
  if (process.platform === 'win32') {
    // Windows has no signals: a killed server would have to recover at the next start.
    if (pgCtl === undefined) process.kill(pid);
    else spawnSync(pgCtl, ['stop', '-D', folder.cluster, '-m', 'fast', '-w'], { stdio: 'ignore' });
  } else {
    process.kill(pid, 'SIGINT');
  }
  for (let waited = 0; waited < patienceMs && isAlive(pid) && readServerNote(folder)?.pid === pid; waited += 10)
    await sleep(10);
}
