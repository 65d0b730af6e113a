import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { dataFolder, readServerNote } from './data-folder.ts';

it('reads the note of a server that takes it away and writes it again meanwhile', async () => {
  const folder = dataFolder(mkdtempSync(join(tmpdir(), 'quarterdeck-note-')));
  mkdirSync(folder.cluster);
  const file = join(folder.cluster, 'postmaster.pid');
  const note = '42\n/data\n0\n5432\n/socket\n';
  writeFileSync(file, note);
  expect(readServerNote(folder)).toEqual({ pid: 42, port: 5432, socketFolder: '/socket' });
  const flicker = new Worker(
    `const { renameSync } = require('node:fs');
     const file = ${JSON.stringify(file)};
     for (;;) { renameSync(file, file + '.away'); renameSync(file + '.away', file); }`,
    { eval: true },
  );
  let [there, gone] = [0, 0];
  for (const until = performance.now() + 300; performance.now() < until || there === 0 || gone === 0; )
    if (readServerNote(folder) === undefined) gone += 1;
    else there += 1;
  await flicker.terminate();
  expect([there, gone].every((count) => count > 0)).toBe(true);
  rmSync(folder.root, { recursive: true, force: true });
});
