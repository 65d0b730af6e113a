import type { Database } from '#platform/database/database.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';

export interface ChangeWatch {
  /** Ends the watching; what is under way finishes. */
  stop(): Promise<void>;
}

const everyMs = 250;

/**
 * Calls `changed` whenever something was committed that decides who may do what (sessions ended, keys revoked, positions moved),
 * by this process or any other, within about a quarter of a second; and on every round in which the database cannot be asked.
 */
export function watchChanges(database: Database, changed: () => void): ChangeWatch {
  let seen: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = async (): Promise<void> => {
    try {
      const now = await withSystemTransaction(database, { reason: 'watch for changes of rights' }, async (tx) => {
        const { rows } = await tx.query<{ mark: string }>(
          `select concat(count(*), '/', max(id)) as mark from auth.change`,
        );
        return rows[0].mark;
      });
      if (now !== seen) changed();
      seen = now;
    } catch {
      changed();
    }
  };
  let round: Promise<void> = Promise.resolve();
  const next = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      round = look().then(next);
    }, everyMs);
    timer.unref();
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
