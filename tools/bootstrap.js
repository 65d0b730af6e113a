#!/usr/bin/env node
// The first step of every npm script. Plain JavaScript, because on a fresh clone only Node and npm are there:
// it installs what the lock file names when that is missing or stale, then hands over to the pinned Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinnedNode } from '../bin/pinned-node.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = join(root, 'node_modules', '.installed-lock');

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock) return;
  console.error('Installing the pinned dependencies …');
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--loglevel=error']);
  writeFileSync(stampFile, lock);
}

function run(command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: command.endsWith('.cmd'),
  });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}

const scripts = {
  start: ['src/entrypoints/cli.ts', 'start'],
  test: ['tools/test.ts'],
  check: ['tools/check.ts'],
  bench: ['bench/run.ts'],
  build: ['tools/build-web.ts'],
  'new-slice': ['tools/new-slice.ts'],
};

const [name, ...rest] = process.argv.slice(2);
const script = scripts[name];
if (script === undefined) {
  console.error(`bootstrap: unknown script "${name}" (one of ${Object.keys(scripts).join(', ')} is expected)`);
  process.exit(2);
}
install();
// The child decides how to stop; its exit code is ours.
const child = spawn(pinnedNode(), ['--disable-warning=ExperimentalWarning', ...script, ...rest], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
