import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { reachedFrom } from './imports-of.ts';

const root = resolve(import.meta.dirname, '..');
const target = join(root, 'dist', 'web');
const stampFile = join(root, 'dist', 'web.built-from');

/** What the web app is made of besides the sources it imports. */
const besides = [
  'src/entrypoints/index.html',
  'src/entrypoints/icon.svg',
  'package-lock.json',
  'tools/build-web.ts',
  'tools/imports-of.ts',
];

/** What the web app is made of, whichever floor it lies on: when none of it changed, there is nothing to build. */
export function inputsOfWeb(folder = root): string[] {
  return [...besides, ...reachedFrom('entrypoints/web.tsx', join(folder, 'src')).map((file) => `src/${file}`)];
}

/**
 * Builds the web app into dist/web unless what it is made of is unchanged since the last build. A process of its own builds:
 * the bundler takes a gigabyte of memory that a server would keep for as long as it lives.
 * @returns the folder, and whether it had to be built
 */
export async function buildWebIfStale(): Promise<{ folder: string; built: boolean }> {
  if (isBuiltFrom(hashOfInputs())) return { folder: target, built: false };
  const own = ['--disable-warning=ExperimentalWarning', import.meta.filename];
  const builder = spawn(process.execPath, own, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(builder, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the web app could not be built (exit code ${code})`);
  return { folder: target, built: true };
}

function isBuiltFrom(stamp: string): boolean {
  return existsSync(join(target, 'index.html')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
}

/** A name for what the web app is made of as it stands now. */
export function hashOfInputs(folder = root): string {
  const hash = createHash('sha256');
  for (const file of inputsOfWeb(folder))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}

const drawing = /[\\/]node_modules[\\/](?:echarts|zrender)[\\/]/;

/**
 * Few files, so that a first screen waits for few replies: what is declared of all pages (the entry), the app around the pages, what
 * most pages are built of, what shows records, and each page. Left to itself the bundler makes a file of every set of modules that
 * some pages share, seventy for one list.
 */
const fewFiles = {
  groups: [
    { name: 'entry', tags: ['$initial' as const], priority: 4 },
    { name: 'app', test: /[\\/]web[\\/]shell[\\/]start-app\.tsx$/, priority: 3 },
    { name: 'parts', minShareCount: 10, test: (id: string) => !drawing.test(id), priority: 2 },
    { name: 'records', test: /[\\/]web[\\/]records[\\/]generic-pages\.tsx$/, priority: 1 },
  ],
};

/** Names the app in the page itself, so that it is fetched while the entry, which asks for it, still is. */
const nameApp: Plugin = {
  name: 'name-app',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const app = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith('/web/shell/start-app.tsx')));
      if (app === undefined) throw new Error('the build has no chunk of the app');
      return [
        { tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${app.fileName}` }, injectTo: 'head' },
      ];
    },
  },
};

async function build(): Promise<void> {
  // Whoever asks for the build: a test runner would have the libraries' slow variants for development built in, and left for all.
  process.env.NODE_ENV = 'production';
  const { build: viteBuild } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  await viteBuild({
    root: join(root, 'src', 'entrypoints'),
    configFile: false,
    logLevel: 'warn',
    plugins: [react(), nameApp],
    build: {
      outDir: target,
      emptyOutDir: true,
      target: 'es2023',
      sourcemap: false,
      manifest: true,
      chunkSizeWarningLimit: 1200,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      rolldownOptions: { output: { codeSplitting: fewFiles } },
    },
  });
  compressAll();
}

/** Lays a .br and a .gz beside every text file, so that the server need not compress. */
function compressAll(): void {
  for (const file of globSync('**/*.{js,css,html,svg}', { cwd: target })) {
    const text = readFileSync(join(target, file));
    if (text.length < 1024) continue;
    writeFileSync(join(target, `${file}.gz`), gzipSync(text, { level: 9 }));
    writeFileSync(
      join(target, `${file}.br`),
      brotliCompressSync(text, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
      }),
    );
  }
}

if (import.meta.main) {
  const stamp = hashOfInputs();
  if (isBuiltFrom(stamp) && !process.argv.includes('--anew')) console.error('The web app is up to date');
  else {
    await build();
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, stamp);
    console.error(`Built the web app into ${target}`);
  }
}
