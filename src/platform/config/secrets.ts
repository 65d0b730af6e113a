import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './read-config.ts';

export interface Secrets {
  /** Signs sessions and encrypts what must be readable again. */
  readonly auth: string;
  /** Earlier ones, still accepted for reading during a change of keys. */
  readonly previousAuth: readonly string[];
}

const shortest = 32;
const wellKnown = /secret|change-?me|password|example|default|quarterdeck|test|better-auth|0123456789|12345678/gi;
const fewestOwn = 24;

/**
 * The secrets of this installation: QUARTERDECK_SECRET (and QUARTERDECK_SECRET_PREVIOUS, separated by commas) when set, as
 * several servers on one database need it; else `secrets.json` in the data folder, made at first use and readable by its owner only.
 * @throws RangeError when a secret is short, well known or monotonous, or others may read the file; it never repeats the secret
 */
export function loadSecrets(dataDir: string, environment: Environment = process.env): Secrets {
  const given = environment.QUARTERDECK_SECRET;
  if (given !== undefined && given !== '') {
    const previous = (environment.QUARTERDECK_SECRET_PREVIOUS ?? '').split(',').filter((each) => each !== '');
    checkSecret('QUARTERDECK_SECRET', given);
    for (const each of previous) checkSecret('QUARTERDECK_SECRET_PREVIOUS', each);
    return { auth: given, previousAuth: previous };
  }
  const file = join(dataDir, 'secrets.json');
  const secrets = readSecrets(file) ?? makeSecrets(dataDir, file);
  checkSecret(`the secret in ${file}`, secrets.auth);
  for (const each of secrets.previousAuth) checkSecret(`a previous secret in ${file}`, each);
  return secrets;
}

function readSecrets(file: string): Secrets | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new RangeError(`invalid permissions of ${file} (mode 0600 is expected: chmod 600 "${file}")`);
  }
  const content = parse(text) as { auth?: unknown; previousAuth?: unknown } | undefined;
  const previous = content?.previousAuth ?? [];
  if (
    typeof content?.auth !== 'string' ||
    !Array.isArray(previous) ||
    previous.some((each) => typeof each !== 'string')
  ) {
    throw new RangeError(`invalid ${file} (a JSON object with the text "auth" is expected)`);
  }
  return { auth: content.auth, previousAuth: previous as string[] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whole or not at all, and only once, when several processes start together: the first link wins. */
function makeSecrets(dataDir: string, file: string): Secrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const secrets: Secrets = { auth: randomBytes(32).toString('base64url'), previousAuth: [] };
  writeFileSync(fresh, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(fresh, 0o600);
  try {
    linkSync(fresh, file);
    return secrets;
  } catch (error) {
    const theirs = readSecrets(file);
    if (theirs === undefined) throw error;
    return theirs;
  } finally {
    rmSync(fresh, { force: true });
  }
}

function checkSecret(name: string, secret: string): void {
  if (secret.length < shortest)
    throw new RangeError(`invalid ${name}: too short (at least ${shortest} characters are expected)`);
  if (secret.replace(wellKnown, '').length < fewestOwn || new Set(secret).size < 10) {
    throw new RangeError(
      `invalid ${name}: it can be guessed (random text is expected, such as from: openssl rand -base64 32)`,
    );
  }
}
