/** A refusal is a value with a stable code; a bug is an exception. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** Which field is at fault, when one is. */
  readonly field?: string;
  readonly found?: unknown;
  readonly expected?: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function accepted<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refused(code: string, message: string, details: Omit<Refusal, 'code' | 'message'> = {}): Result<never> {
  return { ok: false, refusal: { code, message, ...details } };
}

/** Carries a refusal out of a transaction, so that nothing of it is kept. Mapped once to a problem document. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(code: string, message: string, details: Omit<Refusal, 'code' | 'message'> = {}) {
    super(message);
    this.name = 'Refused';
    this.refusal = { code, message, ...details };
  }
}
