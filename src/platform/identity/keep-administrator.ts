import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';

/** So few that two changes at the same moment could take the last ones away together. */
const few = 3;

/**
 * Refuses a change of people, positions or assignments (already written in this transaction) after which no administrator could
 * sign in. Concurrent changes of the last few take turns.
 * @throws Refused `last-administrator`
 */
export async function keepAnAdministrator(context: {
  readonly tx: Transaction;
  readonly today: string;
}): Promise<void> {
  const { tx, today } = context;
  const left = async (): Promise<number> => {
    const { rows } = await tx.query<{ left: number | null }>('select qd.administrators_left($1::date) as left', [
      today,
    ]);
    return rows[0].left ?? few + 1;
  };
  if ((await left()) > few) return;
  await tx.query(`select pg_advisory_xact_lock(hashtext('quarterdeck administrators'))`);
  if ((await left()) === 0) throw new Refused('last-administrator', 'one administrator must be able to sign in');
}
