import type { Id } from '#kernel/id.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { SignedIn } from '#platform/http/admission.ts';
import type { Credential, RouteServices } from '#platform/http/define-route.ts';
import type { SignInReader } from '#platform/http/mount-route.ts';
import { Problem } from '#platform/http/problem.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { attemptLimits } from './attempts.ts';
import { sessionCookieName } from './auth.ts';
import { watchChanges } from './change-watch.ts';
import { cliCaller } from './cli-token.ts';
import { cleanSignIn } from './housekeeping.ts';
import { type Identity, identityOf } from './identity.ts';
import { loadViewer } from './load-viewer.ts';
import { cookieValue, hashToken, readSignedCookie } from './tokens.ts';

/** Who asks, read from the session cookie, an API key or the command line's token; remembered until something changes. */
export interface SignInKeeper {
  readonly read: SignInReader;
  /** Forgets what is remembered, at once. */
  forget(): void;
  close(): Promise<void>;
}

/** Remembered at most this long, so that a new day or the end of a session counts. */
const rememberedMs = 20_000;
const mostRemembered = 20_000;
const cleaningMs = 3_600_000;

export function openSignIn(services: RouteServices): SignInKeeper {
  const identity = identityOf(services);
  const remembered = new Map<string, { readonly found: SignedIn; readonly untilMs: number }>();
  let generation = 0;
  const forget = (): void => {
    generation += 1;
    remembered.clear();
  };
  const watch = watchChanges(services.database, forget);
  const unlisten = identity.onChange(forget);
  const cleaning = setInterval(() => identity.later(() => cleanSignIn(identity)), cleaningMs);
  cleaning.unref();
  const cookieName = sessionCookieName(services.settings);

  const remember = async (
    key: string,
    find: (nowMs: number) => Promise<{ found: SignedIn; endsMs?: number } | undefined>,
  ): Promise<SignedIn | undefined> => {
    const nowMs = services.clock.now().epochMilliseconds;
    const known = remembered.get(key);
    if (known !== undefined && known.untilMs > nowMs) return known.found;
    const begun = generation;
    const result = await find(nowMs);
    if (result === undefined) return undefined;
    if (remembered.size >= mostRemembered) remembered.clear();
    // What was read while something changed is used once and not remembered.
    if (begun === generation) {
      remembered.set(key, { found: result.found, untilMs: Math.min(nowMs + rememberedMs, result.endsMs ?? Infinity) });
    }
    return result.found;
  };

  return {
    forget,
    close: async () => {
      unlisten();
      clearInterval(cleaning);
      await watch.stop();
    },
    read: async ({ headers }) => {
      const { authorization, cookie } = headers;
      if (authorization !== undefined) {
        const token = /^Bearer ([\w.~+/-]{20,200})$/.exec(String(authorization))?.[1];
        if (token === undefined) throw badKey();
        const as = headers['quarterdeck-as'];
        const found = await remember(`bearer ${hashToken(token).toString('base64')} ${String(as)}`, async (nowMs) =>
          token.startsWith('qdcli_') ? cliCaller(identity, token, as, nowMs) : byKey(identity, token, nowMs),
        );
        if (found === undefined) throw badKey();
        return found;
      }
      const raw = cookieValue(cookie === undefined ? undefined : String(cookie), cookieName);
      const token = raw === undefined ? undefined : readSignedCookie(raw, identity.secrets);
      if (token === undefined) return undefined;
      return remember(`session ${token}`, (nowMs) => bySession(identity, token, nowMs));
    },
  };
}

function badKey(): Problem {
  return new Problem('unauthenticated', 'this key is not known, has ended or was revoked');
}

interface SessionRow {
  id: string;
  user_id: string;
  expires_at: string;
  seen_as_person: Id | null;
  company_id: number;
  person_id: Id;
  language: string | null;
}

async function bySession(identity: Identity, token: string, nowMs: number) {
  return identity.system(async (tx) => {
    const { rows } = await tx.query<SessionRow>(
      `select s.id, s.user_id, s.expires_at, s.seen_as_person, u.company_id, u.person_id, u.language
       from auth.session s join auth."user" u on u.id = s.user_id
       where s.token = $1 and s.expires_at > $2 and u.disabled_at is null`,
      [token, new Date(nowMs).toISOString()],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const viewer = await viewerOf(tx, row, nowMs);
    if (viewer === undefined) return undefined;
    const credential: Credential = { by: 'session', id: row.id, userId: row.user_id, readOnly: false };
    return { found: { viewer, credential }, endsMs: Date.parse(row.expires_at) };
  });
}

/** The person themselves, or the one they look through as long as they are still entitled to it. */
async function viewerOf(tx: Transaction, row: SessionRow, nowMs: number): Promise<Viewer | undefined> {
  const common = { companyId: row.company_id, via: 'app' as const, nowMs, language: row.language };
  const own = await loadViewer(tx, { ...common, personId: row.person_id });
  if (own === undefined || row.seen_as_person === null || !own.roles.includes('administrator')) return own;
  return (await loadViewer(tx, { ...common, personId: row.seen_as_person, seenAsBy: row.person_id })) ?? own;
}

interface KeyRow {
  id: Id;
  user_id: string;
  read_only: boolean;
  kinds: string[] | null;
  expires_at: string | null;
  company_id: number;
  person_id: Id;
  language: string | null;
}

async function byKey(identity: Identity, token: string, nowMs: number) {
  return identity.system(async (tx) => {
    const { rows } = await tx.query<KeyRow>(
      `select k.id, k.user_id, k.read_only, k.kinds, k.expires_at, u.company_id, u.person_id, u.language
       from auth.api_key k join auth."user" u on u.id = k.user_id
       where k.key_hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2) and u.disabled_at is null
         and not exists (select from auth.attempt t where t.key = 'account:' || u.email and t.count >= $3 and t.window_ends_at > $2)`,
      [hashToken(token), new Date(nowMs).toISOString(), attemptLimits.account.most],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const { company_id: companyId, person_id: personId, language } = row;
    const owner = await loadViewer(tx, { companyId, personId, language, via: 'api', nowMs });
    if (owner === undefined) return undefined;
    const viewer = row.kinds === null ? owner : { ...owner, onlyKinds: row.kinds };
    const credential: Credential = { by: 'key', id: row.id, userId: row.user_id, readOnly: row.read_only };
    return { found: { viewer, credential }, endsMs: row.expires_at === null ? undefined : Date.parse(row.expires_at) };
  });
}
