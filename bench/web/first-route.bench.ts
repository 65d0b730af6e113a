import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildWebIfStale } from '../../tools/build-web.ts';
import type { Bench, BenchRow } from '../define-bench.ts';

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

const limitKilobytes = 350;
/** The pages a person may begin with; the heaviest of them counts. A list of records has no file of its own: it is what all lists are. */
const firstPages = [/TodayPage\.tsx$/, /DealPages\.tsx$/, /^_records-/, /SignInPage\.tsx$/, /DiagnosisPage\.tsx$/];
/** What the entry has fetched at once, whichever page it is. */
const app = /^_app-/;

/** The scripts that must be there before a chunk runs: itself and, transitively, what it imports. */
function scriptsOf(manifest: Manifest, key: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const next of chunk.imports ?? []) scriptsOf(manifest, next, found);
  return found;
}

/** JavaScript of the first route, compressed, against its budget. */
export const bench: Bench = {
  title: 'Web: JavaScript of the first route',
  run: async () => {
    const { folder } = await buildWebIfStale();
    const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')) as Manifest;
    const entry = Object.keys(manifest).find((key) => manifest[key].isEntry === true);
    const around = Object.keys(manifest).find((key) => app.test(key));
    if (entry === undefined || around === undefined) throw new Error('the build has no entry, or no app');
    const pages = Object.keys(manifest).filter((key) => firstPages.some((pattern) => pattern.test(key)));
    return pages.map((page): BenchRow => {
      const scripts = scriptsOf(manifest, page, scriptsOf(manifest, around, scriptsOf(manifest, entry)));
      const texts = [...scripts].map((file) => readFileSync(join(folder, file)));
      const kilobytes = (bytes: readonly Uint8Array[]): number =>
        bytes.reduce((sum, { length }) => sum + length, 0) / 1000;
      const gzip = kilobytes(texts.map((text) => gzipSync(text, { level: 9 })));
      const brotli = kilobytes(texts.map((text) => brotliCompressSync(text)));
      return {
        bar: `entry, app and ${page
          .split('/')
          .at(-1)
          ?.replace(/^_(\w+)-.*/, '$1')}`,
        measured: `${gzip.toFixed(0)} kB gzip (${brotli.toFixed(0)} kB brotli), ${scripts.size} files`,
        limit: `≤ ${limitKilobytes} kB`,
        met: gzip <= limitKilobytes,
      };
    });
  },
};
