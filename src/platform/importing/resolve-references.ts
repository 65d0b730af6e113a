import { sql } from 'kysely';
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
  readonly exact: Map<string, Set<string>>;
  readonly squashed: Map<string, Set<string>>;
  readonly titles: Map<string, string>;
}

/** Finds records by the text that files name them with: title, external id or any field that identifies the kind. */
export class ReferenceResolver {
  readonly #context: WriteContext;
  readonly #kinds = new Map<string, Promise<KnownNames>>();

  constructor(context: WriteContext) {
    this.#context = context;
  }

  async resolve(kindName: string, text: string): Promise<Resolution | undefined> {
    const known = await this.#known(kindName);
    const exact = known.exact.get(fold(text));
    if (exact !== undefined) return exact.size === 1 ? { id: first(exact) } : { ambiguous: exact.size };
    const near = known.squashed.get(squash(text));
    if (near === undefined || squash(text) === '') return undefined;
    if (near.size > 1) return { ambiguous: near.size };
    return { id: first(near), near: known.titles.get(first(near)) ?? '' };
  }

  /** A record made during the same import can be pointed at by later rows. */
  async learn(kindName: string, id: string, names: readonly (string | null | undefined)[]): Promise<void> {
    if (this.#kinds.has(kindName)) addNames(await this.#known(kindName), id, names);
  }

  #known(kindName: string): Promise<KnownNames> {
    const found = this.#kinds.get(kindName) ?? this.#load(kindName);
    this.#kinds.set(kindName, found);
    return found;
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
    const known: KnownNames = { exact: new Map(), squashed: new Map(), titles: new Map() };
    for (const { id, names } of rows) addNames(known, id, names);
    return known;
  }
}

function addNames(known: KnownNames, id: string, names: readonly (string | null | undefined)[]): void {
  for (const name of names) {
    if (name === null || name === undefined || name === '') continue;
    add(known.exact, fold(name), id);
    add(known.squashed, squash(name), id);
  }
  known.titles.set(id, names.findLast((name) => typeof name === 'string') ?? '');
}

function add(map: Map<string, Set<string>>, key: string, id: string): void {
  const ids = map.get(key);
  if (ids === undefined) map.set(key, new Set([id]));
  else ids.add(id);
}

function first(ids: ReadonlySet<string>): string {
  return ids.values().next().value as string;
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
function squash(text: string): string {
  return fold(text).replaceAll(/[\s._,'’()（）-]+/g, '');
}
