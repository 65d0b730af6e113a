/** A seeded stream of random numbers. Engines never use any other source of chance. */
export interface Random {
  /** Uniform on [0, 1) with 53 bits. */
  next(): number;
  /** Uniform whole number in [0, bound). */
  integer(bound: number): number;
  /** Standard normal, by the polar method of Marsaglia & Bray (1964). */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
  /** Fisher-Yates shuffle, in place; returns the same array. */
  shuffle<T>(items: T[]): T[];
  pick<T>(items: readonly T[]): T;
  /** An independent stream named by `label`: the same seed and label always give the same stream. */
  fork(label: string | number): Random;
}

/**
 * xoshiro128** 1.1 (Blackman & Vigna 2018), seeded through SplitMix32.
 * The same seed gives the same numbers on every machine and in the browser.
 */
export function seededRandom(seed: number | string = 1): Random {
  let [a, b, c, d] = stateFrom(hashText(String(seed)));
  let spare: number | undefined;

  function nextUint32(): number {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  }

  const random: Random = {
    next: () => ((nextUint32() >>> 5) * 67_108_864 + (nextUint32() >>> 6)) / 9_007_199_254_740_992,
    integer: (bound) => Math.floor(random.next() * bound),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      for (;;) {
        const u = 2 * random.next() - 1;
        const v = 2 * random.next() - 1;
        const s = u * u + v * v;
        if (s >= 1 || s === 0) continue;
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * factor;
        return u * factor;
      }
    },
    exponential: () => -Math.log1p(-random.next()),
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = random.integer(i + 1);
        const kept = items[i];
        items[i] = items[j];
        items[j] = kept;
      }
      return items;
    },
    pick: (items) => items[random.integer(items.length)],
    fork: (label) => seededRandom(`${seed}/${label}`),
  };
  return random;
}

/** FNV-1a, 32 bit. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function stateFrom(seed: number): [number, number, number, number] {
  let state = seed;
  const splitMix32 = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  return [splitMix32(), splitMix32(), splitMix32(), splitMix32()];
}
