import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '#platform/log/logger.ts';
import type { DatabaseKind, RequestPools } from './database.ts';
import { isConnectionLoss } from './problems.ts';
import { checkGivenLogin, closeSettings, enteredAs, requestLogin } from './request-login.ts';

export interface RequestPoolsInput {
  readonly kind: DatabaseKind;
  readonly owner: { readonly connection: pg.ClientConfig; readonly pool: pg.Pool };
  /** The read replica as the owner reaches it, when there is one. */
  readonly replica?: { readonly connection: pg.ClientConfig; readonly pool: pg.Pool };
  /** What an administrator named for requests. */
  readonly given?: pg.ClientConfig;
  readonly logger: Logger;
  readonly makePool: (settings: pg.PoolConfig) => pg.Pool;
}

/**
 * The pools of requests, made at the first one: the tables and roles are there then. Where no login can be made they are the owner's.
 * @throws DatabaseUnusable when the login given is not fit
 */
export function requestPoolsOf(input: RequestPoolsInput): () => Promise<RequestPools> {
  let made: Promise<RequestPools> | undefined;
  return () => {
    made ??= patiently(() => make(input)).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

async function make({ kind, owner, replica, given, logger, makePool }: RequestPoolsInput): Promise<RequestPools> {
  if (given !== undefined) await checkGivenLogin(given);
  if (kind === 'embedded') await closeSettings(owner.connection);
  const login = given === undefined ? await requestLogin(owner.connection, logger) : loginOf(given);
  if (login === undefined) return { main: owner.pool, reading: replica?.pool ?? owner.pool };
  const main = makePool(enteredAs(given ?? owner.connection, login));
  return { main, reading: replica === undefined ? main : makePool(enteredAs(replica.connection, login)) };
}

function loginOf(given: pg.ClientConfig): { user: string; password: string } {
  const { user = '', password } = new pg.Client(given);
  return { user, password: password ?? '' };
}

const patienceMs = 8000;

/** A server that is just coming back is waited for. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionLoss(error) || performance.now() > until) throw error;
      await sleep(50);
    }
  }
}
