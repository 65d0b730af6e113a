import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

describe('backup, restore and migrate on the command line', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'qd-cli-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const quarterdeck = (...args: string[]) => {
    const env = { ...process.env, DATABASE_URL: '' };
    const done = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...args], {
      encoding: 'utf8',
      env,
    });
    return { code: done.status, out: done.stdout, problem: done.stderr };
  };

  it('save, refuse to overwrite, restore elsewhere, and refuse what is damaged', () => {
    const [data, copy, file] = [join(folder, 'data'), join(folder, 'copy'), join(folder, 'all.backup')];
    const migrated = JSON.parse(quarterdeck('migrate', '--data', data, '--json').out) as {
      applied: string[];
      backup: null;
    };
    expect(migrated.applied[0]).toBe('0000-foundation');
    expect(migrated.backup).toBeNull();

    const saved = JSON.parse(quarterdeck('backup', file, '--data', data, '--json').out) as { rows: number };
    expect(saved.rows).toBeGreaterThan(0);
    const refused = quarterdeck('restore', file, '--data', data);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.problem).toMatch(/^quarterdeck: the database is not empty: qd\.company has rows; .*--replace.*\n$/);
    const restored = JSON.parse(quarterdeck('restore', file, '--data', copy, '--json').out) as { rows: number };
    expect(restored.rows).toBe(saved.rows);

    const bytes = readFileSync(file);
    bytes[bytes.length - 200] ^= 1;
    writeFileSync(file, bytes);
    const damaged = quarterdeck('restore', file, '--data', copy, '--replace');
    expect(damaged.code).toBe(3);
    expect(damaged.problem).toMatch(/^quarterdeck: the backup is damaged in .*nothing was restored\n$/);
    expect(quarterdeck('backup').code).toBe(2);
  });
});
