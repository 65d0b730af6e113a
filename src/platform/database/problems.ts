/** The database cannot be started, reached or used. The message says what to do about it. */
export class DatabaseUnusable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseUnusable';
  }
}

/**
 * The connection broke while a commit was under way: the change may or may not have been kept.
 * The caller settles it by asking again with the same idempotency key.
 */
export class CommitOutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('the connection to the database broke during the commit; it is not known whether the change was kept', {
      cause,
    });
    this.name = 'CommitOutcomeUnknown';
  }
}

export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** Serialization failure or deadlock: the whole transaction may be tried again. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40001' || code === '40P01';
}

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '08000',
  '08003',
  '08006',
  '08001',
  '08004',
]);

/** The server went away or is not there yet: nothing is wrong with the request itself. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return connectionCodes.has(code);
  return (
    error instanceof Error &&
    /connection terminated|connection ended|client has encountered a connection error|timeout exceeded when trying to connect|client was closed/i.test(
      error.message,
    )
  );
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
