import { type UnusableData, unusable } from '#kernel/unusable-data.ts';

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
