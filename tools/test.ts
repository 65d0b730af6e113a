import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm test`: the checks, then every test; ends with one plain line of counts. Arguments go to the test runner. */
const root = join(import.meta.dirname, '..');
const run = (args: readonly string[]): number =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

const report = join(tmpdir(), `quarterdeck-test-${process.pid}.json`);
const checked = run(['tools/check.ts']);
const tested = run([
  join('node_modules', 'vitest', 'vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
const counts = JSON.parse(readFileSync(report, 'utf8')) as {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
};
rmSync(report, { force: true });
if (checked !== 0) console.log('The checks above failed.');
console.log(`${counts.numPassedTests} passed, ${counts.numFailedTests} failed, ${counts.numPendingTests} skipped`);
process.exitCode = checked === 0 && tested === 0 ? 0 : 1;
