import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { importsOf, placeOf } from './imports-of.ts';

/** One import that goes where it may not. */
export interface FloorViolation {
  readonly file: string;
  readonly imports: string;
  readonly rule: string;
}

const root = resolve(import.meta.dirname, '..');

/** Which floors each floor may import (itself included): entrypoints → rooms → {engines, platform, web} → kernel. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  kernel: ['kernel'],
  engines: ['engines', 'kernel'],
  platform: ['platform', 'kernel'],
  web: ['web', 'kernel'],
  rooms: ['rooms', 'engines', 'platform', 'web', 'kernel'],
  entrypoints: ['entrypoints', 'rooms', 'engines', 'platform', 'web', 'kernel'],
};

/** Modules of Node or npm that an engine or the kernel may not touch: they must stay pure. */
const impure = /^(node:|pg$|kysely|fastify|react|echarts|pg-boss|nodemailer)/;

/**
 * Checks the imports of one source file (path relative to src/) against the floor rule:
 * imports point down; engines know only the kernel and numerics (and themselves); a slice is entered through its index.ts,
 * contract.ts or access.ts; a slice's store is its own; slice web pages never import a store.
 */
export function violationsIn(file: string, source: string): FloorViolation[] {
  const found: FloorViolation[] = [];
  const floor = file.split('/')[0];
  const isTest = /\.(test|fixture)\.tsx?$/.test(file);
  for (const { specifier } of importsOf(source)) {
    const complain = (rule: string): void => void found.push({ file, imports: specifier, rule });
    const target = placeOf(specifier, file);
    if (target === undefined) {
      if (!isTest && (floor === 'engines' || floor === 'kernel') && impure.test(specifier)) {
        complain(`${floor} is pure: no ${specifier}`);
      }
      continue;
    }
    const targetFloor = target.split('/')[0];
    if (targetFloor === '..' || !(targetFloor in allowed)) {
      if (!isTest) complain('sources import sources only');
      continue;
    }
    if (!allowed[floor].includes(targetFloor)) complain(`${floor} may not import ${targetFloor}`);
    if (floor === 'engines' && targetFloor === 'engines' && !isTest) {
      const [, from] = file.split('/');
      const [, to] = target.split('/');
      if (to !== 'numerics' && to !== from && from !== 'diagnosis')
        complain(`engine ${from} may import only the kernel and numerics`);
    }
    if (floor === 'rooms' && targetFloor === 'rooms') checkSlices(file, target, complain);
  }
  return found;
}

const doors = ['index.ts', 'contract.ts', 'access.ts'];

function checkSlices(file: string, target: string, complain: (rule: string) => void): void {
  const [, fromRoom, fromSlice] = file.split('/');
  const [, toRoom, toSlice, ...inside] = target.split('/');
  if (fromRoom === toRoom && fromSlice === toSlice) {
    if (inside.join('/') === 'store.ts' && file.includes('/web/')) complain('a page never imports the store');
    return;
  }
  if (toSlice === undefined || toSlice.endsWith('.ts') || toSlice.endsWith('.tsx')) return; // files of the room itself
  if (!doors.includes(inside.join('/'))) complain(`slice ${toRoom}/${toSlice} is entered through ${doors.join(', ')}`);
}

export function checkFloors(): FloorViolation[] {
  return globSync('src/**/*.{ts,tsx}', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .flatMap((path) =>
      violationsIn(relative('src', path).replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')),
    );
}

if (process.argv[1] === import.meta.filename) {
  const violations = checkFloors();
  for (const { file, imports, rule } of violations) console.error(`src/${file}: imports ${imports}: ${rule}`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
