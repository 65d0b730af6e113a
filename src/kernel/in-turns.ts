/** Items worked through in one go. */
const turn = 500;

/** Maps a long list piece by piece; between two pieces whatever else the process has to do gets its turn. */
export async function mapInTurns<From, To>(
  items: readonly From[],
  map: (item: From, index: number) => To,
): Promise<To[]> {
  const mapped: To[] = [];
  for (let i = 0; i < items.length; i++) {
    if (i > 0 && i % turn === 0) await nextTurn();
    mapped.push(map(items[i], i));
  }
  return mapped;
}

/** Resolves when the events that wait have been dealt with. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
