/** Reads the pieces of a formula one after another; spaces between them do not count. */
export class TokenReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  take(symbol: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(symbol, this.#at)) return false;
    this.#at += symbol.length;
    return true;
  }

  takeOne<T extends string>(...symbols: readonly T[]): T | undefined {
    return symbols.find((symbol) => this.take(symbol));
  }

  takeWord(word: string): boolean {
    return this.#match(new RegExp(`${word}(?![\\p{L}\\p{N}_.])`, 'uy')) !== undefined;
  }

  takeNumber(): number | undefined {
    const found = this.#match(/(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y);
    return found === undefined ? undefined : Number(found);
  }

  takeName(): { name: string; quoted: boolean } {
    const quoted = this.#match(/`[^`]+`/y);
    if (quoted !== undefined) return { name: quoted.slice(1, -1), quoted: true };
    const found = this.#match(/[\p{L}_.][\p{L}\p{N}\p{M}_.]*/uy);
    if (found === undefined) throw this.#wrong('a column or a number');
    return { name: found, quoted: false };
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) throw this.#wrong(`"${symbol}"`);
  }

  end(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#wrong('an operator or the end');
  }

  #match(pattern: RegExp): string | undefined {
    this.#skipSpace();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #wrong(expected: string): SyntaxError {
    const rest = this.#text.slice(this.#at, this.#at + 20);
    return new SyntaxError(
      `invalid formula: at place ${this.#at + 1} ${rest === '' ? 'the end' : `"${rest}"`} was found (${expected} is expected)`,
    );
  }
}
