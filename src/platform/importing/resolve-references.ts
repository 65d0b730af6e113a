import { sql } from 'kysely';
import { ownText } from '#kernel/own-text.ts';
import { columnOf, fieldOf } from '#kernel/record-kind.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

export type Resolution =
  | { readonly id: string }
  /** Not the same text, but the only record it can mean: taken, and reported. */
  | { readonly id: string; readonly near: string }
  | { readonly ambiguous: number };

interface KnownNames {
  readonly exact: Map<string, string | Set<string>>;
  readonly squashed: Map<string, string | Set<string>>;
  readonly titles: Map<string, string>;
  /** Answers already given, by the text as it stands in the file. */
  readonly answers: Map<string, Resolution | undefined>;
}

/** Answers kept per kind; files name the same few over and over. */
const mostAnswers = 100_000;

/** Finds records by the text that files name them with: title, external id or any field that identifies the kind. */
export class ReferenceResolver {
  readonly #context: WriteContext;
  readonly #kinds = new Map<string, KnownNames>();

  constructor(context: WriteContext) {
    this.#context = context;
  }

  /** Reads the names of these kinds, so that `resolve` can answer for them. */
  async prepare(kindNames: Iterable<string>): Promise<void> {
    for (const name of kindNames) if (!this.#kinds.has(name)) this.#kinds.set(name, await this.#load(name));
  }

  /** The record of a prepared kind that a text names. */
  resolve(kindName: string, text: string): Resolution | undefined {
    const known = this.#kinds.get(kindName);
    if (known === undefined) throw new Error(`the names of ${kindName} were not prepared`);
    if (known.answers.has(text)) return known.answers.get(text);
    const answer = find(known, text);
    if (known.answers.size < mostAnswers) known.answers.set(ownText(text), answer);
    return answer;
  }

  /** What a record is called; its id when it is none of those read or made. */
  titleOf(kindName: string, id: string): string {
    return this.#kinds.get(kindName)?.titles.get(id) ?? id;
  }

  /** A record made during the same import can be pointed at by later rows. */
  learn(kindName: string, id: string, names: readonly (string | null | undefined)[]): void {
    const known = this.#kinds.get(kindName);
    if (known !== undefined) addNames(known, id, names);
  }

  async #load(kindName: string): Promise<KnownNames> {
    const { kind } = recordDefinition(kindName);
    const title = fieldOf(kind, kind.title);
    const fields = [
      ...new Set([...(title === undefined ? [] : [title]), ...kind.fields.filter((field) => field.matches === true)]),
    ];
    const columns = fields.map((field) => sql`${sql.ref(`r.${columnOf(field)}`)}::text`);
    const { rows } = await sql<{ id: string; names: (string | null)[] }>`
      select r.id::text as id, array[r.external_id, ${sql.join(columns)}] as names from qd.${sql.raw(kind.table)} r
      where ${visibleRows(this.#context.viewer, kind, 'r')}`.execute(this.#context.tx.kysely);
    const known: KnownNames = { exact: new Map(), squashed: new Map(), titles: new Map(), answers: new Map() };
    for (const { id, names } of rows) addNames(known, id, names);
    return known;
  }
}

function find(known: KnownNames, text: string): Resolution | undefined {
  const exact = known.exact.get(fold(text));
  if (exact !== undefined) return typeof exact === 'string' ? { id: exact } : { ambiguous: exact.size };
  const near = known.squashed.get(squash(text));
  if (near === undefined || squash(text) === '') return undefined;
  return typeof near === 'string' ? { id: near, near: known.titles.get(near) ?? '' } : { ambiguous: near.size };
}

function addNames(known: KnownNames, id: string, names: readonly (string | null | undefined)[]): void {
  known.answers.clear();
  for (const name of names) {
    if (name === null || name === undefined || name === '') continue;
    add(known.exact, ownText(fold(name)), id);
    add(known.squashed, ownText(squash(name)), id);
  }
  known.titles.set(id, ownText(names.findLast((name) => typeof name === 'string') ?? ''));
}

function add(map: Map<string, string | Set<string>>, key: string, id: string): void {
  const ids = map.get(key);
  if (ids === undefined) map.set(key, id);
  else if (typeof ids !== 'string') ids.add(id);
  else if (ids !== id) map.set(key, new Set([ids, id]));
}

/** Case, width, accents' form and repeated spaces do not matter. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\u200b\ufeff]+/g, ' ')
    .trim();
}

/** Nor do any spaces, dots, dashes and underlines: 'GTXPro' is 'GTX Pro'. */
export function squash(text: string): string {
  return fold(text).replaceAll(/[\s._,'’()（）-]+/g, '');
}
