import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { routes } from '../src/entrypoints/routes.ts';
import { version } from '../src/entrypoints/version.ts';
import { authorisationMatrix, matrixText } from '../src/platform/http/authorisation-matrix.ts';
import { healthRoute } from '../src/platform/http/health.ts';
import { openApiDocument } from '../src/platform/http/openapi.ts';
import { openApiRoutes } from '../src/platform/http/openapi-routes.ts';

// Writes docs/api from the route table; with --check it only says whether what stands there is the same.
const all = [healthRoute, ...routes, ...openApiRoutes([], version)];
const files: Readonly<Record<string, string>> = {
  'docs/api/openapi.json': `${JSON.stringify(openApiDocument(all, version), undefined, 1)}\n`,
  'docs/api/authorisation.md': matrixText(authorisationMatrix(all)),
};
const root = join(import.meta.dirname, '..');
for (const [file, text] of Object.entries(files)) {
  const path = join(root, file);
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${file}`);
  } else if (readOr(path) !== text) {
    console.error(`${file} is not what the routes say: run node tools/generate-openapi.ts`);
    process.exitCode = 1;
  }
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
