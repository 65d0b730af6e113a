import { describePlan } from '#engines/commission/explanation/describe-plan.ts';
import type { PlanDocument } from '#engines/commission/plan/schema.ts';
import { type LocalText, languages, text } from '#kernel/local-text.ts';
import { componentName, inWords } from '../plan-words.ts';

export interface PlanChange {
  readonly clause: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly before: LocalText | null;
  readonly after: LocalText | null;
  readonly sentence: LocalText;
}

const changed = {
  added: text('New', '新增', '新增'),
  removed: text('No longer', '取消', '取消'),
  changed: text('Changed', '变更', '變更'),
} as const;
const between = text(' → ', ' → ', ' → ');

/**
 * What changed from one plan to another, in plain words. Clauses that read alike in both are left out; what words do not
 * tell apart (a renamed column, a filter) is named by its place with the values of both sides.
 */
export function differenceInWords(from: PlanDocument, to: PlanDocument): PlanChange[] {
  const changes: PlanChange[] = [];
  const [before, after] = [clausesOf(from), clausesOf(to)];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(id), after.get(id)];
    if (
      old !== undefined &&
      now !== undefined &&
      old.text.en === now.text.en &&
      old.text['zh-Hans'] === now.text['zh-Hans']
    )
      continue;
    const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    const clause = (now ?? old!).clause;
    const sentence = perLanguage((language) => {
      const texts = [old?.text[language], now?.text[language]].filter((part) => part !== undefined);
      return `${changed[change][language]}: ${texts.join(between[language])}`;
    });
    changes.push({ clause, change, before: old?.text ?? null, after: now?.text ?? null, sentence });
  }
  const told = new Set(changes.map(({ clause }) => clause));
  for (const { pointer, old, now } of valueChanges(from, to, '')) {
    if ([...told].some((clause) => pointer === clause || pointer.startsWith(`${clause}/`) || silent.test(pointer)))
      continue;
    const place = placeName(to, from, pointer);
    const say = (value: unknown): string =>
      value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
    const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    const side = (value: unknown): LocalText | null =>
      value === undefined ? null : text(say(value), say(value), say(value));
    const sentence = perLanguage(
      (language) => `${changed[change][language]}: ${place[language]} ${say(old)} → ${say(now)}`,
    );
    changes.push({ clause: pointer, change, before: side(old), after: side(now), sentence });
  }
  return changes;
}

/** Names and comments change nothing that is paid; versions and days in force are told by the version itself. */
const silent = /^\/(version|description|name)(\/|$)|\/(text)$/;

/** Clauses by what they are about: components by id, wherever they stand. */
function clausesOf(document: PlanDocument): Map<string, { clause: string; text: LocalText }> {
  return new Map(
    describePlan(document).map(({ clause, text: words }) => {
      const index = /^\/components\/(\d+)$/.exec(clause)?.[1];
      const id = index === undefined ? clause : `/components/${document.components[Number(index)].id}`;
      return [id, { clause, text: inWords(words) }];
    }),
  );
}

interface ValueChange {
  readonly pointer: string;
  readonly old: unknown;
  readonly now: unknown;
}

/** Leaves that differ; lists of things with an id are compared by id. */
function* valueChanges(old: unknown, now: unknown, pointer: string): Generator<ValueChange> {
  if (isTree(old) && isTree(now)) {
    const [left, right] = [entriesOf(old), entriesOf(now)];
    for (const [key, { at, value }] of right) yield* valueChanges(left.get(key)?.value, value, `${pointer}/${at}`);
    for (const [key, { at, value }] of left)
      if (!right.has(key)) yield { pointer: `${pointer}/${at}`, old: value, now: undefined };
  } else if (JSON.stringify(old) !== JSON.stringify(now)) yield { pointer, old, now };
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function entriesOf(tree: object): Map<string, { at: string; value: unknown }> {
  const named = (value: unknown): string | undefined =>
    isTree(value) && 'id' in value && typeof value.id === 'string' ? value.id : undefined;
  return new Map(
    Object.entries(tree).map(([key, value]) => [
      (Array.isArray(tree) ? named(value) : undefined) ?? key,
      { at: key, value },
    ]),
  );
}

function placeName(to: PlanDocument, from: PlanDocument, pointer: string): LocalText {
  const [, section, index, ...rest] = pointer.split('/');
  const component =
    section === 'components' ? (to.components[Number(index)] ?? from.components[Number(index)]) : undefined;
  if (component === undefined) return text(pointer.slice(1), pointer.slice(1), pointer.slice(1));
  const name = componentName(to, component.id);
  return perLanguage((language) => `${name[language]}: ${rest.join('/')}`);
}

function perLanguage(make: (language: (typeof languages)[number]) => string): LocalText {
  return text(make('en'), make('zh-Hans'), make('zh-Hant'));
}
