/** A sortable opaque id: a UUID of version 7 (RFC 9562): 48 bits of milliseconds, then chance. */
export type Id = string;

/**
 * Makes an id. Ids made in a later millisecond sort later. Time and chance are handed in.
 * @param timeMs milliseconds since 1970
 * @param chance ten random bytes
 */
export function makeId(timeMs: number, chance: Uint8Array): Id {
  const time = Math.floor(timeMs).toString(16).padStart(12, '0');
  let tail = '';
  for (let i = 0; i < 10; i++) tail += chance[i].toString(16).padStart(2, '0');
  const variant = '89ab'[chance[2] & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(1, 4)}-${variant}${tail.slice(5, 8)}-${tail.slice(8, 20)}`;
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

/**
 * Ids of one transaction, each sorting after the one before: the random part counts up (RFC 9562 §6.2, method 2), so that a
 * million new rows go to the end of an index and not all over it.
 * @param timeMs milliseconds since 1970
 * @param chance ten random bytes, where the counting begins
 */
export function idSequence(timeMs: number, chance: Uint8Array): () => Id {
  const first = makeId(timeMs, chance);
  const prefix = first.slice(0, 24);
  // Half of the room of 48 bits is left for counting.
  let counter = Number.parseInt(first.slice(24), 16) % 2 ** 47;
  return () => prefix + (counter++).toString(16).padStart(12, '0');
}
