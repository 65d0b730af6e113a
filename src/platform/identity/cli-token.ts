import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Id, isId } from '#kernel/id.ts';
import type { SignedIn } from '#platform/http/admission.ts';
import { administrators } from './administrators.ts';
import type { Identity } from './identity.ts';
import { loadViewer } from './load-viewer.ts';
import { makeToken } from './tokens.ts';

/** How a command of this machine reaches the server that runs on the same data folder. */
export interface CliAccess {
  readonly url: string;
  readonly token: string;
}

const fileName = 'running-server.json';

export function makeCliToken(): { token: string; hash: string } {
  const token = `qdcli_${makeToken()}`;
  return { token, hash: createHash('sha256').update(token).digest('hex') };
}

/** Leaves address and token where only the owner of the data folder reads them; call the answer when the server stops. */
export function publishCliAccess(dataDir: string, access: CliAccess): () => void {
  const file = join(dataDir, fileName);
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(access), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** Undefined when no server says that it runs. */
export function readCliAccess(dataDir: string): CliAccess | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, fileName), 'utf8')) as CliAccess;
  } catch {
    return undefined;
  }
}

/**
 * The command line acts for the person named in the header `Quarterdeck-As` (an id), else for the first administrator.
 * Whoever can read the data folder owns the data already; the token only keeps everyone else out.
 */
export async function cliCaller(
  identity: Identity,
  token: string,
  as: unknown,
  nowMs: number,
): Promise<{ found: SignedIn } | undefined> {
  const expected = identity.settings.cliTokenHash;
  if (expected === undefined) return undefined;
  const own = createHash('sha256').update(token).digest();
  const wanted = Buffer.from(expected, 'hex');
  if (own.length !== wanted.length || !timingSafeEqual(own, wanted)) return undefined;
  return identity.system(async (tx) => {
    const [first] = await administrators(tx, nowMs);
    if (first === undefined) return undefined;
    const personId: Id = typeof as === 'string' && isId(as) ? as : first.personId;
    const viewer = await loadViewer(tx, { companyId: first.companyId, personId, via: 'cli', nowMs });
    if (viewer === undefined) return undefined;
    return { found: { viewer, credential: { by: 'cli' as const, id: 'cli', userId: '', readOnly: false } } };
  });
}
