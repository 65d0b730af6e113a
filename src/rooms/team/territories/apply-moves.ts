import { Refused } from '#kernel/result.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { loadTerritories } from './load-balance.ts';

export interface CustomerMove {
  readonly accountId: string;
  readonly from: string | null;
  readonly to: string;
}

/**
 * Gives customers to other territories and to the people answerable for them, all or none. A customer of the former holder
 * gets the new one; one that somebody else looks after keeps that person.
 * @throws Refused when a customer is no longer where the proposal found it, or a territory is unknown
 */
export async function applyMoves(
  context: WriteContext,
  moves: readonly CustomerMove[],
): Promise<{ moved: number; newOwners: number }> {
  const { territories, customers } = await loadTerritories(context);
  const territoryOf = new Map(territories.map((one) => [one.id, one]));
  const customerOf = new Map(customers.map((one) => [one.id, one]));
  let newOwners = 0;
  const updates = moves.map(({ accountId, from, to }) => {
    const customer = customerOf.get(accountId);
    const target = territoryOf.get(to);
    if (customer === undefined)
      throw new Refused('not-found', 'no customer with this id is open to you', {
        field: 'accountId',
        found: accountId,
      });
    if (target === undefined)
      throw new Refused('not-found', 'no territory with this id is open to you', { field: 'to', found: to });
    if (customer.territoryId !== from)
      throw new Refused('stale-proposal', `${customer.name} has changed its territory since the proposal was made`, {
        field: 'from',
        found: from,
        expected: customer.territoryId ?? 'none',
      });
    const former = from === null ? undefined : territoryOf.get(from)?.holderId;
    const follows = target.holderId !== null && (customer.ownerId === null || customer.ownerId === former);
    if (follows && customer.ownerId !== target.holderId) newOwners += 1;
    return { id: accountId, values: { territoryId: to, ...(follows ? { ownerId: target.holderId } : {}) } };
  });
  await updateRecords(context, recordDefinition('account'), updates);
  return { moved: updates.length, newOwners };
}
