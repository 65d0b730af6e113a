import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, Visitor, parseSync } from 'vite';

/** A text that the sources refuse something with, and where it stands. */
export interface RefusedText {
  readonly place: string;
  /** As it would be said: what stands in the places of a template is 7. */
  readonly text: string;
}

/** Something that is said and whose text does not stand where it is said. */
export interface UnwrittenText {
  readonly file: string;
  readonly code: string;
}

type Node = ESTree.Node;

export const sources = join(import.meta.dirname, '../../src');

/** Which arguments are texts for readers: what is thrown, and the helpers of single files that throw it. */
const sayers: Readonly<Record<string, readonly number[]>> = {
  Refused: [1],
  Problem: [1],
  refused: [1],
  unusable: [0],
  unavailable: [0],
  UnreachableAddress: [0],
};
const helpers: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  'platform/http/json-text.ts': { refuse: [0] },
  'platform/identity': { wrong: [1] },
  'platform/jobs/change-job.ts': { whyNot: [2] },
  'platform/jobs/cron.ts': { invalid: [2] },
  'platform/records/filter.ts': { wrong: [2] },
  'platform/webhooks/change-webhook.ts': { wrong: [0] },
  'rooms/incentives/periods/period-steps.ts': { text: [0] },
  'rooms/performance/quota-division/divide-quota.ts': { wrong: [2] },
  'rooms/settings/currencies/read-rates.ts': { problem: [2] },
};
/** Helpers that say more than their arguments, and where they stand. */
const composer = 'rooms/incentives/steps.ts';
const composed: Readonly<Record<string, (texts: readonly string[]) => readonly string[]>> = {
  notFound: ([what]) => [`no ${what} has this id`],
  wrongState: ([what, , expected]) => [`the ${what} is 7`, `a ${what} that is ${expected}`],
};
/** What only the command line says (in English), and the sentences themselves. */
const leftOut =
  /\.(test|fixture)\.ts$|\/web\/|\/(refusals|request-problems)\.ts$|\/sentences\/|identity\/user-commands/;
/** Where what is found wrong is kept as `problem`. */
const tellsProblems = /^platform\/(event-log|webhooks)\//;
/** Checks of the schema library whose last argument is what the reader is told. */
const checks = new Set(['refine', 'regex']);

export function sourceOf(file: string): string {
  return readFileSync(join(sources, file), 'utf8');
}

/** Everything that platform and rooms refuse, as their sources write it, and what cannot be read there. */
export function refusedTexts(): {
  readonly said: readonly RefusedText[];
  readonly unwritten: readonly UnwrittenText[];
} {
  const said: RefusedText[] = [];
  const unwritten: UnwrittenText[] = [];
  const files = globSync(['platform/**/*.ts', 'rooms/**/*.ts'], { cwd: sources }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  for (const file of files.toSorted()) {
    if (leftOut.test(file)) continue;
    const source = sourceOf(file);
    const own = Object.entries(helpers).filter(([path]) => file.startsWith(path));
    const known = Object.assign({}, sayers, ...own.map(([, names]) => names)) as typeof sayers;
    const placeOf = ({ start }: Node): string => `${file}:${source.slice(0, start).split('\n').length}`;
    const note = (node: Node | null | undefined): void => {
      // What is put together there is read where its helpers are called.
      if (node === null || node === undefined || (file === composer && node.type === 'TemplateLiteral')) return;
      const texts = textsOf(node);
      if (texts === undefined)
        unwritten.push({ file, code: source.slice(node.start, node.end).replaceAll(/\s+/g, ' ') });
      else for (const text of texts) said.push({ place: placeOf(node), text });
    };
    const called = ({ callee, arguments: given }: ESTree.NewExpression | ESTree.CallExpression): void => {
      if (callee.type === 'Identifier') {
        for (const at of known[callee.name] ?? []) note(given[at]);
        const texts = given.map((one) => textsOf(one)?.[0] ?? '7');
        for (const text of composed[callee.name]?.(texts) ?? []) said.push({ place: placeOf(callee), text });
      }
      if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier') {
        const last = given.at(-1);
        if (checks.has(callee.property.name) && given.length > 1) note(last);
      }
    };
    new Visitor({
      NewExpression: called,
      CallExpression: called,
      ArrayExpression({ elements }) {
        // The server's own refusals are kept as [code, text].
        const [code, text] = elements;
        if (file === 'platform/http/problem.ts' && code?.type === 'Literal' && textsOf(text as Node) !== undefined)
          note(text);
      },
      Property({ key, value }) {
        if (key.type !== 'Identifier') return;
        const found = key.name === 'problem' && textsOf(value) !== undefined && tellsProblems.test(file);
        if (key.name === 'expected' || found) note(value);
      },
    }).visit(parseSync(file, source).program);
  }
  return { said, unwritten };
}

/** Every text that an expression can be; undefined when it is not written there. */
function textsOf(node: Node): readonly string[] | undefined {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : undefined;
    case 'TemplateLiteral':
      return node.quasis.reduce<readonly string[]>(
        (before, { value }, i) => {
          const written = node.expressions[i - 1] as Node | undefined;
          const between = written === undefined ? [''] : (textsOf(written) ?? ['7']);
          return before.flatMap((text) => between.map((part) => `${text}${part}${value.cooked ?? value.raw}`));
        },
        [''],
      );
    case 'ConditionalExpression': {
      const [yes, no] = [textsOf(node.consequent), textsOf(node.alternate)];
      return yes === undefined || no === undefined ? undefined : [...yes, ...no];
    }
    default:
      return undefined;
  }
}
