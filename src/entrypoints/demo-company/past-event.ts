import type { Id } from '#kernel/id.ts';

/** Something that happened to a record of the demo company, as the event log keeps it. */
export interface PastEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actorId: Id | null;
  readonly action: string;
  readonly kind: string;
  readonly recordId: Id;
  /** The changed fields, as the database prints jsonb. */
  readonly changes: string;
}

/** A field and the JSON text of what became of it; null when there is nothing to say. */
export type Member = readonly [name: string, text: string | null];

/** The order in which jsonb keeps the members of an object: shorter names first, then by their bytes (names are ASCII). */
export function inJsonbOrder(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

/** An object as jsonb prints it, without the members that are null. They come in the order of jsonb. */
export function jsonbObject(members: Iterable<Member>): string {
  let text = '';
  for (const [name, value] of members) if (value !== null) text += `${text === '' ? '' : ', '}"${name}": ${value}`;
  return `{${text}}`;
}

/** The JSON text of a value that a field took on, and of what it held before. */
export function changed(from: unknown, to: unknown): string {
  return `{"to": ${JSON.stringify(to)}, "from": ${JSON.stringify(from)}}`;
}

/** The JSON text of a field's first value. */
export function filled(text: string): string {
  return `{"to": ${text}}`;
}
