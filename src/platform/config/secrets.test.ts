import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from './secrets.ts';

describe('secrets', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qd-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are made once, for the owner only, and then kept', () => {
    const first = loadSecrets(folder, {});
    expect(first.auth).toHaveLength(43);
    expect(loadSecrets(folder, {})).toEqual(first);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it.runIf(process.platform !== 'win32')('are refused when others can read the file', () => {
    loadSecrets(folder, {});
    chmodSync(join(folder, 'secrets.json'), 0o644);
    expect(() => loadSecrets(folder, {})).toThrow(/mode 0600 is expected/);
  });

  it.each(['tiny-one', 'change-me-change-me-change-me-change-me', 'abababababababababababababababababab'])(
    'refuses the weak secret %s without repeating it',
    (weak) => {
      const attempt = () => loadSecrets(folder, { QUARTERDECK_SECRET: weak });
      expect(attempt).toThrow(/invalid QUARTERDECK_SECRET/);
      expect(attempt).not.toThrow(new RegExp(weak));
    },
  );

  it('takes previous secrets along while keys are changed', () => {
    const [now, before] = ['k9Q2vX7pL4mZ8sT1wB6nR3cY5dF0hJaE', 'Zx8Cv7Bn6Mq5Wl4Er3Ty2Ui1Op0AsDfG'];
    expect(loadSecrets(folder, { QUARTERDECK_SECRET: now, QUARTERDECK_SECRET_PREVIOUS: before })).toEqual({
      auth: now,
      previousAuth: [before],
    });
  });

  it('refuses a damaged file rather than making new secrets', () => {
    writeFileSync(join(folder, 'secrets.json'), '{"auth": ', { mode: 0o600 });
    expect(() => loadSecrets(folder, {})).toThrow(/a JSON object with the text "auth" is expected/);
  });
});
