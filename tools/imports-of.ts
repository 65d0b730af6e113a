import { join, posix } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

export interface ImportFound {
  /** As written: '#kernel/money.ts', './list.ts', 'node:fs'. */
  readonly specifier: string;
  /** Of types alone: nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
}

/** What a source imports, exports again or loads later, in the order of the text. */
export function importsOf(source: string): ImportFound[] {
  return [...source.matchAll(importPattern)].map((match) => ({
    specifier: match[1] ?? match[2] ?? match[3],
    typeOnly: /^\s*(?:import|export) type\s/.test(match[0]),
  }));
}

/** The place of an own source (from `src/`) as another names it; undefined for modules of Node and npm. */
export function placeOf(specifier: string, importer: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  return specifier.startsWith('.') ? posix.join(posix.dirname(importer), specifier) : undefined;
}

/** Every own source (from `folder`) that runs when one of them does, itself included, in alphabetical order. */
export function reachedFrom(entry: string, folder: string): string[] {
  const reached = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const path = join(folder, file);
    if (reached.has(file) || !existsSync(path)) continue;
    reached.add(file);
    if (!/\.tsx?$/.test(file)) continue;
    for (const { specifier, typeOnly } of importsOf(readFileSync(path, 'utf8'))) {
      const place = typeOnly ? undefined : placeOf(specifier, file);
      if (place !== undefined) waiting.push(place);
    }
  }
  return [...reached].toSorted();
}
