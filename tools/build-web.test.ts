import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOfInputs, inputsOfWeb } from './build-web.ts';

const root = resolve(import.meta.dirname, '..');

describe('what the web app is built from', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'qd-inputs-'));
    for (const file of [...inputsOfWeb(), 'src/platform/http/create-server.ts'])
      cpSync(join(root, file), join(copy, file), { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it.each([
    'src/entrypoints/index.html',
    'src/web/theme/tokens.css',
    'src/web/components/DataTable.tsx',
    'src/kernel/money.ts',
    'src/rooms/settings/pipelines/web/StageTable.tsx',
    // Sources of the platform that pages use: reached from a page, from a contract, and from a page loaded later.
    'src/platform/visibility/roles.ts',
    'src/platform/plan-documents/read-plan-text.ts',
    'package-lock.json',
  ])('is built anew after a change of %s', (file) => {
    const before = hashOfInputs(copy);
    appendFileSync(join(copy, file), '\n');
    expect(hashOfInputs(copy)).not.toBe(before);
  });

  it.each(['src/platform/http/create-server.ts', 'src/web/format/format.test.ts'])(
    'is not built anew after a change of %s, which it does not use',
    (file) => {
      expect(inputsOfWeb()).not.toContain(file);
    },
  );
});
