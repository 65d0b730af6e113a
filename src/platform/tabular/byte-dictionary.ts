const utf8 = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/**
 * Numbers distinct byte strings 0, 1, 2 … in the order of their first occurrence (dictionary encoding), so that a column of
 * millions of cells becomes whole numbers and only its distinct values become text. Open addressing, FNV-1a hash.
 */
export class ByteDictionary {
  #slots = new Int32Array(1024).fill(-1);
  #hashes = new Int32Array(512);
  #ends = new Int32Array(512);
  #keys = new Uint8Array(1 << 14);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of the bytes from `start` to `end`; a new one when they were not seen before. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5 | 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = this.#slots[slot];
      if (code === -1) return this.#add(slot, hash, bytes, start, end);
      if (this.#hashes[code] === hash && this.#equals(code, bytes, start, end)) return code;
    }
  }

  codeOfText(text: string): number {
    const bytes = encoder.encode(text);
    return this.codeOf(bytes, 0, bytes.length);
  }

  /** Every distinct value as text, by number. Throws TypeError when bytes are no UTF-8. */
  texts(): string[] {
    return Array.from({ length: this.#size }, (_, code) => this.textOf(code));
  }

  textOf(code: number): string {
    return utf8.decode(this.#keys.subarray(code === 0 ? 0 : this.#ends[code - 1], this.#ends[code]));
  }

  #equals(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = code === 0 ? 0 : this.#ends[code - 1];
    if (this.#ends[code] - from !== end - start) return false;
    const keys = this.#keys;
    for (let i = start, k = from; i < end; i++, k++) if (bytes[i] !== keys[k]) return false;
    return true;
  }

  #add(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const code = this.#size;
    const from = code === 0 ? 0 : this.#ends[code - 1];
    const to = from + end - start;
    if (to > this.#keys.length) this.#keys = grown(this.#keys, Math.max(to, 2 * this.#keys.length));
    if (code === this.#ends.length) {
      this.#ends = grown(this.#ends, 2 * code);
      this.#hashes = grown(this.#hashes, 2 * code);
    }
    this.#keys.set(bytes.subarray(start, end), from);
    this.#ends[code] = to;
    this.#hashes[code] = hash;
    this.#slots[slot] = code;
    this.#size = code + 1;
    if (2 * this.#size > this.#slots.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(-1);
    const mask = slots.length - 1;
    for (let code = 0; code < this.#size; code++) {
      let slot = this.#hashes[code] & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
  }
}

function grown<T extends Int32Array | Uint8Array>(old: T, length: number): T {
  const fresh = (old instanceof Int32Array ? new Int32Array(length) : new Uint8Array(length)) as T;
  fresh.set(old);
  return fresh;
}
