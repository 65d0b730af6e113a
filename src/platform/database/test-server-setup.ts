import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder, readServerNote } from './data-folder.ts';
import { stopServer } from './stop-server.ts';
import { testFolderVariable } from './test-run.ts';

/** vitest's global setup: names a folder for the throw-away server (started only if a test asks) and clears it away afterwards. */
export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'qd-test-'));
  process.env[testFolderVariable] = folder;
  return async () => {
    const note = readServerNote(dataFolder(folder));
    if (note !== undefined) await stopServer(dataFolder(folder), note.pid);
    rmSync(folder, { recursive: true, force: true });
  };
}
