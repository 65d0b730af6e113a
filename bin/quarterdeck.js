#!/usr/bin/env node
// `npx quarterdeck …`: re-executes the command line under the pinned Node (see pinned-node.js).
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandArguments, pinnedNode } from './pinned-node.js';

const cli = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'entrypoints', 'cli.ts');
const child = spawn(pinnedNode(), [...commandArguments, cli, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 128);
});
