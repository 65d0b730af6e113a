import { type UnusableData, unusable } from '#kernel/unusable-data.ts';
import { WrongCall } from '../command-arguments.ts';

/**
 * An engine's refusal "invalid WHAT: FOUND (EXPECTED is expected)" as a problem of the file it was given. Other messages are
 * handed on whole.
 */
export function refusalOf({ message }: RangeError, file: string): UnusableData {
  const parts = /^invalid (.+?): (.+) \((.+?),? (?:is|are) expected\)$/s.exec(message);
  if (parts === null) return unusable(message, { file });
  const [, what, found, expected] = parts;
  return unusable(expected, { file, found: `${what}: ${found}` });
}

/** What an engine refuses because of an option, as a wrong call. */
export const wrongCall = ({ message }: RangeError): WrongCall => new WrongCall(message);

/** The answer of an engine, its refusals (RangeError) told as `told` says. */
export function refusing<T>(told: (problem: RangeError) => Error, work: () => T): T {
  try {
    return work();
  } catch (problem) {
    throw problem instanceof RangeError ? told(problem) : problem;
  }
}
