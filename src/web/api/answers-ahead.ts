/** An answer that was asked for before the code that reads it was there. */
interface Ahead {
  readonly answer: Promise<Response>;
  /** The language it was asked in; 'any' where the answer is the same in each. */
  readonly language: string | undefined;
  readonly askedAtMs: number;
}

const keptMs = 10_000;
const ahead = new Map<string, Ahead>();

/** Keeps an answer for whoever reads this address first. One that fails is told to its reader alone. */
export function keepAhead(address: string, answer: Promise<Response>, language: string | undefined): void {
  answer.catch(() => undefined);
  ahead.set(address, { answer, language, askedAtMs: Date.now() });
}

/** The answer that was kept for this address, once, while it is fresh and in the language it is wanted in. */
export function takeAhead(address: string, language: string | undefined): Promise<Response> | undefined {
  const found = ahead.get(address);
  ahead.delete(address);
  if (found === undefined || Date.now() - found.askedAtMs > keptMs) return undefined;
  return found.language === 'any' || found.language === language ? found.answer : undefined;
}

/** Lets go of everything: what is about to change makes it old. */
export function forgetAhead(): void {
  ahead.clear();
}
