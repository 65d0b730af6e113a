import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LogLevel } from '#platform/log/logger.ts';

/** Everything a process is told from outside, read once at its start. */
export interface Config {
  /** Folder of the embedded database, the files and the secrets. */
  readonly dataDir: string;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Address under which people reach the app, for links in mails; never taken from a request. */
  readonly baseUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly databaseReplicaUrl: string | undefined;
  /** The login of requests, where the owner of the tables may not make one. */
  readonly databaseRequestUrl: string | undefined;
  readonly postgresBin: string | undefined;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly logLevel: LogLevel;
  /** NODE_ENV=production, or reachable from other machines. */
  readonly production: boolean;
  /** Version of the program. */
  readonly version: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the command line says wins over the environment. */
export interface ConfigOptions {
  readonly data?: string;
  readonly port?: string | number;
  readonly host?: string;
}

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));
const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Reads `--data`, `--port`, `--host`, then PORT, QUARTERDECK_DATA_DIR, QUARTERDECK_HOST, QUARTERDECK_BASE_URL, DATABASE_URL,
 * DATABASE_REPLICA_URL, DATABASE_REQUEST_URL, QUARTERDECK_POSTGRES_BIN, QUARTERDECK_POOL_SIZE, QUARTERDECK_STATEMENT_TIMEOUT_MS,
 * QUARTERDECK_LOG_LEVEL, NODE_ENV. An empty variable counts as unset.
 * @throws RangeError naming the variable or option, what was found and what is expected
 */
export function readConfig(
  version: string,
  options: ConfigOptions = {},
  environment: Environment = process.env,
): Config {
  const value = (name: string): string | undefined => {
    const text = environment[name]?.trim();
    return text === '' ? undefined : text;
  };
  const host = options.host ?? value('QUARTERDECK_HOST') ?? '127.0.0.1';
  return {
    dataDir: resolve(options.data ?? value('QUARTERDECK_DATA_DIR') ?? join(projectRoot, '.quarterdeck', 'data')),
    port: wholeNumber(options.port === undefined ? 'PORT' : '--port', options.port ?? value('PORT'), 4180, 0, 65_535),
    host,
    baseUrl: webAddress('QUARTERDECK_BASE_URL', value('QUARTERDECK_BASE_URL')),
    databaseUrl: databaseAddress('DATABASE_URL', value('DATABASE_URL')),
    databaseReplicaUrl: databaseAddress('DATABASE_REPLICA_URL', value('DATABASE_REPLICA_URL')),
    databaseRequestUrl: databaseAddress('DATABASE_REQUEST_URL', value('DATABASE_REQUEST_URL')),
    postgresBin: value('QUARTERDECK_POSTGRES_BIN'),
    poolSize: wholeNumber('QUARTERDECK_POOL_SIZE', value('QUARTERDECK_POOL_SIZE'), 10, 1, 500),
    statementTimeoutMs: wholeNumber(
      'QUARTERDECK_STATEMENT_TIMEOUT_MS',
      value('QUARTERDECK_STATEMENT_TIMEOUT_MS'),
      30_000,
      100,
      86_400_000,
    ),
    logLevel: oneOf('QUARTERDECK_LOG_LEVEL', value('QUARTERDECK_LOG_LEVEL') ?? 'info', logLevels),
    production: value('NODE_ENV') === 'production' || !loopback.has(host),
    version,
  };
}

function wholeNumber(
  name: string,
  found: string | number | undefined,
  otherwise: number,
  from: number,
  to: number,
): number {
  if (found === undefined) return otherwise;
  const number = typeof found === 'number' ? found : /^\d{1,9}$/.test(found) ? Number(found) : Number.NaN;
  if (!Number.isInteger(number) || number < from || number > to) {
    throw new RangeError(`invalid ${name}: ${found} (a whole number from ${from} to ${to} is expected)`);
  }
  return number;
}

function oneOf<T extends string>(name: string, found: string, allowed: readonly T[]): T {
  const match = allowed.find((each) => each === found);
  if (match === undefined) throw new RangeError(`invalid ${name}: ${found} (one of ${allowed.join(', ')} is expected)`);
  return match;
}

function webAddress(name: string, found: string | undefined): string | undefined {
  if (found === undefined) return undefined;
  if (!URL.canParse(found) || !/^https?:$/.test(new URL(found).protocol)) {
    throw new RangeError(`invalid ${name}: ${found} (an address such as https://quarterdeck.example is expected)`);
  }
  return new URL(found).origin;
}

/** The value itself is not repeated in the refusal: it may hold a password. */
function databaseAddress(name: string, found: string | undefined): string | undefined {
  if (found === undefined) return undefined;
  if (!URL.canParse(found) || !/^postgres(ql)?:$/.test(new URL(found).protocol)) {
    throw new RangeError(`invalid ${name} (postgres://user:password@host:port/database is expected)`);
  }
  return found;
}
