import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * npm leaves a platform's optional package out of the lock file when the registry at hand does not carry it, and `npm ci` then
 * refuses the lock file everywhere. This adds the missing entries (version, os, cpu; without integrity), so that they are
 * passed over where they do not fit. Run after every change of dependencies: `node tools/complete-lock-file.ts`.
 */
interface LockedPackage {
  version?: string;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dev?: boolean;
  optional?: boolean;
  license?: string;
  engines?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'win32', 'openharmony', 'netbsd', 'openbsd', 'sunos', 'aix'];
const processors = ['arm64', 'x64', 'ia32', 'arm', 'riscv64', 'ppc64', 's390x', 'loong64', 'wasm32'];

const file = join(import.meta.dirname, '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };
let added = 0;
for (const [owner, locked] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(locked.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (key in lock.packages || `${owner}/${key}` in lock.packages || !/^\d/.test(version)) continue;
    const tail = name.split('/').at(-1) ?? name;
    const system = systems.find((one) => tail.includes(one));
    const processor = processors.find((one) => new RegExp(`(^|-)${one}($|-)`).test(tail));
    lock.packages[key] = {
      version,
      ...(processor === undefined ? {} : { cpu: [processor] }),
      ...(locked.dev === true ? { dev: true } : {}),
      ...(tail.includes('musl')
        ? { libc: ['musl'] }
        : tail.includes('gnu') && system === 'linux'
          ? { libc: ['glibc'] }
          : {}),
      license: locked.license ?? 'MIT',
      optional: true,
      ...(system === undefined ? {} : { os: [system] }),
      ...(locked.engines === undefined ? {} : { engines: locked.engines }),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([left], [right]) => (left < right ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);
