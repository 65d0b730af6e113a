import { type Random } from './random.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A sortable opaque id: 10 characters of time and 12 of chance in Crockford base 32 (60 random bits). */
export type Id = string;

/** Ids made later sort later (to the millisecond). Time and chance are handed in; `secureId` on the platform fills both. */
export function makeId(timeMs: number, random: Pick<Random, 'integer'>): Id {
  let time = '';
  let rest = Math.floor(timeMs);
  for (let i = 0; i < 10; i++) {
    time = alphabet[rest % 32] + time;
    rest = Math.floor(rest / 32);
  }
  let chance = '';
  for (let i = 0; i < 12; i++) chance += alphabet[random.integer(32)];
  return time + chance;
}

export function isId(text: string): boolean {
  return /^[0-9a-hjkmnp-tv-z]{22}$/.test(text);
}
